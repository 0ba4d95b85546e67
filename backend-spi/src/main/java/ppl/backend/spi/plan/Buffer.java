package ppl.backend.spi.plan;

import ppl.graph.DType;
import ppl.graph.Tensor;

/**
 * A contiguous run of elements, read and written by kernels.
 *
 * @param id its number in the plan
 * @param dtype the type of its elements
 * @param length the number of elements
 * @param place where it lives
 */
public record Buffer(int id, DType dtype, int length, Place place) {

    /** Where a buffer lives. */
    public sealed interface Place {
        /** The array given for an input. */
        record Input(int position) implements Place {}

        /** The array given for an output. It may be read again after it was written. */
        record Output(int position) implements Place {}

        /** Elements known when the plan is made. */
        record Literal(Tensor value) implements Place {}

        /** Part of the arena of its element type, from {@code offset} on; shared with buffers not alive at the same time. */
        record Arena(int offset) implements Place {}
    }
}
