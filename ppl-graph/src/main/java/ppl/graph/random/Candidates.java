package ppl.graph.random;

import static ppl.graph.function.Elementwise.equal;
import static ppl.graph.function.Elementwise.where;

import java.util.stream.IntStream;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;

/**
 * Rejection without a loop: a fixed number of candidates lies along a last axis, and the first accepted one is the
 * draw. The number is chosen so that all are refused with a probability below 1e-15; then the last one is taken.
 *
 * @param count how many
 */
record Candidates(int count) {

    /** The shape of the candidates for draws of a shape. */
    Shape of(Shape draws) {
        return draws.concat(Shape.of(count));
    }

    /** A value of each draw, repeated for its candidates. */
    Var repeat(Var x, Shape draws) {
        return Axes.broadcastTo(Axes.expandDims(Axes.broadcastTo(x, draws), -1), of(draws));
    }

    /** The value of the first accepted candidate of each draw; values must be finite. */
    Var first(Var accepted, Var values) {
        int axis = values.rank() - 1;
        Var position = Axes.broadcastTo(
                Var.constant(IntStream.range(0, count).asDoubleStream().toArray()), values.shape());
        Var chosen = where(accepted, position, Var.constant(count - 1.0)).min(axis);
        Var here = equal(position, Axes.broadcastTo(Axes.expandDims(chosen, -1), values.shape()));
        return where(here, values, Var.constant(0.0)).sum(axis);
    }
}
