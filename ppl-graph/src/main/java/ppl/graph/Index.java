package ppl.graph;

import org.jspecify.annotations.Nullable;

/**
 * One part of a NumPy-style index. An integer {@link Var} is one too: positions, whose axes take the place of the axis.
 */
public sealed interface Index permits Index.At, Index.Range, Index.NewAxis, Index.Ellipsis, Var {

    /** A single position, which removes the axis; negative counts from the end. */
    record At(int position) implements Index {
        @Override
        public String toString() {
            return Integer.toString(position);
        }
    }

    /** Positions {@code start, start + step, ...} before {@code stop}; null ends mean "from the end of the axis". */
    record Range(@Nullable Integer start, @Nullable Integer stop, int step) implements Index {
        @Override
        public String toString() {
            String ends = (start == null ? "" : start) + ":" + (stop == null ? "" : stop);
            return step == 1 ? ends : ends + ":" + step;
        }
    }

    /** A new axis of length 1. */
    record NewAxis() implements Index {
        @Override
        public String toString() {
            return "newAxis()";
        }
    }

    /** All axes not named by other parts. */
    record Ellipsis() implements Index {
        @Override
        public String toString() {
            return "...";
        }
    }

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

    /** Positions by numbers. */
    static Index take(int... positions) {
        return Var.constant(Tensor.of(positions));
    }
}
