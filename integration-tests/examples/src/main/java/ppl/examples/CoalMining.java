package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.graph.Var;

/**
 * Disasters in British coal mines by year, 1851 to 1962 (Jarrett 1979, Biometrika 66, in the form of Carlin, Gelfand and Smith 1992), whose
 * rate changed once. The year of the change is summed out, so a sampler with gradients can do it, and recovered from the result.
 */
public final class CoalMining {

    private static final String TABLE = "coal_mining.csv";

    private CoalMining() {}

    /** Disasters of each year. */
    public static int[] counts() {
        return Columns.counts(TABLE, "disasters");
    }

    /** The model. */
    public static Model model() {
        int[] counts = counts();
        int[] years = Columns.counts(TABLE, "year");
        return Model.build(m -> {
            Dim year = m.dim("year", counts.length);
            Var when = m.data("when", years, year);
            Var early = m.sample("early", exponential(1));
            Var late = m.sample("late", exponential(1));
            Var change = m.marginalize("change", discreteUniform(when.min(), when.max()));
            Var rate = where(when.lt(change), early, late);
            m.observe("disasters", poisson(rate), counts, year);
        });
    }

    /** Samples the model, prints the summary and the most probable year of the change. */
    public static void main(String[] args) {
        InferenceData fit = model().infer().seed(42).run();
        System.out.println(fit.summary());
        System.out.println(fit.recover("change"));
    }
}
