package ppl.api.diagnostics;

/**
 * Monte Carlo standard error: how far an estimate from these draws is off because they are finitely many and correlated.
 *
 * <p><b>Units / space.</b> Those of the draws.
 *
 * <p><b>Numerics.</b> NaN where there is a NaN among the draws or fewer than 4 draws a chain.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), section 4.
 */
public final class Mcse {
    private Mcse() {}

    /** Of the mean: sd / √ESS. */
    public static double mean(Draws draws) {
        return draws.valid(1)
                ? Math.sqrt(Moments.variance(draws.values()) / Ess.of(draws.split()))
                : Double.NaN;
    }

    /** Of the standard deviation, by the delta method on the mean of squared distances. */
    public static double sd(Draws draws) {
        if (!draws.valid(1)) {
            return Double.NaN;
        }
        double[] squares = Moments.squaredDistances(draws.values());
        double variance = Moments.mean(squares);
        double fourth = 0;
        for (double square : squares) {
            fourth += square * square;
        }
        double ess = Ess.mean(draws.with(squares));
        double errorOfVariance = (fourth / squares.length - variance * variance) / ess;
        return Math.sqrt(errorOfVariance / variance / 4);
    }
}
