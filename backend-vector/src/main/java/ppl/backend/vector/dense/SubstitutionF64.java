package ppl.backend.vector.dense;

import java.util.Arrays;

/**
 * Solves {@code L x = b}, or {@code L^T x = b}, for lower triangular {@code L [n, n]} and many right sides {@code b [n, m]}. Some columns at a
 * time are copied; in these, what is known is taken off a few rows tile by tile in the order in which it became known.
 *
 * @param dense the kernels
 * @param lr the stride of rows of {@code L}, and {@code lc} of its columns
 * @param br the stride of rows of {@code b}, and {@code bc} of its columns
 */
public record SubstitutionF64(DenseF64 dense, int n, int m, boolean transposed, int lr, int lc, int br, int bc) {

    private static final int ROWS = DenseF64.ROWS;

    /** Columns at a time: a multiple of the columns of every tile. */
    static final int GROUP = 64;

    /** Between rows: not a power of 2, so that they do not meet in one set of the cache. */
    private static final int STRIDE = GROUP + 8;

    /** The elements that it works in. */
    public int scratch() {
        return 2 * half() + ROWS * n;
    }

    /** The unknowns, then their negatives. */
    private int half() {
        return (n + ROWS) * STRIDE;
    }

    /** What {@link #run} may know of right sides that never change. */
    public int[] zeros(double[] b, int bp) {
        int[] zeros = new int[Math.ceilDiv(m, GROUP)];
        for (int g = 0; g < zeros.length; g++) {
            zeros[g] = zeros(b, bp + g * GROUP * bc, Math.min(GROUP, m - g * GROUP));
        }
        return zeros;
    }

    private int zeros(double[] b, int bp, int count) {
        int first = n;
        for (int s = 0; s < n; s++) {
            for (int j = 0; j < count; j++) {
                double x = b[bp + row(s) * br + j * bc];
                if (x == 0 && Double.doubleToRawLongBits(x) != 0) {
                    return 0;
                }
                first = x == 0 ? first : Math.min(first, s);
            }
        }
        return first;
    }

    /**
     * Solves.
     *
     * @param zeros for each group of columns, how many rows, in the order of substitution, are known to be +0 before one that is not, in
     *     right sides without −0; empty if nothing is known
     */
    public void run(double[] l, int lp, double[] b, int bp, double[] x, int xp, double[] w, int[] zeros) {
        boolean skips = zeros.length > 0 && lr + lc == n + 1 && areFinite(l, lp);
        int copied = 2 * half();
        copyLastRows(l, lp, w, copied);
        for (int c = 0; c < m; c += GROUP) {
            int count = Math.min(GROUP, m - c);
            int width = Math.ceilDiv(count, dense.columns()) * dense.columns();
            for (int s = 0; s < n; s++) {
                int from = bp + row(s) * br + c * bc;
                int to = s * STRIDE;
                for (int j = 0; j < count; j++) {
                    w[to + j] = b[from + j * bc];
                }
                Arrays.fill(w, to + count, to + width, 0);
            }
            solve(l, lp, w, copied, width, skips ? zeros[c / GROUP] / ROWS * ROWS : 0);
            for (int s = 0; s < n; s++) {
                System.arraycopy(w, s * STRIDE, x, xp + row(s) * m + c, count);
            }
        }
    }

    /** The row of the unknown that becomes known in a step. */
    private int row(int step) {
        return transposed ? n - 1 - step : step;
    }

    /** The element of L at a step for a known step. */
    private int at(int lp, int step, int known) {
        return transposed ? lp + row(known) * lr + row(step) * lc : lp + step * lr + known * lc;
    }

    private int across() {
        return transposed ? -lc : lr;
    }

    private int along() {
        return transposed ? -lr : lc;
    }

    /** True if an unknown is +0 as long as the right side is. */
    private boolean areFinite(double[] l, int lp) {
        for (int i = 0; i < n; i++) {
            if (!(l[lp + i * (n + 1)] > 0)) {
                return false;
            }
        }
        return dense.areFinite(l, lp, n * n);
    }

    /** The rows that fill no tile, padded with what was there: it reaches rows alone that are not used. */
    private void copyLastRows(double[] l, int lp, double[] w, int to) {
        int whole = n / ROWS * ROWS;
        for (int s = whole; s < n; s++) {
            for (int k = 0; k < whole; k++) {
                w[to + (s - whole) * n + k] = l[at(lp, s, k)];
            }
        }
    }

    private void solve(double[] l, int lp, double[] w, int copied, int width, int first) {
        for (int s = first; s < n; s += ROWS) {
            boolean whole = s + ROWS <= n;
            if (s > first) {
                double[] left = whole ? l : w;
                int at = whole ? at(lp, s, first) : copied + first;
                int across = whole ? across() : n;
                int along = whole ? along() : 1;
                int known = half() + first * STRIDE;
                for (int j = 0; j < width; j += dense.columns()) {
                    dense.accumulate(
                            left, at, across, along, w, known + j, STRIDE, s - first, w, s * STRIDE + j, STRIDE);
                }
            }
            int rows = Math.min(ROWS, n - s);
            dense.substitute(l, at(lp, s, s), across(), along(), rows, w, s * STRIDE, STRIDE, width, half());
        }
    }
}
