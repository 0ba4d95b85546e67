package ppl.backend.vector.dense;

import org.jspecify.annotations.Nullable;
import ppl.graph.op.CanonicalOrder;

/**
 * Products of a matrix {@code [m, k]} with a vector, a row in each lane. Where rows do not lie side by side, or are fewer than lanes, the
 * matrix must have been packed before, see {@link #packed}: that is worth it for data, which stays the same from call to call.
 *
 * @param dense the kernels
 * @param ac the stride of columns of a matrix that is not packed; its rows are neighbours
 * @param xs the stride of the vector
 * @param ys the stride of the result
 */
public record VectorProductF64(DenseF64 dense, int m, int k, boolean isPacked, int ac, int xs, int ys) {

    private static final int BLOCK = CanonicalOrder.BLOCK;

    private static final double[] NOTHING = {};

    /** Vectors of a panel, the most. */
    private static final int VECTORS = 8;

    /** Vectors that would wait for each other. */
    private static final int FEW = 4;
    /** Vectors from which on two packed panels go together. */
    private static final int PAIR = 3;

    /** Elements that stay in a cache. */
    private static final int NEAR = 1 << 17;

    /** The width of a packed panel: the same of each, so that little is padding. */
    private int vectors() {
        int vectors = Math.ceilDiv(m, dense.lanes());
        return Math.ceilDiv(vectors, Math.ceilDiv(vectors, VECTORS));
    }

    /** Rows of a packed panel. */
    private int panel() {
        return vectors() * dense.lanes();
    }

    /** What runs it. */
    public WarmUp kernels() {
        if (!isPacked) {
            return WarmUp.SUMS;
        }
        if (vectors() < PAIR) {
            return WarmUp.THIN;
        }
        return vectors() > FEW ? WarmUp.PANELS : WarmUp.PAIRS;
    }

    private int blocks() {
        return Math.max(1, Math.ceilDiv(k, BLOCK));
    }

    private int padded() {
        return isPacked ? Math.ceilDiv(m, panel()) * panel() : m;
    }

    /** The elements that it works in. */
    public int scratch() {
        return blocks() * padded();
    }

    /** A copy in panels, in which neighbouring rows lie side by side and columns follow each other. */
    public double[] packed(double[] a, int ap, int ar, int columnStride) {
        int width = panel();
        double[] packed = new double[Math.multiplyExact(padded(), k)];
        for (int i = 0; i < m; i++) {
            int to = i / width * width * k + i % width;
            for (int j = 0; j < k; j++) {
                packed[to + j * width] = a[ap + i * ar + j * columnStride];
            }
        }
        return packed;
    }

    /**
     * The same numbers as float32, which is read twice as fast; null if one of them is none. Many data are: counts, indicators, what was
     * measured to six digits and stored so.
     */
    public static float @Nullable [] narrow(double[] packed) {
        float[] narrow = new float[packed.length];
        for (int i = 0; i < packed.length; i++) {
            narrow[i] = (float) packed[i];
            if (Double.doubleToRawLongBits(narrow[i]) != Double.doubleToRawLongBits(packed[i])) {
                return null;
            }
        }
        return narrow;
    }

    /** Whether numbers of float32 are worth it: where sums wait for each other, or all is near, only numbers of float64 go together. */
    public boolean waitsForMemory() {
        return padded() > FEW * dense.lanes() || (long) padded() * k > NEAR;
    }

    /** Writes the product; {@code a} is what {@link #packed} made if that is so. */
    public void run(double[] a, int ap, double[] x, int xp, double[] y, int yp, double[] w) {
        run(together(a, ap, x, xp, w), a, null, ap, x, xp, y, yp, w);
    }

    /** Writes the product of what {@link #narrow} made. */
    public void run(float[] a, double[] x, int xp, double[] y, int yp, double[] w) {
        run(0, NOTHING, a, 0, x, xp, y, yp, w);
    }

    private void run(
            int first,
            double[] a,
            float @Nullable [] narrow,
            int ap,
            double[] x,
            int xp,
            double[] y,
            int yp,
            double[] w) {
        boolean direct = blocks() == 1 && ys == 1;
        for (int block = first; block < blocks(); block++) {
            int from = block * BLOCK;
            int n = Math.min(BLOCK, k - from);
            if (!isPacked) {
                double[] to = direct ? y : w;
                dense.sums(a, ap + from * ac, ac, x, xp + from * xs, xs, n, to, direct ? yp : block * m, m);
                continue;
            }
            int width = panel();
            for (int i = 0; i < m; i += width) {
                boolean here = direct && i + width <= m;
                int at = ap + i * k + from * width;
                int to = here ? yp + i : block * padded() + i;
                if (narrow == null) {
                    dense.panel(vectors(), a, at, x, xp + from * xs, xs, n, here ? y : w, to);
                } else {
                    dense.sums(narrow, at, width, x, xp + from * xs, xs, n, here ? y : w, to, width);
                }
            }
        }
        combine(w);
        int left = direct ? isPacked ? m / panel() * panel() : m : 0;
        for (int i = left; i < m; i++) {
            y[yp + i * ys] = w[i];
        }
    }

    /** Whole blocks of few rows, two or eight at once; how many there were. */
    private int together(double[] a, int ap, double[] x, int xp, double[] w) {
        int width = padded();
        if (width > FEW * dense.lanes()) {
            return 0;
        }
        int along = isPacked ? width : ac;
        int apart = BLOCK * along;
        int xApart = BLOCK * xs;
        int whole = k / BLOCK;
        int b = 0;
        for (; width == dense.lanes() && b + 8 <= whole; b += 8) {
            dense.eightSums(
                    a, ap + b * apart, along, apart, x, xp + b * xApart, xs, xApart, BLOCK, w, b * width, width);
        }
        for (; isPacked && vectors() >= PAIR && b + 2 <= whole; b += 2) {
            dense.twoPanels(vectors(), a, ap + b * apart, x, xp + b * xApart, xs, xApart, BLOCK, w, b * width);
        }
        for (; b + 2 <= whole; b += 2) {
            dense.twoSums(
                    a, ap + b * apart, along, apart, x, xp + b * xApart, xs, xApart, BLOCK, w, b * width, width, width);
        }
        return b;
    }

    /** Blocks in adjacent pairs. */
    private void combine(double[] w) {
        int width = padded();
        for (int n = blocks(); n > 1; n -= n / 2) {
            for (int b = 0; b < n / 2; b++) {
                for (int i = 0; i < width; i++) {
                    w[b * width + i] = w[2 * b * width + i] + w[(2 * b + 1) * width + i];
                }
            }
            if (n % 2 == 1) {
                System.arraycopy(w, (n - 1) * width, w, n / 2 * width, width);
            }
        }
    }
}
