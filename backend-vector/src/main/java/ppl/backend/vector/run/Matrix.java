package ppl.backend.vector.run;

import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;

/** Matrices along the last two axes of an operand; all other axes count matrices. */
final class Matrix {

    private final Strided all;
    private final int batch;

    final int rows;
    final int columns;
    final int rowStride;
    final int columnStride;

    Matrix(KernelPlan plan, View view) {
        this.all = new Strided(plan, view);
        this.batch = all.rank() - 2;
        this.rows = all.size(batch);
        this.columns = all.size(batch + 1);
        this.rowStride = all.stride(batch);
        this.columnStride = all.stride(batch + 1);
    }

    DType dtype() {
        return all.dtype();
    }

    /** The number of matrices. */
    int count() {
        return all.count(batch);
    }

    Object array(Object[] inputs, Object[] outputs, Workspace workspace) {
        return all.array(inputs, outputs, workspace);
    }

    /** The first element of a matrix. */
    int start(int matrix, Workspace workspace) {
        return all.element(batch, matrix, workspace);
    }
}
