package ppl.api.diagnostics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Quantiles of a beta distribution, by bisection of its cdf with secant steps where they stay inside the bracket. */
final class BetaQuantile {
    private static final int MOST_STEPS = 200;

    private BetaQuantile() {}

    static double of(double p, double a, double b) {
        return inverse(x -> RegularizedBeta.value(x, a, b), p);
    }

    /** Where a continuous cdf on [0, 1] is {@code p}. */
    static double inverse(DoubleUnaryOperator cdf, double p) {
        double low = 0;
        double high = 1;
        double atLow = -p;
        double atHigh = 1 - p;
        for (int step = 0; step < MOST_STEPS && high - low > Math.ulp(high); step++) {
            // Every third step bisects, so that the bracket shrinks even where the secant creeps.
            double x = step % 3 == 2 ? (low + high) / 2 : low - atLow * (high - low) / (atHigh - atLow);
            if (!(x > low && x < high)) {
                x = (low + high) / 2;
            }
            double at = cdf.applyAsDouble(x) - p;
            if (at == 0) {
                return x;
            }
            if (at < 0) {
                low = x;
                atLow = at;
            } else {
                high = x;
                atHigh = at;
            }
        }
        return (low + high) / 2;
    }
}
