package ppl.backend.interp;

import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.CanonicalOrder;

/**
 * Products, factors and solves, element by element in the order their primitives state. Values of both float types are held as
 * doubles; {@link Arithmetic} rounds each step to the type.
 */
final class Matrices {

    private Matrices() {}

    static Tensor multiply(Tensor left, Tensor right) {
        int[] sizes = left.sizes();
        int r = sizes.length;
        int rows = sizes[r - 2];
        int inner = sizes[r - 1];
        int columns = right.sizes()[r - 1];
        sizes[r - 1] = columns;
        double[] a = left.toDoubles();
        double[] b = right.toDoubles();
        double[] out = new double[Positions.count(sizes)];
        Arithmetic arithmetic = Arithmetic.of(left.dtype());
        for (int o = 0; o < out.length; o++) {
            int j = o % columns;
            int i = o / columns % rows;
            int matrix = o / columns / rows;
            out[o] = dot(a, (matrix * rows + i) * inner, b, matrix * inner * columns + j, columns, inner, arithmetic);
        }
        return tensor(out, left.dtype(), sizes);
    }

    /** {@code n} products of neighbours in {@code a} and elements {@code stride} apart in {@code b}, in canonical order. */
    private static double dot(double[] a, int ai, double[] b, int bi, int stride, int n, Arithmetic arithmetic) {
        double[] blocks = new double[Math.max(1, Math.ceilDiv(n, CanonicalOrder.BLOCK))];
        for (int k = 0; k < n; k++) {
            int block = k / CanonicalOrder.BLOCK;
            blocks[block] = arithmetic.fma(a[ai + k], b[bi + k * stride], blocks[block]);
        }
        return CanonicalOrder.combinePairs(blocks, blocks.length, arithmetic::add);
    }

    static Tensor cholesky(Tensor matrix) {
        int n = matrix.sizes()[0];
        double[] a = matrix.toDoubles();
        double[] l = new double[n * n];
        Arithmetic arithmetic = Arithmetic.of(matrix.dtype());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    s = arithmetic.fma(-l[i * n + k], l[j * n + k], s);
                }
                l[i * n + j] = i == j ? arithmetic.sqrt(s) : arithmetic.div(s, l[j * n + j]);
            }
        }
        return tensor(l, matrix.dtype(), n, n);
    }

    static Tensor triangularSolve(Tensor lower, Tensor right, boolean transposed) {
        int n = lower.sizes()[0];
        int m = right.sizes()[1];
        double[] l = lower.toDoubles();
        double[] b = right.toDoubles();
        double[] x = new double[n * m];
        Arithmetic arithmetic = Arithmetic.of(lower.dtype());
        for (int c = 0; c < m; c++) {
            for (int step = 0; step < n; step++) {
                int i = transposed ? n - 1 - step : step;
                double s = b[i * m + c];
                for (int known = 0; known < step; known++) {
                    int k = transposed ? n - 1 - known : known;
                    double factor = transposed ? l[k * n + i] : l[i * n + k];
                    s = arithmetic.fma(-factor, x[k * m + c], s);
                }
                x[i * m + c] = arithmetic.div(s, l[i * n + i]);
            }
        }
        return tensor(x, lower.dtype(), n, m);
    }

    private static Tensor tensor(double[] values, DType dtype, int... sizes) {
        return Pointwise.cast(Tensor.wrap(values, sizes), dtype);
    }
}
