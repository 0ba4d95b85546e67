package ppl.graph.function;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.math.running.CumulativeProduct;
import ppl.graph.op.Broadcast;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Reduce;
import ppl.graph.op.ShapeOf;

/**
 * Combining elements along axes; without axes, over all of them.
 *
 * <p>Shapes: the axes combined disappear; an axis below 0 counts from the end. Over no elements a sum is 0, a product 1, a
 * maximum −∞, a minimum +∞, a mean and a variance NaN.
 *
 * <p>Errors: {@link GraphException} if an axis does not exist, is named twice, or the type has no such combination.
 *
 * <p>Whole numbers: sums and products of known integers that their type does not hold are a {@link GraphException}, as in
 * {@link Elementwise}.
 *
 * <p>Numerics: in the order of {@link ppl.graph.op.CanonicalOrder}, which depends on the number of elements alone, so that
 * every backend gives the same bits. NaN in, NaN out.
 */
public final class Reductions {

    private Reductions() {}

    /** Sum; bools count as int64 0 and 1. */
    public static Var sum(Var x, int... axes) {
        return Reduce.Fn.SUM.of(x.dtype() == DType.BOOL ? x.cast(DType.I64) : x, axes);
    }

    /**
     * The sums along an axis up to each element, which is counted; the axis stays. Bools count as int64 0 and 1; sums of known whole
     * numbers are exact or refused.
     */
    public static Var cumsum(Var x, int axis) {
        Var y = x.dtype() == DType.BOOL ? x.cast(DType.I64) : x;
        return Var.checked(new CumulativeSum(y.shape().normalizeAxis(axis), false), List.of(y));
    }

    /**
     * The products along an axis up to each element, which is counted; the axis stays. Multiplied one after the other, so zeros have their
     * right slopes. Bools count as int64 0 and 1; products of known whole numbers are exact or refused.
     */
    public static Var cumprod(Var x, int axis) {
        Var y = x.dtype() == DType.BOOL ? x.cast(DType.I64) : x;
        WholeNumbers.checkProducts(y, y.shape().normalizeAxis(axis));
        return Var.of(new CumulativeProduct(y.shape().normalizeAxis(axis)), y);
    }

    /** Product. */
    public static Var prod(Var x, int... axes) {
        return Reduce.Fn.PROD.of(x, axes);
    }

    /** Greatest element. */
    public static Var max(Var x, int... axes) {
        return Reduce.Fn.MAX.of(x, axes);
    }

    /** Least element. */
    public static Var min(Var x, int... axes) {
        return Reduce.Fn.MIN.of(x, axes);
    }

    /** True if all elements are. */
    public static Var all(Var x, int... axes) {
        return Reduce.Fn.ALL.of(x, axes);
    }

    /** True if any element is. */
    public static Var any(Var x, int... axes) {
        return Reduce.Fn.ANY.of(x, axes);
    }

    /** Arithmetic mean as float. */
    public static Var mean(Var x, int... axes) {
        Var y = Elementwise.toFloat(x);
        return sum(y, axes).div(count(y, axes).cast(y.dtype()));
    }

    /**
     * The mean of the squared distances from the mean, NumPy's {@code var}: the squares are divided by their number. Of data that are a
     * sample see {@link #sampleVariance}.
     */
    public static Var variance(Var x, int... axes) {
        return spread(x, 0, axes);
    }

    /** Like {@link #variance}, but the squares are divided by one less than their number, {@code ddof = 1}; NaN of a single one. */
    public static Var sampleVariance(Var x, int... axes) {
        return spread(x, 1, axes);
    }

    /** The standard deviation, the root of {@link #variance}; where it is 0, its slope is 0. */
    public static Var std(Var x, int... axes) {
        return root(variance(x, axes));
    }

    /** The standard deviation of a sample, the root of {@link #sampleVariance}; where it is 0, its slope is 0. */
    public static Var sampleStd(Var x, int... axes) {
        return root(sampleVariance(x, axes));
    }

    /** In two passes, mean first: squares of large numbers close to each other would cancel. */
    private static Var spread(Var x, int lost, int... axes) {
        Var y = Elementwise.toFloat(x);
        List<Integer> reduced = Arrays.stream(y.shape().axes(axes)).boxed().toList();
        int[] kept =
                IntStream.range(0, y.rank()).filter(a -> !reduced.contains(a)).toArray();
        Var distance = y.minus(Broadcast.into(mean(y, axes), y.shape(), kept));
        Var count = Elementwise.maximum(count(y, axes).minus(lost), 0);
        return sum(distance.square(), axes).div(count.cast(y.dtype()));
    }

    private static Var root(Var square) {
        Var positive = square.gt(0);
        return Elementwise.where(
                positive, Elementwise.sqrt(Elementwise.where(positive, square, Creation.onesLike(square))), square);
    }

    /** How many elements are combined. */
    private static Var count(Var x, int... axes) {
        Var count = Var.constant(1L);
        for (int axis : x.shape().axes(axes)) {
            count = count.times(Var.of(new ShapeOf(axis), x));
        }
        return count;
    }
}
