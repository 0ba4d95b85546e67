package ppl.backend.vector.run;

import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;

/**
 * Where a library call finds the matrices of an operand: the array at run time, and the strides of the last two axes. All
 * other axes count matrices.
 */
final class Matrix {

    private final Place place;
    private final DType dtype;
    private final int[] batchSizes;
    private final int[] batchStrides;
    private final int start;

    final int rows;
    final int columns;
    final int rowStride;
    final int columnStride;

    Matrix(KernelPlan plan, View view) {
        Buffer buffer = plan.buffer(view.buffer());
        this.place = buffer.place();
        this.dtype = buffer.dtype();
        this.start = view.offset() + (place instanceof Place.Arena(int offset) ? offset : 0);
        int batch = view.sizes().size() - 2;
        this.batchSizes = view.sizes().stream().limit(batch).mapToInt(i -> i).toArray();
        this.batchStrides =
                view.strides().stream().limit(batch).mapToInt(i -> i).toArray();
        this.rows = view.sizes().get(batch);
        this.columns = view.sizes().get(batch + 1);
        this.rowStride = view.strides().get(batch);
        this.columnStride = view.strides().get(batch + 1);
    }

    DType dtype() {
        return dtype;
    }

    /** The number of matrices. */
    int count() {
        int n = 1;
        for (int size : batchSizes) {
            n *= size;
        }
        return n;
    }

    Object array(Object[] inputs, Object[] outputs, Workspace workspace) {
        return switch (place) {
            case Place.Input(int position) -> inputs[position];
            case Place.Output(int position) -> outputs[position];
            case Place.Literal(var value) -> value.array();
            case Place.Arena _ -> workspace.arena(dtype);
        };
    }

    /** The first element of a matrix. */
    int start(int matrix) {
        int at = start;
        int rest = matrix;
        for (int a = batchSizes.length - 1; a >= 0; a--) {
            at += rest % batchSizes[a] * batchStrides[a];
            rest /= batchSizes[a];
        }
        return at;
    }
}
