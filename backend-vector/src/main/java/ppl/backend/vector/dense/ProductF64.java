package ppl.backend.vector.dense;

import java.util.Arrays;
import ppl.graph.op.CanonicalOrder;

/**
 * Products of matrices {@code [m, k]} and {@code [k, n]} of any strides, tile by tile. The right operand is packed, so that what a
 * tile reads lies side by side; a stripe of rows at a time, a block of the {@link CanonicalOrder} at a time.
 *
 * <p>Where both operands begin with zeros, as triangles do, these are skipped: they leave the +0 that a sum begins with. That holds
 * if what they meet is finite, which is looked up first.
 *
 * @param ar the stride of rows of the left operand, and so on: {@code ac} of its columns, {@code br} and {@code bc} of the right one
 */
public record ProductF64(DenseF64 dense, int m, int k, int n, int ar, int ac, int br, int bc) {

    private static final int BLOCK = CanonicalOrder.BLOCK;
    private static final int ROWS = DenseF64.ROWS;

    /** Rows of the result at a time. */
    private static final int STRIPE = 40 * ROWS;

    /** The elements that it works in. */
    public int scratch() {
        return tile() + ROWS * dense.columns();
    }

    private int panels() {
        return Math.ceilDiv(n, dense.columns());
    }

    private int blocks() {
        return Math.max(1, Math.ceilDiv(k, BLOCK));
    }

    private int padded() {
        return panels() * dense.columns();
    }

    private int rows() {
        return Math.min(STRIPE, Math.ceilDiv(m, ROWS) * ROWS);
    }

    /** Where the last rows begin, padded: after the packed block of the right operand. */
    private int lastRows() {
        return Math.min(k, BLOCK) * padded();
    }

    /** Where it is said how many zeros the panels begin with: the right ones, then the left ones. */
    private int zeros() {
        return lastRows() + ROWS * Math.min(k, BLOCK);
    }

    private int sums() {
        return zeros() + panels() + STRIPE / ROWS;
    }

    private int tile() {
        int levels = blocks() == 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(blocks());
        return sums() + levels * rows() * padded();
    }

    /** Writes the product to rows of {@code c} that lie side by side. */
    public void run(double[] a, int ap, double[] b, int bp, double[] c, int cp, double[] w) {
        boolean symmetric = a == b && ap == bp && ar == bc && ac == br && m == n;
        boolean skips = (isDense(m, k, ar, ac) && isDense(k, n, br, bc))
                && beginWithZeros(a, ap, b, bp)
                && dense.areFinite(a, ap, m * k)
                && (symmetric || dense.areFinite(b, bp, k * n));
        for (int i = 0; i < m; i += STRIPE) {
            stripe(a, ap + i * ar, b, bp, c, cp + i * n, w, Math.min(STRIPE, m - i), symmetric ? i : -n, skips);
        }
        if (symmetric) {
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    c[cp + i * n + j] = c[cp + j * n + i];
                }
            }
        }
    }

    private static boolean isDense(int rows, int columns, int rowStride, int columnStride) {
        return (columnStride == 1 && rowStride == columns) || (rowStride == 1 && columnStride == rows);
    }

    /** True if the last row of the left operand or the last column of the right one begins with 0. */
    private boolean beginWithZeros(double[] a, int ap, double[] b, int bp) {
        return k > 0 && (a[ap + (m - 1) * ar] == 0 || b[bp + (n - 1) * bc] == 0);
    }

    /**
     * Some rows.
     *
     * @param first the number of the first row if what is above the diagonal follows by symmetry, else so small that nothing does
     */
    private void stripe(
            double[] a,
            int ap,
            double[] b,
            int bp,
            double[] c,
            int cp,
            double[] w,
            int count,
            int first,
            boolean skips) {
        int size = rows() * padded();
        int depth = 0;
        for (int block = 0; block < blocks(); block++) {
            int from = block * BLOCK;
            int size1 = Math.min(BLOCK, k - from);
            packRight(b, bp + from * br, w, size1, skips);
            packLast(a, ap + from * ac, w, size1, count, skips);
            tiles(a, ap + from * ac, c, cp, w, size1, count, first, skips, sums() + depth * size);
            depth++;
            for (int done = block + 1; done % 2 == 0; done /= 2) {
                depth--;
                add(w, sums() + (depth - 1) * size, size);
            }
        }
        for (; depth > 1; depth--) {
            add(w, sums() + (depth - 2) * size, size);
        }
        for (int i = 0; blocks() > 1 && i < count; i++) {
            System.arraycopy(w, sums() + i * padded(), c, cp + i * n, n);
        }
    }

    /** Adds the sums that follow to those at a place. */
    private static void add(double[] w, int at, int size) {
        for (int i = 0; i < size; i++) {
            w[at + i] += w[at + size + i];
        }
    }

    private void packRight(double[] b, int bp, double[] w, int size, boolean skips) {
        int width = dense.columns();
        for (int panel = 0; panel < panels(); panel++) {
            int to = panel * size * width;
            int from = bp + panel * width * bc;
            int filled = Math.min(width, n - panel * width);
            for (int r = 0; r < size; r++) {
                int at = to + r * width;
                if (bc == 1) {
                    System.arraycopy(b, from + r * br, w, at, filled);
                } else {
                    for (int j = 0; j < filled; j++) {
                        w[at + j] = b[from + r * br + j * bc];
                    }
                }
                Arrays.fill(w, at + filled, at + width, 0);
            }
            w[zeros() + panel] = skips ? zeros(w, to, 1, width, width, size) : 0;
        }
    }

    /** Copies the rows that fill no tile, and looks where rows begin. */
    private void packLast(double[] a, int ap, double[] w, int size, int count, boolean skips) {
        int whole = count / ROWS * ROWS;
        int to = lastRows();
        if (whole < count) {
            Arrays.fill(w, to, to + ROWS * size, 0);
            for (int i = whole; i < count; i++) {
                for (int r = 0; r < size; r++) {
                    w[to + (i - whole) * size + r] = a[ap + i * ar + r * ac];
                }
            }
        }
        for (int i = 0; i < count; i += ROWS) {
            int at = zeros() + panels() + i / ROWS;
            w[at] = skips ? zeros(a, ap + i * ar, ar, ac, Math.min(ROWS, count - i), size) : 0;
        }
    }

    /** How many rows of {@code width} elements are 0 before the first that is not. */
    private static int zeros(double[] x, int at, int stride, int rowStride, int width, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                if (x[at + r * rowStride + j * stride] != 0) {
                    return r;
                }
            }
        }
        return rows;
    }

    private void tiles(
            double[] a,
            int ap,
            double[] c,
            int cp,
            double[] w,
            int size,
            int count,
            int first,
            boolean skips,
            int sums) {
        int width = dense.columns();
        for (int panel = 0; panel < panels(); panel++) {
            int column = panel * width;
            int right = panel * size * width;
            int zerosRight = (int) w[zeros() + panel];
            for (int i = 0; i < count; i += ROWS) {
                if (first >= 0 && column >= first + i + ROWS) {
                    continue;
                }
                int skipped = skips ? Math.max(zerosRight, (int) w[zeros() + panels() + i / ROWS]) : 0;
                boolean whole = i + ROWS <= count;
                double[] left = whole ? a : w;
                int leftRows = whole ? ar : size;
                int leftColumns = whole ? ac : 1;
                int at = (whole ? ap + i * ar : lastRows()) + skipped * leftColumns;
                int bp = right + skipped * width;
                if (blocks() > 1) {
                    int to = sums + i * padded() + column;
                    dense.multiply(left, at, leftRows, leftColumns, w, bp, width, size - skipped, w, to, padded());
                } else if (whole && column + width <= n) {
                    int to = cp + i * n + column;
                    dense.multiply(left, at, leftRows, leftColumns, w, bp, width, size - skipped, c, to, n);
                } else {
                    dense.multiply(left, at, leftRows, leftColumns, w, bp, width, size - skipped, w, tile(), width);
                    for (int r = 0; r < Math.min(ROWS, count - i); r++) {
                        System.arraycopy(
                                w, tile() + r * width, c, cp + (i + r) * n + column, Math.min(width, n - column));
                    }
                }
            }
        }
    }
}
