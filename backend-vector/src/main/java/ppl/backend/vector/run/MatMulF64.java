package ppl.backend.vector.run;

import ppl.graph.op.CanonicalOrder;

/**
 * Matrix product of float64. Every element is the chain of fused multiply-adds that the {@link CanonicalOrder} asks for;
 * several rows go side by side, so that their chains overlap.
 */
record MatMulF64(Matrix a, Matrix b, Matrix result) implements Code {

    /** Rows side by side. */
    static final int TILE = 8;

    private static final int BLOCK = CanonicalOrder.BLOCK;

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] x = (double[]) a.array(inputs, outputs, workspace);
        double[] y = (double[]) b.array(inputs, outputs, workspace);
        double[] z = (double[]) result.array(inputs, outputs, workspace);
        double[] partials = workspace.lanesF64;
        int count = result.count();
        for (int m = 0; m < count; m++) {
            int left = a.start(m, workspace);
            int right = b.start(m, workspace);
            int to = result.start(m, workspace);
            for (int j = 0; j < b.columns; j++) {
                int column = right + j * b.columnStride;
                int target = to + j;
                int i = 0;
                for (; i + TILE <= a.rows; i += TILE) {
                    rows(x, left + i * a.rowStride, y, column, partials);
                    for (int r = 0; r < TILE; r++) {
                        z[target + (i + r) * result.rowStride] = total(partials, r);
                    }
                }
                for (; i < a.rows; i++) {
                    row(x, left + i * a.rowStride, y, column, partials);
                    z[target + i * result.rowStride] = total(partials, 0);
                }
            }
        }
    }

    private int blocks() {
        return Math.max(1, Math.ceilDiv(a.columns, BLOCK));
    }

    private double total(double[] partials, int row) {
        int blocks = blocks();
        return LanesF64.sumPairs(partials, row * blocks, blocks);
    }

    /** The blocks of eight rows: those of row {@code r} from {@code r * blocks} on. */
    private void rows(double[] x, int from, double[] y, int column, double[] partials) {
        int blocks = blocks();
        int rs = a.rowStride;
        int xs = a.columnStride;
        int ys = b.rowStride;
        for (int block = 0; block < blocks; block++) {
            int start = block * BLOCK;
            int end = Math.min(a.columns, start + BLOCK);
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            double s4 = 0;
            double s5 = 0;
            double s6 = 0;
            double s7 = 0;
            int p = from + start * xs;
            for (int k = start; k < end; k++, p += xs) {
                double v = y[column + k * ys];
                s0 = Math.fma(x[p], v, s0);
                s1 = Math.fma(x[p + rs], v, s1);
                s2 = Math.fma(x[p + 2 * rs], v, s2);
                s3 = Math.fma(x[p + 3 * rs], v, s3);
                s4 = Math.fma(x[p + 4 * rs], v, s4);
                s5 = Math.fma(x[p + 5 * rs], v, s5);
                s6 = Math.fma(x[p + 6 * rs], v, s6);
                s7 = Math.fma(x[p + 7 * rs], v, s7);
            }
            partials[block] = s0;
            partials[blocks + block] = s1;
            partials[2 * blocks + block] = s2;
            partials[3 * blocks + block] = s3;
            partials[4 * blocks + block] = s4;
            partials[5 * blocks + block] = s5;
            partials[6 * blocks + block] = s6;
            partials[7 * blocks + block] = s7;
        }
    }

    private void row(double[] x, int from, double[] y, int column, double[] partials) {
        int blocks = blocks();
        for (int block = 0; block < blocks; block++) {
            int start = block * BLOCK;
            int end = Math.min(a.columns, start + BLOCK);
            double s = 0;
            for (int k = start; k < end; k++) {
                s = Math.fma(x[from + k * a.columnStride], y[column + k * b.rowStride], s);
            }
            partials[block] = s;
        }
    }
}
