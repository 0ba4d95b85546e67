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

    private static final int[] COUNTS = {
        4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2,
                1, 3,
        2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0,
                1, 1,
        0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1
    };

    private CoalMining() {}

    /** Disasters of each year. */
    public static int[] counts() {
        return COUNTS.clone();
    }

    /** The model. */
    public static Model model() {
        int[] counts = counts();
        return Model.build(m -> {
            Dim year = m.dim("year", counts.length);
            Var early = m.sample("early", exponential(1));
            Var late = m.sample("late", exponential(1));
            Var change = m.marginalize("change", categoricalLogit(new double[counts.length]));
            Var rate = where(arange(counts.length).lt(change), early, late);
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
