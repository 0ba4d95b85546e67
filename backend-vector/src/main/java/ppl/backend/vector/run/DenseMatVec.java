package ppl.backend.vector.run;

import org.jspecify.annotations.Nullable;
import ppl.backend.vector.dense.VectorProductF64;

/**
 * Product of a matrix with one vector in lanes, or of a vector with a matrix.
 *
 * @param matrix the operand of several rows and columns
 * @param packed what {@link VectorProductF64#packed} made of it; null if it is read as it lies, or narrow
 * @param narrow the same as float32, if all its numbers are; otherwise null
 */
record DenseMatVec(
        Matrix matrix,
        Matrix vector,
        Matrix result,
        VectorProductF64 product,
        double @Nullable [] packed,
        float @Nullable [] narrow)
        implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] x = (double[]) vector.array(inputs, outputs, workspace);
        double[] y = (double[]) result.array(inputs, outputs, workspace);
        double[] scratch = workspace.lanesF64;
        if (narrow != null) {
            product.run(narrow, x, vector.start(0, workspace), y, result.start(0, workspace), scratch);
            return;
        }
        if (packed != null) {
            product.run(packed, 0, x, vector.start(0, workspace), y, result.start(0, workspace), scratch);
            return;
        }
        double[] a = (double[]) matrix.array(inputs, outputs, workspace);
        for (int i = 0; i < result.count(); i++) {
            product.run(
                    a,
                    matrix.start(i, workspace),
                    x,
                    vector.start(i, workspace),
                    y,
                    result.start(i, workspace),
                    scratch);
        }
    }
}
