package ppl.examples;

import static ppl.api.Distributions.*;

import java.io.IOException;
import java.nio.file.Path;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.report.Report;
import ppl.graph.Var;

/**
 * Radon by county and floor: a hierarchical regression with intercepts and slopes that vary by county (non-centred).
 *
 * <p>Arguments: the folder for results (default {@code target/radon}).
 */
public final class Radon {

    private Radon() {}

    /** The model of some homes. */
    public static Model model(RadonData data) {
        return Model.build(m -> {
            Dim county = m.dim("county", data.countyNames());
            Dim obs = m.dim("obs_id", data.size());
            Var floor = m.data("floor", data.floor(), obs);
            Var idx = m.data("county_idx", data.countyIndex(), obs);

            Var muA = m.sample("mu_a", normal(0, 10));
            Var sigmaA = m.sample("sigma_a", halfNormal(1));
            Var a = m.sample("a", normal(0, 1), county).times(sigmaA).plus(muA);
            Var muB = m.sample("mu_b", normal(0, 2));
            Var sigmaB = m.sample("sigma_b", halfNormal(1));
            Var b = m.sample("b", normal(0, 1), county).times(sigmaB).plus(muB);
            Var eps = m.sample("eps", halfNormal(1.5));

            m.observe("radon_like", normal(a.get(idx).plus(b.get(idx).times(floor)), eps), data.logRadon(), obs);
        });
    }

    /** Samples the model, prints the summary, saves the draws and a report. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/radon");
        InferenceData fit =
                model(RadonData.load()).infer().targetAccept(0.9).seed(1).run();
        System.out.println(fit.summary("~a", "~b"));
        Path file = folder.resolve("radon.nc");
        fit.save(file);
        System.out.println("Draws saved to " + file);
        Path page = folder.resolve("radon.html");
        Report.of(fit).withTitle("radon").write(page);
        System.out.println("Report saved to " + page);
    }
}
