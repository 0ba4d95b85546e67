package ppl.backend.spi.layout;

import java.util.Arrays;
import ppl.graph.Tensor;

/**
 * Rows in another order.
 *
 * @param rows for each new place the row that comes there
 */
@SuppressWarnings("ArrayRecordComponent") // made here, never compared
record RowOrder(int[] rows) {

    /** The order in which rows stand. */
    static RowOrder unchanged(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        return new RowOrder(rows);
    }

    /** A value with the rows of an axis in this order. */
    Tensor of(Tensor value, int axis) {
        int[] sizes = value.sizes();
        int after = 1;
        for (int a = axis + 1; a < sizes.length; a++) {
            after *= sizes[a];
        }
        Object moved = Tensor.allocate(value.dtype(), value.length());
        int block = rows.length * after;
        for (int start = 0; start < value.length(); start += block) {
            for (int place = 0; place < rows.length; place++) {
                System.arraycopy(value.array(), start + rows[place] * after, moved, start + place * after, after);
            }
        }
        return Tensor.wrap(moved, sizes);
    }
}
