package ppl.api.diagnostics;

/**
 * How heavy the tails of draws are: the shape k of a generalised Pareto distribution fitted to their most extreme values. The draws
 * have moments below the order 1/k: from 0.5 on no variance, from 1 on no mean.
 *
 * <p><b>Numerics.</b> NaN where a tail has fewer than 5 draws or a NaN is among the draws, and where no tail can be fitted, as with many
 * equal values. The estimate is drawn towards 0.5 by a prior worth ten values.
 *
 * <p><b>Source.</b> Vehtari, Simpson, Gelman, Yao, Gabry (2024), <i>Pareto smoothed importance sampling</i>, section 3; the tails as
 * {@code pareto_khat} of the R package posterior takes them.
 */
public final class ParetoTail {
    /** From here on estimates of a mean are not to be relied on: it may not exist, and its error is not known. */
    public static final double HEAVY = 0.7;

    private static final double NO_VARIANCE = 0.5;
    private static final int FEWEST = 5;
    private static final int SMALL = 225;

    /**
     * Squared coefficients of variation of exceedances up to this one do not come with a fit at or above {@link #HEAVY}; a shape of 0
     * gives 1, one of 0.5 and above none. Most posteriors stay below, and are spared the fit. Of few values it says too little.
     */
    private static final double LIGHT = 1.2;

    private static final int ENOUGH_TO_SPARE = 40;

    private ParetoTail() {}

    /** The shape of the heavier tail. */
    public static double k(Draws draws) {
        if (draws.size() == 0 || draws.hasNaN()) {
            return Double.NaN;
        }
        Order order = Order.of(draws.values());
        return k(order.sorted, Ess.isDefined(draws) ? Ess.tail(draws, order, 0.05, 0.95) : draws.size());
    }

    static double k(double[] sorted, double essTail) {
        int length = length(sorted.length, essTail);
        double upper = fit(exceedances(sorted, length, true));
        double lower = fit(exceedances(sorted, length, false));
        // Math.max would give NaN where one tail cannot be fitted, as at a bound that many draws reach.
        return Double.isNaN(upper) || lower > upper ? lower : upper;
    }

    /** The shape of the heavier tail if it {@linkplain #isHeavy is heavy}, NaN if not: without a fit where none is needed. */
    static double heavy(double[] sorted, double essTail) {
        int length = length(sorted.length, essTail);
        double efficiency = efficiency(sorted.length, essTail);
        double upper = heavyTail(exceedances(sorted, length, true), efficiency);
        double lower = heavyTail(exceedances(sorted, length, false), efficiency);
        return Double.isNaN(upper) || lower > upper ? lower : upper;
    }

    private static double heavyTail(double[] exceedances, double efficiency) {
        if (isSpared(exceedances)) {
            return Double.NaN;
        }
        double k = fit(exceedances);
        return isHeavy(k, exceedances.length, efficiency) ? k : Double.NaN;
    }

    /** Whether what varies so little has no heavy tail. */
    static boolean isSpared(double[] exceedances) {
        return exceedances.length >= ENOUGH_TO_SPARE && variation(exceedances) <= LIGHT;
    }

    /** Whether a shape is {@link #HEAVY}, and one standard error less still leaves no variance: a short tail often seems heavy. */
    static boolean isHeavy(double k, int length, double efficiency) {
        return k >= HEAVY && k - (1 + k) / Math.sqrt(length * efficiency) >= NO_VARIANCE;
    }

    private static double efficiency(int size, double ess) {
        // Antithetic chains do not shorten the tail.
        return ess > 0 ? Math.min(ess / size, 1) : 1;
    }

    static int length(int size, double ess) {
        double length = size > SMALL ? Math.ceil(3 * Math.sqrt(size / efficiency(size, ess))) : size / 5;
        // The two tails do not meet.
        return (int) Math.min(length, size / 2);
    }

    /** How far the most extreme draws lie beyond the next one, ascending. */
    static double[] exceedances(double[] sorted, int length, boolean upper) {
        int n = sorted.length;
        if (length < FEWEST || length >= n) {
            return new double[0];
        }
        double[] beyond = new double[length];
        for (int i = 0; i < length; i++) {
            beyond[i] =
                    upper ? sorted[n - length + i] - sorted[n - length - 1] : sorted[length] - sorted[length - 1 - i];
        }
        return beyond;
    }

    private static double variation(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return values.length * squares / (sum * sum) - 1;
    }

    private static double fit(double[] exceedances) {
        return exceedances.length < FEWEST
                ? Double.NaN
                : GeneralizedPareto.fit(exceedances).k();
    }
}
