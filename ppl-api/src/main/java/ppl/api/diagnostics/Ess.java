package ppl.api.diagnostics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Effective sample size: how many independent draws would estimate a quantity as well as these.
 *
 * <p>Each kind turns the draws into the ones whose mean it is about (ranks, indicators, squares, …) and estimates the
 * autocorrelation time of their split chains with Geyer's initial monotone sequence.
 *
 * <p><b>Numerics.</b> NaN where there is a NaN among the draws or fewer than {@value #FEWEST_DRAWS} draws a chain. Constant draws give
 * their number. An antithetic chain may exceed the number of draws N, but not {@code N·log10(N)}.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), sections 3 and 4; Geyer (1992), section 3.3; Stan reference manual, "Effective sample
 * size". We depart from them, and from ArviZ, in the chains of 4 to 9 draws: there the initial sequence ends before it begins,
 * and what they give, {@code N·log10(N)}, does not depend on the draws.
 */
public final class Ess {
    /** Chains of fewer draws have no effective sample size: their halves are too short for a pair of autocorrelations. */
    public static final int FEWEST_DRAWS = 10;

    /** With fewer effective draws a chain, the estimates of a run and of its diagnostics are not to be relied on. */
    public static final double ENOUGH_PER_CHAIN = 100;

    /** Spread below which draws count as constant: 10^−15, the decimal resolution of a double. */
    private static final double RESOLUTION = 1e-15;

    private Ess() {}

    /** Whether there is an answer: enough draws a chain, and no NaN. */
    static boolean isDefined(Draws draws) {
        return draws.length() >= FEWEST_DRAWS && draws.valid(1);
    }

    /** For the centre of the distribution: of rank-normalised split chains. */
    public static double bulk(Draws draws) {
        return isDefined(draws)
                ? of(draws.split().with(Order.of(draws.values()).split(draws).normalScores()))
                : Double.NaN;
    }

    /** For the tails: the smaller one of those for the 5 % and the 95 % quantile. */
    public static double tail(Draws draws) {
        return tail(draws, 0.05, 0.95);
    }

    /** For the tails: the smaller one of those for two quantiles. */
    public static double tail(Draws draws, double low, double high) {
        return isDefined(draws) ? tail(draws, Order.of(draws.values()), low, high) : Double.NaN;
    }

    static double tail(Draws draws, Order order, double low, double high) {
        double atLow = quantile(draws, order, low);
        double atHigh = quantile(draws, order, high);
        // Not Math.min, which prefers a NaN: ArviZ keeps the first when the two cannot be compared.
        return atHigh < atLow ? atHigh : atLow;
    }

    /** For the mean. */
    public static double mean(Draws draws) {
        return isDefined(draws) ? of(draws.split()) : Double.NaN;
    }

    /** For the standard deviation: of the squared distances from the mean. */
    public static double sd(Draws draws) {
        return isDefined(draws)
                ? of(draws.with(Moments.squaredDistances(draws.values(), Moments.mean(draws.values())))
                        .split())
                : Double.NaN;
    }

    /** For a quantile: of the indicator of not exceeding it. */
    public static double quantile(Draws draws, double p) {
        return isDefined(draws) ? quantile(draws, Order.of(draws.values()), p) : Double.NaN;
    }

    static double quantile(Draws draws, Order order, double p) {
        double bound = Quantiles.of(order.sorted, p);
        return of(Indicator.of(draws, Double.NEGATIVE_INFINITY, bound));
    }

    /** For the median. */
    public static double median(Draws draws) {
        return quantile(draws, 0.5);
    }

    /** For the median absolute deviation: of the rank-normalised indicator of lying no farther from the median than half do. */
    public static double mad(Draws draws) {
        if (!isDefined(draws)) {
            return Double.NaN;
        }
        double centre = Quantiles.median(Order.of(draws.values()).sorted);
        double[] distances = draws.toArray();
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(distances[i] - centre);
        }
        double half = Quantiles.median(Order.of(distances).sorted);
        double[] near = new double[distances.length];
        Arrays.setAll(near, i -> distances[i] <= half ? 1 : 0);
        Draws split = draws.with(near).split();
        return of(split.with(Order.of(split.values()).normalScores()));
    }

    /** For the share of draws between two quantiles. */
    public static double local(Draws draws, double low, double high) {
        if (!isDefined(draws)) {
            return Double.NaN;
        }
        double[] sorted = Order.of(draws.values()).sorted;
        return of(Indicator.of(draws, Quantiles.of(sorted, low), Quantiles.of(sorted, high)));
    }

    /** For the spread: of rank-normalised distances from the median of the split chains. */
    public static double folded(Draws draws) {
        if (!isDefined(draws)) {
            return Double.NaN;
        }
        Order split = Order.of(draws.values()).split(draws);
        double centre = Quantiles.median(split.sorted);
        return Double.isInfinite(centre)
                ? Double.NaN
                : of(draws.split().with(split.folded(centre).normalScores()));
    }

    /** For the mean, of the chains as they are, not split: blind to a drift that all chains share. */
    public static double unsplit(Draws draws) {
        return draws.valid(1) && draws.length() >= FEWEST_DRAWS / 2 ? of(draws) : Double.NaN;
    }

    private static double of(Indicator indicator) {
        int size = indicator.chains() * indicator.length();
        return indicator.isConstant() ? size : of(indicator::covariance, indicator.means(), indicator.length());
    }

    /** Of these chains as they are: neither split nor transformed. */
    static double of(Draws draws) {
        double[] values = draws.values();
        if (isConstant(values)) {
            return values.length;
        }
        double[] means = Moments.chainMeans(draws);
        Autocovariance covariance = new Autocovariance(draws, means);
        return of(covariance::at, means, draws.length());
    }

    /** Whether the range is below the resolution; not so with a NaN. Of most draws the first two tell. */
    private static boolean isConstant(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
            if (!(most - least < RESOLUTION)) {
                return false;
            }
        }
        return true;
    }

    private static double of(IntToDoubleFunction covariance, double[] means, int n) {
        int size = means.length * n;
        double within = covariance.applyAsDouble(0) * n / (n - 1.0);
        double total = within * (n - 1.0) / n + (means.length > 1 ? Moments.variance(means) : 0);
        double time = autocorrelationTime(covariance, within, total, n);
        return size / Math.max(time, 1 / Math.log10(size));
    }

    /** Sums autocorrelations in pairs of lags while the pairs are positive, each cut to the one before it. */
    private static double autocorrelationTime(IntToDoubleFunction covariance, double within, double total, int n) {
        double[] rho = new double[n];
        double even = 1;
        double odd = 1 - (within - covariance.applyAsDouble(1)) / total;
        if (Double.isNaN(odd)) {
            return Double.NaN;
        }
        rho[0] = even;
        rho[1] = odd;
        int t = 1;
        while (t < n - 3 && even + odd > 0) {
            even = 1 - (within - covariance.applyAsDouble(t + 1)) / total;
            odd = 1 - (within - covariance.applyAsDouble(t + 2)) / total;
            if (even + odd >= 0) {
                rho[t + 1] = even;
                rho[t + 2] = odd;
            }
            t += 2;
        }
        int last = t - 2;
        // An even lag that is positive by itself still improves the estimate for antithetic chains.
        if (even > 0) {
            rho[last + 1] = even;
        }
        for (int s = 1; s <= last - 2; s += 2) {
            if (rho[s + 1] + rho[s + 2] > rho[s - 1] + rho[s]) {
                rho[s + 1] = (rho[s - 1] + rho[s]) / 2;
                rho[s + 2] = rho[s + 1];
            }
        }
        double sum = 0;
        for (int s = 0; s <= last; s++) {
            sum += rho[s];
        }
        return -1 + 2 * sum + rho[last + 1];
    }
}
