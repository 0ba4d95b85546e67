package ppl.backend.vector.run;

import ppl.graph.op.CanonicalOrder;

/** Matrix product of float32, element by element. */
record MatMul32(Matrix a, Matrix b, Matrix result) implements Code {

    private static final int BLOCK = CanonicalOrder.BLOCK;

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        float[] x = (float[]) a.array(inputs, outputs, workspace);
        float[] y = (float[]) b.array(inputs, outputs, workspace);
        float[] z = (float[]) result.array(inputs, outputs, workspace);
        int count = result.count();
        for (int m = 0; m < count; m++) {
            for (int i = 0; i < a.rows; i++) {
                for (int j = 0; j < b.columns; j++) {
                    int row = a.start(m) + i * a.rowStride;
                    int column = b.start(m) + j * b.columnStride;
                    z[result.start(m) + i * result.rowStride + j] = dot(x, row, y, column, workspace.lanes32);
                }
            }
        }
    }

    private float dot(float[] x, int row, float[] y, int column, float[] partials) {
        int blocks = Math.max(1, Math.ceilDiv(a.columns, BLOCK));
        for (int block = 0; block < blocks; block++) {
            int end = Math.min(a.columns, (block + 1) * BLOCK);
            float s = 0;
            for (int k = block * BLOCK; k < end; k++) {
                s = Math.fma(x[row + k * a.columnStride], y[column + k * b.rowStride], s);
            }
            partials[block] = s;
        }
        return Lanes.sumPairs(partials, 0, blocks);
    }
}
