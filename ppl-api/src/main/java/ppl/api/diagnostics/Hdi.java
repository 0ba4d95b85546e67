package ppl.api.diagnostics;

import java.util.Arrays;

/**
 * Highest density interval: the narrowest range that holds a given share of the draws.
 *
 * <p><b>Errors.</b> A share outside (0, 1] and no draws at all are {@link IllegalArgumentException}s.
 *
 * <p><b>Numerics.</b> Of several equally narrow ranges the lowest. A NaN among the draws counts as the largest value and can make
 * the upper end NaN.
 */
public final class Hdi {
    /** The share that tables use unless told otherwise. */
    public static final double DEFAULT_PROBABILITY = 0.94;

    private Hdi() {}

    /** The narrowest range that holds {@code probability} of these draws. */
    public static Interval of(double[] draws, double probability) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, probability);
    }

    /** The narrowest range that holds {@code probability} of the draws of all chains. */
    public static Interval of(Draws draws, double probability) {
        return of(draws.values(), probability);
    }

    static Interval ofSorted(double[] sorted, double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("the share of draws is " + probability + "; give one in (0, 1]");
        }
        int n = sorted.length;
        if (n == 0) {
            throw new IllegalArgumentException("an interval needs at least one draw, and there is none");
        }
        int span = Math.min((int) Math.floor(probability * n), n - 1);
        int best = 0;
        double width = Double.POSITIVE_INFINITY;
        for (int i = 0; i + span < n; i++) {
            double here = sorted[i + span] - sorted[i];
            if (Double.isNaN(here)) {
                best = i;
                break;
            }
            if (here < width) {
                width = here;
                best = i;
            }
        }
        return new Interval(sorted[best], sorted[best + span]);
    }
}
