package ppl.backend.spi.plan;

import java.util.ArrayList;
import java.util.List;
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

        /**
         * A stretch of another buffer that moves from step to step of the loops around: it begins at element
         * {@code offset + value(counter of moves[0]) * stride of moves[0] + ...} of that buffer.
         *
         * @param of the other buffer, which is no window
         * @param offset where it begins if all counters are 0
         * @param moves one for each loop that moves it
         */
        record Window(int of, int offset, List<Move> moves) implements Place {
            /** Copies the moves. */
            public Window {
                moves = List.copyOf(moves);
            }
        }
    }

    /**
     * How a window moves with a loop.
     *
     * @param counter the buffer of the loop's row
     * @param stride the distance from row to row
     */
    public record Move(int counter, int stride) {}

    /** The buffers that are touched if this one is: itself, and of a window what it lies in and the counters that move it. */
    public List<Integer> touched() {
        List<Integer> ids = new ArrayList<>(List.of(id));
        if (place instanceof Place.Window(int of, int _, List<Move> moves)) {
            ids.add(of);
            moves.forEach(m -> ids.add(m.counter()));
        }
        return ids;
    }
}
