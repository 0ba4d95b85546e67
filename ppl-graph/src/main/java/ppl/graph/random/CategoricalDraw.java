package ppl.graph.random;

import static ppl.graph.function.Elementwise.lessOrEqual;
import static ppl.graph.function.Elementwise.where;

import java.util.List;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Reductions;
import ppl.graph.op.Iota;

/**
 * Categorical draws by inversion: the number of cumulative weights that a uniform part of their total exceeds. The
 * cumulative weights are a product with a triangular matrix of ones, so that weights without a draw of their own are
 * summed once.
 */
final class CategoricalDraw {

    private CategoricalDraw() {}

    static Var of(KeyVar key, Var weights, Shape shape) {
        if (weights.rank() == 0) {
            throw new GraphException(
                    GraphCode.SHAPE, "categorical needs weights along a last axis, but got " + weights.describe());
        }
        Extent categories = weights.shape().extent(weights.rank() - 1);
        Var matrix = weights.rank() == 1 ? Axes.expandDims(weights, 0) : weights;
        Var product = LinearAlgebra.matmul(matrix, upTo(categories));
        Var cumulative = weights.rank() == 1 ? Axes.squeeze(product, 0) : product;
        Var total = Reductions.max(cumulative, cumulative.rank() - 1);
        Shape all = key.each(shape);
        Var mark = key.uniform(shape).times(Axes.broadcastTo(total, all));
        Shape wide = all.concat(Shape.of(List.of(categories)));
        Var exceeded = Axes.broadcastTo(Axes.expandDims(mark, -1), wide).gt(Axes.broadcastTo(cumulative, wide));
        return Reductions.sum(exceeded, wide.rank() - 1);
    }

    /** Column j holds ones in rows 0 to j. */
    private static Var upTo(Extent n) {
        Var row = Var.of(new Iota(n));
        Var below = lessOrEqual(Axes.expandDims(row, 1), Axes.expandDims(row, 0));
        return where(below, Var.constant(1.0), Var.constant(0.0));
    }
}
