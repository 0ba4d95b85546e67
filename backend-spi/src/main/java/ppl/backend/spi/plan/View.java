package ppl.backend.spi.plan;

import java.util.List;

/**
 * A tensor laid over a buffer, as a library call reads it: axis lengths and the distance between neighbours on each.
 *
 * @param buffer the number of the buffer in its plan
 * @param offset the first element
 * @param sizes the lengths of the axes
 * @param strides the distance between neighbours on each axis
 */
public record View(int buffer, int offset, List<Integer> sizes, List<Integer> strides) {

    /** Copies the lists. */
    public View {
        sizes = List.copyOf(sizes);
        strides = List.copyOf(strides);
    }
}
