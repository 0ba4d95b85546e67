package ppl.api.diagnostics;

/**
 * Monte Carlo standard error: how far an estimate from these draws is off because they are finitely many and correlated.
 *
 * <p><b>Units / space.</b> Those of the draws.
 *
 * <p><b>Numerics.</b> NaN where there is a NaN among the draws or fewer than
 * {@value Ess#FEWEST_DRAWS} draws a chain.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), section 4.
 */
public final class Mcse {
    // Φ(−1) and Φ(1) to the digits that ArviZ has: another ulp could select another order statistic.
    private static final double ONE_SIGMA_LOW = 0.1586553;
    private static final double ONE_SIGMA_HIGH = 0.8413447;

    private Mcse() {}

    /** The error of the mean: sd / √ESS. */
    public static double mean(Draws draws) {
        return Ess.isDefined(draws) ? mean(draws, Moments.variance(draws.values())) : Double.NaN;
    }

    static double mean(Draws draws, double variance) {
        return Math.sqrt(variance / Ess.of(draws.split()));
    }

    /** The error of the standard deviation, by the delta method on the mean of squared distances. */
    public static double sd(Draws draws) {
        return Ess.isDefined(draws) ? sd(draws, Moments.mean(draws.values())) : Double.NaN;
    }

    static double sd(Draws draws, double mean) {
        double[] squares = Moments.squaredDistances(draws.values(), mean);
        double variance = Moments.mean(squares);
        double fourth = 0;
        for (double square : squares) {
            fourth += square * square;
        }
        double ess = Ess.of(draws.with(squares).split());
        double errorOfVariance = (fourth / squares.length - variance * variance) / ess;
        return Math.sqrt(errorOfVariance / variance / 4);
    }

    /** The error of the median. */
    public static double median(Draws draws) {
        return quantile(draws, 0.5);
    }

    /**
     * The error of a quantile: half the distance between two order statistics. They bound the quantile if the number of draws below it
     * is one standard deviation off.
     */
    public static double quantile(Draws draws, double p) {
        if (!Ess.isDefined(draws)) {
            return Double.NaN;
        }
        Order order = Order.of(draws.values());
        return quantile(order.sorted, p, Ess.quantile(draws, order, p));
    }

    static double quantile(double[] sorted, double p, double ess) {
        int size = sorted.length;
        double low = BetaQuantile.of(ONE_SIGMA_LOW, ess * p + 1, ess * (1 - p) + 1) * size - 1;
        double high = BetaQuantile.of(ONE_SIGMA_HIGH, ess * p + 1, ess * (1 - p) + 1) * size - 1;
        int first = (int) Math.floor(Math.max(low, 0));
        int last = (int) Math.ceil(Math.min(high, size - 1.0));
        return (sorted[last] - sorted[first]) / 2;
    }
}
