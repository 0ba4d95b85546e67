package ppl.examples;

import java.util.Locale;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;

/**
 * What {@link Radon} predicts of the homes that it was fitted to, for all draws at once: whether what was measured is where it should be, and
 * how well homes are predicted that are left out.
 */
public final class RadonChecks {

    private static final double INSIDE = 0.9;

    private RadonChecks() {}

    /** The share of homes whose measurement is inside the central interval of what is drawn for them. */
    static double covered(double[] drawn, double[] measured) {
        int homes = measured.length;
        int draws = drawn.length / homes;
        int inside = 0;
        for (int h = 0; h < homes; h++) {
            int below = 0;
            for (int i = 0; i < draws; i++) {
                below += drawn[i * homes + h] < measured[h] ? 1 : 0;
            }
            inside += Math.abs(below - draws / 2.0) <= INSIDE / 2 * draws ? 1 : 0;
        }
        return inside / (double) homes;
    }

    /** Prints the checks and the time that they took. */
    public static void main(String[] args) {
        RadonData data = RadonData.load();
        InferenceData fit = Radon.model(data)
                .infer()
                .targetAccept(0.9)
                .seed(1)
                .progress(Progress.silent())
                .run();
        long start = System.nanoTime();
        InferenceData checked = fit.withPosteriorPredictive().withLogLikelihood();
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] drawn = checked.posteriorPredictive().get("radon_like").toDoubles();
        System.out.println(String.format(
                Locale.ROOT,
                "%,d predictive draws of %d homes, and their log-likelihoods: %.2f s",
                drawn.length,
                data.size(),
                seconds));
        System.out.println(String.format(
                Locale.ROOT,
                "%.1f %% of homes are inside their interval of %.0f %%",
                100 * covered(drawn, data.logRadon()),
                100 * INSIDE));
        System.out.println(checked.loo());
    }
}
