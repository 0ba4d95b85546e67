package ppl.api.diagnostics;

import java.util.Arrays;

/**
 * Pareto-smoothed importance sampling: the largest weights are replaced by order statistics of a generalised Pareto distribution
 * fitted to them, whose shape k tells whether the weights can be used at all.
 *
 * <p><b>Units / space.</b> Natural logarithms of weights.
 *
 * <p><b>Source.</b> Vehtari, Simpson, Gelman, Yao and Gabry (2024), <i>Pareto smoothed importance sampling</i>; the fit is that of
 * Zhang and Stephens (2009) with the prior on k of the former, appendix C. The tail is exactly the M largest weights, as in R's loo;
 * ArviZ 0.23 takes those greater than the largest weight outside it, fewer where weights are tied.
 */
public final class Psis {
    private static final int FEWEST_IN_TAIL = 5;

    /** Logs of weights no farther apart are one weight, to which no distribution can be fitted. */
    private static final double SAME = Math.ulp(1.0) / 100;

    private final double[] logWeights;
    private final double k;

    private Psis(double[] logWeights, double k) {
        this.logWeights = logWeights;
        this.k = k;
    }

    /**
     * Smooths and normalises.
     *
     * @param logWeights logarithms of raw importance weights; not changed
     * @param relativeEfficiency effective sample size of the draws divided by their number; 1 for independent draws
     */
    public static Psis of(double[] logWeights, double relativeEfficiency) {
        double[] x = logWeights.clone();
        int n = x.length;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            most = Math.max(most, value);
        }
        for (int i = 0; i < n; i++) {
            x[i] -= most;
        }
        Order order = Order.of(x);
        int length = (int) Math.ceil(Math.min(3 * Math.sqrt(n / relativeEfficiency), n / 5.0));
        int first = n - length;
        // Ties at the cutoff stay where they are: chains that repeat draws would have another tail otherwise.
        boolean constant = length > 0 && order.sorted[n - 1] - order.sorted[first] < SAME;
        double k = length < FEWEST_IN_TAIL || constant
                ? Double.POSITIVE_INFINITY
                : smoothTail(x, order, first, Math.exp(order.sorted[first - 1]));
        double total = LogSumExp.of(x);
        for (int i = 0; i < n; i++) {
            x[i] -= total;
        }
        return new Psis(x, k);
    }

    private static double smoothTail(double[] x, Order order, int first, double cutoff) {
        int length = x.length - first;
        double[] tail = new double[length];
        for (int i = 0; i < length; i++) {
            tail[i] = Math.exp(order.sorted[first + i]) - cutoff;
        }
        GeneralizedPareto fit = GeneralizedPareto.fit(tail);
        if (!Double.isFinite(fit.k())) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < length; i++) {
            double smooth = Math.log(fit.quantile((i + 0.5) / length) + cutoff);
            x[order.index[first + i]] = Math.min(smooth, 0);
        }
        return fit.k();
    }

    /** The smoothed log weights, normalised so that the weights sum to 1, in the order of the raw ones. */
    public double[] logWeights() {
        return logWeights.clone();
    }

    /**
     * The Pareto shape: up to 0.7 the weights are usable, above 1 they have no mean. Infinite when the tail is too short to tell,
     * or when all weights in it are equal or too far apart for a fit.
     */
    public double k() {
        return k;
    }

    /** The largest k that this many draws can cope with: min(1 − 1/log10(S), 0.7). */
    public static double goodK(int draws) {
        return Math.min(1 - 1 / Math.log10(draws), 0.7);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Psis that && k == that.k && Arrays.equals(logWeights, that.logWeights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(logWeights);
    }

    @Override
    public String toString() {
        return "Pareto-smoothed weights of " + logWeights.length + " draws, k = " + k;
    }
}
