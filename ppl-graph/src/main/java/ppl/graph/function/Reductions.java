package ppl.graph.function;

import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Reduce;
import ppl.graph.op.ShapeOf;

/**
 * Combining elements along axes; without axes, over all of them.
 *
 * <p>Shapes: the axes combined disappear; an axis below 0 counts from the end. Over no elements a sum is 0, a product 1, a
 * maximum −∞, a minimum +∞, a mean NaN.
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
        Var count = Var.constant(1L);
        for (int axis : y.shape().axes(axes)) {
            count = count.times(Var.of(new ShapeOf(axis), y));
        }
        return sum(y, axes).div(count.cast(y.dtype()));
    }
}
