package ppl.backend.spi.plan;

import ppl.graph.op.ReduceFn;

/** What an iteration leaves behind. Sinks of one nest happen in their order, iterations in row-major order. */
public sealed interface Sink {

    /** The step whose value is taken. */
    int step();

    /** Writes the value. */
    record Store(int step, Access to) implements Sink {}

    /**
     * Combines the values over the reduced axes of the nest in the {@link ppl.graph.op.CanonicalOrder} and writes the
     * result once; {@code to} does not move along reduced axes.
     */
    record Fold(int step, ReduceFn fn, Access to) implements Sink {}

    /**
     * Adds the value to an element at a computed place, {@code to + value(index) * stride}, in the order of iterations.
     * The buffer was filled before.
     *
     * @param index the step that computes the index
     * @param extent the number of places
     * @param certain true if every index is known to lie in {@code 0 <= index < extent}; otherwise one that does not is
     *     dropped
     */
    record Scatter(int step, Access to, int index, int stride, int extent, boolean certain) implements Sink {}
}
