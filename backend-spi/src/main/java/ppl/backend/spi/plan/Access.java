package ppl.backend.spi.plan;

import java.util.List;

/**
 * The element of a buffer that an iteration touches: {@code offset + i0 * strides[0] + i1 * strides[1] + ...} for the
 * positions {@code i} of the loop axes, outermost first. Broadcasting is a stride of 0, reversal a negative one.
 *
 * @param buffer the number of the buffer in its plan
 * @param offset the element at position 0
 * @param strides one for each loop axis
 */
public record Access(int buffer, int offset, List<Integer> strides) {

    /** Copies the strides. */
    public Access {
        strides = List.copyOf(strides);
    }

    /** The number of outer axes on which the element depends: 0 if it is the same in all iterations. */
    public int depth() {
        int depth = strides.size();
        while (depth > 0 && strides.get(depth - 1) == 0) {
            depth--;
        }
        return depth;
    }
}
