package ppl.backend.vector.dense;

import java.util.Arrays;

/**
 * Lower Cholesky factors of matrices {@code [n, n]}. It works on the transposed factor, whose rows lie side by side: what comes before a few
 * rows is taken off them tile by tile in ascending order, then these are factored. Of large matrices a block of rows at a time is taken off
 * all that follows, so that it is read from near memory.
 */
public record FactorF64(DenseF64 dense, int n) {

    private static final int ROWS = DenseF64.ROWS;

    /** Rows of a block. */
    private static final int BLOCK = 40 * ROWS;

    /** The elements that it works in. */
    public int scratch() {
        return 2 * half();
    }

    /** The factor, then its negative. */
    private int half() {
        return (n + ROWS) * stride() + dense.columns();
    }

    /** An odd number of cache lines: rows below each other must not meet in one set of the cache. */
    private int stride() {
        int lines = Math.ceilDiv(n + ROWS + dense.columns(), 8);
        return (lines | 1) * 8;
    }

    /** Reads the lower triangle of {@code a}, and writes the factor with zeros above to rows of {@code l} that lie side by side. */
    public void run(double[] a, int ap, int ar, int ac, double[] l, int lp, double[] u) {
        int s = stride();
        Arrays.fill(u, 0, half(), 0);
        for (int k = 0; k < n; k += 8) {
            int end = Math.min(n, k + 8);
            for (int i = k; i < n; i++) {
                int last = Math.min(end, i + 1);
                for (int j = k; j < last; j++) {
                    u[j * s + i] = a[ap + i * ar + j * ac];
                }
            }
        }
        for (int start = 0; start < n; start += BLOCK) {
            block(u, start, Math.min(n, start + BLOCK));
        }
        for (int k = 0; k < n; k += 8) {
            int end = Math.min(n, k + 8);
            for (int i = k; i < n; i++) {
                int last = Math.min(end, i + 1);
                for (int j = k; j < last; j++) {
                    l[lp + i * n + j] = u[j * s + i];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            Arrays.fill(l, lp + i * n + i + 1, lp + (i + 1) * n, 0);
        }
    }

    private void block(double[] u, int start, int end) {
        int s = stride();
        int width = dense.columns();
        int minus = half() + start * s;
        for (int r = start; r < end; r += ROWS) {
            if (r > start) {
                for (int i = r; i < n; i += width) {
                    dense.accumulate(u, start * s + r, 1, s, u, minus + i, s, r - start, u, r * s + i, s);
                }
            }
            int rows = Math.min(ROWS, end - r);
            dense.factor(u, r * s + r, s, rows, Math.ceilDiv(n - r, dense.lanes()) * dense.lanes(), half());
        }
        for (int i = end; i < n; i += width) {
            for (int r = end; r < Math.min(n, i + width); r += ROWS) {
                dense.accumulate(u, start * s + r, 1, s, u, minus + i, s, end - start, u, r * s + i, s);
            }
        }
    }
}
