package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Radon in homes by county, whose levels follow the uranium in the ground (Gelman and Hill, <i>Data Analysis Using Regression and
 * Multilevel/Hierarchical Models</i>, 2007): a hierarchical regression with a predictor of the groups. Levels of counties are sampled as what
 * they differ by from that line, in units of its deviation.
 */
public final class RadonUranium {

    private static final String TABLE = "radon.csv";

    private RadonUranium() {}

    /** The model. */
    public static Model model() {
        double[] logRadon = Columns.load(TABLE, "log_radon");
        List<String> countyOfHome = Columns.words(TABLE, "county");
        List<String> counties = countyOfHome.stream().distinct().toList();
        double[] logUranium = Columns.load(TABLE, "log_uranium"); // the same in all homes of a county
        double[] ofCounties = counties.stream()
                .mapToDouble(c -> logUranium[countyOfHome.indexOf(c)])
                .toArray();
        return Model.build(m -> {
            Dim county = m.dim("county", counties);
            Dim home = m.dim("home", logRadon.length);
            Var uranium = m.data("uranium", ofCounties, county);
            Var floor = m.data("floor", Columns.load(TABLE, "floor"), home);
            Var countyOf = m.data("county_of", county.positions(countyOfHome), home);

            Var level = m.sample("level", normal(0, 10));
            Var slope = m.sample("slope", normal(0, 2));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var off = m.sample("off", normal(0, 1), county);
            Var a = m.deterministic("a", level.plus(slope.times(uranium)).plus(off.times(sigma)), county);
            Var b = m.sample("b", normal(0, 2));
            Var eps = m.sample("eps", halfNormal(1.5));
            m.observe("log_radon", normal(a.get(countyOf).plus(b.times(floor)), eps), logRadon, home);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(
                model().infer().targetAccept(0.9).seed(42).run().summary("~off", "~a"));
    }
}
