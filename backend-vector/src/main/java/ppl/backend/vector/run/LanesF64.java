package ppl.backend.vector.run;

import ppl.graph.op.CanonicalOrder;

/**
 * The end of a combination of float64 in the {@link CanonicalOrder}: lanes of a chunk by halving, then chunks in adjacent pairs. All
 * arrays are overwritten.
 */
public final class LanesF64 {

    private static final int L = CanonicalOrder.LANES;

    private LanesF64() {}

    /** Sum of the first {@code filled} lanes from {@code at} on. */
    public static double sum(double[] lanes, int at, int filled) {
        if (filled == 16 && L == 16) {
            double a = (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
            double b = (lanes[at + 1] + lanes[at + 9]) + (lanes[at + 5] + lanes[at + 13]);
            double c = (lanes[at + 2] + lanes[at + 10]) + (lanes[at + 6] + lanes[at + 14]);
            double d = (lanes[at + 3] + lanes[at + 11]) + (lanes[at + 7] + lanes[at + 15]);
            return (a + c) + (b + d);
        }
        int left = filled;
        for (int w = L / 2; w >= 1; w /= 2) {
            for (int l = 0; l < w && l + w < left; l++) {
                lanes[at + l] += lanes[at + l + w];
            }
            left = Math.min(left, w);
        }
        return lanes[at];
    }

    /** Product of the first {@code filled} lanes from {@code at} on. */
    public static double product(double[] lanes, int at, int filled) {
        if (filled == 16 && L == 16) {
            double a = (lanes[at] * lanes[at + 8]) * (lanes[at + 4] * lanes[at + 12]);
            double b = (lanes[at + 1] * lanes[at + 9]) * (lanes[at + 5] * lanes[at + 13]);
            double c = (lanes[at + 2] * lanes[at + 10]) * (lanes[at + 6] * lanes[at + 14]);
            double d = (lanes[at + 3] * lanes[at + 11]) * (lanes[at + 7] * lanes[at + 15]);
            return (a * c) * (b * d);
        }
        int left = filled;
        for (int w = L / 2; w >= 1; w /= 2) {
            for (int l = 0; l < w && l + w < left; l++) {
                lanes[at + l] *= lanes[at + l + w];
            }
            left = Math.min(left, w);
        }
        return lanes[at];
    }

    /** Sum of {@code count} chunk results from {@code at} on. */
    public static double sumPairs(double[] partials, int at, int count) {
        for (int n = count; n > 1; n -= n / 2) {
            for (int i = 0; i < n / 2; i++) {
                partials[at + i] = partials[at + 2 * i] + partials[at + 2 * i + 1];
            }
            keepOdd(partials, at, n);
        }
        return partials[at];
    }

    /** Product of {@code count} chunk results from {@code at} on. */
    public static double productPairs(double[] partials, int at, int count) {
        for (int n = count; n > 1; n -= n / 2) {
            for (int i = 0; i < n / 2; i++) {
                partials[at + i] = partials[at + 2 * i] * partials[at + 2 * i + 1];
            }
            keepOdd(partials, at, n);
        }
        return partials[at];
    }

    private static void keepOdd(double[] partials, int at, int n) {
        if (n % 2 == 1) {
            partials[at + n / 2] = partials[at + n - 1];
        }
    }
}
