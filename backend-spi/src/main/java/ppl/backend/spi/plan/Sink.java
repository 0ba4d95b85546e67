package ppl.backend.spi.plan;

import ppl.graph.op.Reduce;

/** What an iteration leaves behind. Sinks of one nest happen in their order, iterations in row-major order. */
public sealed interface Sink {

    /** The step whose value is taken. */
    int step();

    /** Where the iteration writes. */
    Access to();

    /** Writes the value. */
    record Store(int step, Access to) implements Sink {}

    /**
     * Combines the values over the reduced axes of the nest in the {@link ppl.graph.op.CanonicalOrder} and writes the
     * result once; {@code to} does not move along reduced axes.
     */
    record Fold(int step, Reduce.Fn fn, Access to) implements Sink {}

    /**
     * Adds the value to an accumulator, {@code to + value(place) * stride}, in the order of iterations. The buffer was filled
     * before; a {@link Kernel.GroupSums} takes the sums. Places are never outside of the buffer.
     *
     * @param place the step that computes the place
     */
    record Scatter(int step, Access to, int place, int stride) implements Sink {}
}
