package ppl.backend.vector.dense;

import ppl.graph.op.CanonicalOrder;

/**
 * Products of a matrix {@code [m, k]} with a vector, a row in each lane. Where rows do not lie side by side, the matrix must have been
 * packed before, see {@link #packed}: that is worth it for data, which stays the same from call to call.
 *
 * @param dense the kernels; there are at least as many rows as lanes
 * @param ac the stride of columns of a matrix that is not packed; its rows are neighbours
 * @param xs the stride of the vector
 * @param ys the stride of the result
 */
public record VectorProductF64(DenseF64 dense, int m, int k, boolean isPacked, int ac, int xs, int ys) {

    private static final int BLOCK = CanonicalOrder.BLOCK;

    /** Vectors of a panel, the most. */
    private static final int VECTORS = 8;

    /** Rows of a packed panel: as many in each, so that few are padding. */
    private int panel() {
        int vectors = Math.ceilDiv(m, dense.lanes());
        return Math.ceilDiv(vectors, Math.ceilDiv(vectors, VECTORS)) * dense.lanes();
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

    /** Writes the product; {@code a} is what {@link #packed} made if that is so. */
    public void run(double[] a, int ap, double[] x, int xp, double[] y, int yp, double[] w) {
        boolean direct = blocks() == 1 && ys == 1;
        for (int block = 0; block < blocks(); block++) {
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
                dense.sums(a, at, width, x, xp + from * xs, xs, n, here ? y : w, to, width);
            }
        }
        combine(w);
        int first = direct ? isPacked ? m / panel() * panel() : m : 0;
        for (int i = first; i < m; i++) {
            y[yp + i * ys] = w[i];
        }
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
