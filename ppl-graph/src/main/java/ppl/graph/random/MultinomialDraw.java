package ppl.graph.random;

import static ppl.graph.function.Elementwise.maximum;
import static ppl.graph.function.Elementwise.minimum;
import static ppl.graph.function.Elementwise.where;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Indexing;

/**
 * Multinomial draws by halves: the trials that fall into the first half of the categories are binomial, and so on inside both halves. As
 * many binomial draws as there are categories, in as many steps as their number has binary digits.
 */
final class MultinomialDraw {

    private MultinomialDraw() {}

    static Var of(KeyVar key, Var trials, Var weights, Shape shape) {
        if (weights.rank() == 0 || !(weights.shape().extent(-1) instanceof Extent.Known(int k)) || k == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "multinomial needs weights along a last axis of known length of at least 1, but got "
                            + weights.describe());
        }
        Deque<Var> halves = new ArrayDeque<>();
        Var whole = padded(weights, k);
        for (int width = whole.shape().size(-1); width > 1; width /= 2) {
            Var pairs = Axes.reshape(whole, rows(whole).concat(Shape.of(width / 2, 2)));
            halves.push(pairs);
            whole = pairs.sum(-1);
        }
        Var counts = Axes.broadcastTo(
                Axes.expandDims(trials.cast(DType.I64), -1), key.each(shape).concat(Shape.of(1)));
        for (int step = 0; !halves.isEmpty(); step++) {
            counts = split(key.fold(step), counts, halves.pop(), shape);
        }
        return counts.shape().size(-1) == k ? counts : first(counts, k);
    }

    /** Each count into two, of the pairs of weights. */
    private static Var split(KeyVar key, Var counts, Var pairs, Shape shape) {
        int width = counts.shape().size(-1);
        Var left = Indexing.take(pairs, Var.constant(0L), -1);
        Var both = pairs.sum(-1);
        Var some = both.gt(0);
        Var share = where(some, left.div(where(some, both, Var.constant(1.0))), Var.constant(0.0));
        Var ofLeft = Variates.binomial(key, counts, share, shape.concat(Shape.of(width)));
        // Beyond 2^53 a float may be more than the count that it stands for; and the bounds say that few trials stay
        // few.
        Var taken = maximum(minimum(ofLeft, counts), Var.constant(0L));
        Var two = Axes.stack(List.of(taken, counts.minus(taken)), counts.rank());
        return Axes.reshape(two, rows(counts).concat(Shape.of(2 * width)));
    }

    private static Shape rows(Var x) {
        return x.shape().slice(0, x.rank() - 1);
    }

    /** With categories of weight 0 up to a power of two of them. */
    private static Var padded(Var weights, int k) {
        int width = k == 1 ? 1 : 2 * Integer.highestOneBit(k - 1);
        Shape rest = rows(weights).concat(Shape.of(width - k));
        return width == k
                ? weights
                : Axes.concat(List.of(weights, Axes.broadcastTo(Var.constant(weights.dtype(), 0), rest)), -1);
    }

    private static Var first(Var counts, int k) {
        Var positions = Var.constant(Tensor.of(LongStream.range(0, k).toArray()));
        return Indexing.take(counts, positions, -1);
    }
}
