package ppl.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Rhat;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/**
 * What a run is worth.
 *
 * @param divergences after warm-up, chain by chain
 * @param rhat the largest over all variables
 * @param ess the least of bulk and tail effective sample sizes over all variables, per 1000 gradients, those of warm-up included
 * @param seconds that the run took, compilation included
 * @param gradients of all chains, those of warm-up included
 */
@SuppressWarnings("ArrayRecordComponent") // a row of figures, never compared
record RunQuality(int[] divergences, double rhat, double ess, double seconds, double gradients) {

    static RunQuality of(InferenceData fit) {
        return of(fit, Double.NaN);
    }

    static RunQuality of(InferenceData fit, double seconds) {
        Variable diverging = fit.sampleStats().get("diverging");
        int[] divergences = new int[fit.posterior().chains()];
        boolean[] flags = diverging.toBooleans();
        for (int i = 0; i < flags.length; i++) {
            divergences[i / fit.posterior().draws()] += flags[i] ? 1 : 0;
        }
        double rhat = 1;
        double ess = Double.POSITIVE_INFINITY;
        for (Variable variable : fit.posterior().variables()) {
            for (Draws draws : variable.eventDraws(0, variable.eventSize())) {
                rhat = Math.max(rhat, Rhat.rank(draws));
                ess = Math.min(ess, Math.min(Ess.bulk(draws), Ess.tail(draws)));
            }
        }
        Number gradients = (Number) fit.posterior().attributes().get("evaluations");
        if (gradients == null) {
            throw new IllegalStateException("the result does not say how many gradients it took");
        }
        return new RunQuality(divergences, rhat, 1000 * ess / gradients.doubleValue(), seconds, gradients.doubleValue());
    }

    /** The least effective sample size over the time of the whole run. */
    double essPerSecond() {
        return ess * gradients / 1000 / seconds;
    }

    /** The geometric mean of a positive figure. */
    static double geometricMean(List<RunQuality> runs, ToDoubleFunction<RunQuality> figure) {
        return StrictMath.exp(runs.stream()
                .mapToDouble(r -> StrictMath.log(figure.applyAsDouble(r)))
                .average()
                .orElseThrow());
    }

    int total() {
        return Arrays.stream(divergences).sum();
    }

    int chainsAbove(int most) {
        return (int) Arrays.stream(divergences).filter(d -> d > most).count();
    }
}
