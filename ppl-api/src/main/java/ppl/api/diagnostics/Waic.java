package ppl.api.diagnostics;

import java.util.function.IntFunction;

/**
 * The widely applicable information criterion: in-sample predictive density less a penalty for its variance. Prefer {@link Loo},
 * which says where it fails.
 *
 * <p><b>Source.</b> Watanabe (2010); Vehtari, Gelman and Gabry (2017), section 2.2.
 */
public final class Waic {
    private static final double MOST_VARIANCE = 0.4;

    private Waic() {}

    /**
     * The expected log predictive density.
     *
     * @param observations how many there are
     * @param logLikelihood the log-densities of an observation under each draw
     * @throws ResultException with code ABSENT if there is no observation
     */
    public static Elpd of(int observations, IntFunction<double[]> logLikelihood) {
        if (observations == 0) {
            throw new ResultException(ResultCode.ABSENT, "WAIC needs at least one observation, and there is none");
        }
        double[] pointwise = new double[observations];
        double penalty = 0;
        boolean doubtful = false;
        int draws = 0;
        for (int i = 0; i < observations; i++) {
            double[] logLik = logLikelihood.apply(i);
            draws = logLik.length;
            double variance = Moments.squares(logLik, 0, draws, Moments.mean(logLik)) / draws;
            doubtful |= variance > MOST_VARIANCE;
            penalty += variance;
            pointwise[i] = LogSumExp.of(logLik) - Math.log(draws) - variance;
        }
        return new Elpd(Elpd.Method.WAIC, pointwise, penalty, draws, null, doubtful);
    }
}
