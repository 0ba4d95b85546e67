package ppl.graph;

/** One part of a NumPy-style index. */
public sealed interface Index {

    /** A single position, which removes the axis; negative counts from the end. */
    record At(int position) implements Index {}

    /** Positions {@code start, start + step, ...} before {@code stop}; null ends mean "from the end of the axis". */
    record Range(
            @org.jspecify.annotations.Nullable Integer start,
            @org.jspecify.annotations.Nullable Integer stop,
            int step) implements Index {}

    /** A new axis of length 1. */
    record NewAxis() implements Index {}

    /** All axes not named by other parts. */
    record Ellipsis() implements Index {}

    /** Positions given by an integer tensor, whose axes take the place of the axis. */
    record Take(Var positions) implements Index {}

    /** A single position. */
    static Index at(int position) {
        return new At(position);
    }

    /** The positions from {@code start} to before {@code stop}. */
    static Index range(int start, int stop) {
        return new Range(start, stop, 1);
    }

    /** The positions from {@code start} to before {@code stop} in steps. */
    static Index range(int start, int stop, int step) {
        return new Range(start, stop, step);
    }

    /** The positions from {@code start} on. */
    static Index from(int start) {
        return new Range(start, null, 1);
    }

    /** The positions before {@code stop}. */
    static Index to(int stop) {
        return new Range(null, stop, 1);
    }

    /** Every position. */
    static Index all() {
        return new Range(null, null, 1);
    }

    /** Every position, last first. */
    static Index reversed() {
        return new Range(null, null, -1);
    }

    /** A new axis. */
    static Index newAxis() {
        return new NewAxis();
    }

    /** All other axes. */
    static Index ellipsis() {
        return new Ellipsis();
    }

    /** Positions by an integer tensor. */
    static Index take(Var positions) {
        return new Take(positions);
    }

    /** Positions by numbers. */
    static Index take(int... positions) {
        return new Take(Var.constant(Tensor.of(positions)));
    }
}
