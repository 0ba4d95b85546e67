package ppl.backend.vector.run;

/** Cholesky factor of float64, column by column: the chains of one column are independent of each other. */
record CholeskyF64(Matrix a, Matrix result) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] x = (double[]) a.array(inputs, outputs, workspace);
        double[] l = (double[]) result.array(inputs, outputs, workspace);
        for (int m = 0; m < a.count(); m++) {
            factor(x, a.start(m, workspace), l, result.start(m, workspace));
        }
    }

    private void factor(double[] x, int from, double[] l, int to) {
        int n = a.rows;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                l[to + i * n + j] = x[from + i * a.rowStride + j * a.columnStride];
            }
            java.util.Arrays.fill(l, to + i * n + i + 1, to + (i + 1) * n, 0);
        }
        for (int j = 0; j < n; j++) {
            int rowJ = to + j * n;
            int i = j;
            for (; i + 4 <= n; i += 4) {
                four(l, to + i * n, n, rowJ, j);
            }
            for (; i < n; i++) {
                one(l, to + i * n, rowJ, j);
            }
            double pivot = Math.sqrt(l[rowJ + j]);
            l[rowJ + j] = pivot;
            for (int k = j + 1; k < n; k++) {
                l[to + k * n + j] /= pivot;
            }
        }
    }

    /** What is left of element {@code j} of four rows after the columns before {@code j}. */
    private static void four(double[] l, int row, int n, int rowJ, int j) {
        double s0 = l[row + j];
        double s1 = l[row + n + j];
        double s2 = l[row + 2 * n + j];
        double s3 = l[row + 3 * n + j];
        for (int k = 0; k < j; k++) {
            double v = l[rowJ + k];
            s0 = Math.fma(-l[row + k], v, s0);
            s1 = Math.fma(-l[row + n + k], v, s1);
            s2 = Math.fma(-l[row + 2 * n + k], v, s2);
            s3 = Math.fma(-l[row + 3 * n + k], v, s3);
        }
        l[row + j] = s0;
        l[row + n + j] = s1;
        l[row + 2 * n + j] = s2;
        l[row + 3 * n + j] = s3;
    }

    private static void one(double[] l, int row, int rowJ, int j) {
        double s = l[row + j];
        for (int k = 0; k < j; k++) {
            s = Math.fma(-l[row + k], l[rowJ + k], s);
        }
        l[row + j] = s;
    }
}
