package ppl.sampler.nuts.metric;

/** Products of small square matrices, rows of arrays. */
final class SquareMatrix {

    private SquareMatrix() {}

    /** A B. */
    static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                Rows.add(a[i][k], b[k], out[i]);
            }
        }
        return out;
    }

    /** Σ f(values) v vᵀ over the eigenvectors. */
    static double[][] of(double[] factors, double[][] vectors, int n) {
        double[][] out = new double[n][n];
        for (int k = 0; k < factors.length; k++) {
            for (int i = 0; i < n; i++) {
                Rows.add(factors[k] * vectors[k][i], vectors[k], out[i]);
            }
        }
        return out;
    }
}
