package ppl.backend.vector.run;

/**
 * Triangular solve of float64. As soon as an unknown is known, it is taken off all right sides that wait for it, so each of
 * them receives its fused multiply-adds in the order in which unknowns become known.
 */
record SolveF64(Matrix l, Matrix b, Matrix result, boolean transposed) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] factor = (double[]) l.array(inputs, outputs, workspace);
        double[] right = (double[]) b.array(inputs, outputs, workspace);
        double[] x = (double[]) result.array(inputs, outputs, workspace);
        for (int m = 0; m < l.count(); m++) {
            solve(factor, l.start(m, workspace), right, b.start(m, workspace), x, result.start(m, workspace));
        }
    }

    private void solve(double[] factor, int start, double[] right, int from, double[] x, int to) {
        int n = l.rows;
        int m = b.columns;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < m; c++) {
                x[to + i * m + c] = right[from + i * b.rowStride + c * b.columnStride];
            }
        }
        int across = transposed ? l.columnStride : l.rowStride;
        int along = transposed ? l.rowStride : l.columnStride;
        for (int step = 0; step < n; step++) {
            int k = transposed ? n - 1 - step : step;
            double pivot = factor[start + k * (l.rowStride + l.columnStride)];
            for (int c = 0; c < m; c++) {
                x[to + k * m + c] /= pivot;
            }
            int first = transposed ? 0 : k + 1;
            int end = transposed ? k : n;
            for (int i = first; i < end; i++) {
                takeOff(x, to + i * m, -factor[start + i * across + k * along], to + k * m, m);
            }
        }
    }

    private static void takeOff(double[] x, int row, double factor, int known, int m) {
        for (int c = 0; c < m; c++) {
            x[row + c] = Math.fma(factor, x[known + c], x[row + c]);
        }
    }
}
