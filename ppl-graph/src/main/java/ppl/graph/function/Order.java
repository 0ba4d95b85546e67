package ppl.graph.function;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.order.ArgExtreme;
import ppl.graph.math.order.Sort;
import ppl.graph.op.Argsort;
import ppl.graph.op.Reduce;

/**
 * Elements in order, and where they stand in it.
 *
 * <p>Shapes: each line along an axis is ordered for itself; an axis below 0 counts from the end.
 *
 * <p>Order: ascending, and the one of {@link Reductions#min} and {@link Reductions#max}: −0 is less than +0, NaN is greater
 * than all, false less than true. Equal elements keep their order.
 *
 * <p>Errors: {@link GraphException} if an axis does not exist.
 *
 * <p>Gradients: what arrives at an element of the result goes to the element chosen for it; positions have none.
 */
public final class Order {

    private static final int ALL = 0;

    private Order() {}

    /** The elements along an axis in ascending order, NaN last. */
    public static Var sort(Var x, int axis) {
        return Var.of(new Sort(x.shape().normalizeAxis(axis)), x);
    }

    /**
     * The positions, as int64, that sort along an axis: {@code takeAlongAxis(x, argsort(x, axis), axis)} is in ascending order.
     * Equal elements keep their order.
     */
    public static Var argsort(Var x, int axis) {
        return Var.of(new Argsort(x.shape().normalizeAxis(axis)), x);
    }

    /**
     * The position of the greatest element along an axis, which disappears, as int64: the first of equals; the first NaN if
     * there is one.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the axis does not exist or is empty
     */
    public static Var argmax(Var x, int axis) {
        return Var.of(new ArgExtreme(Reduce.Fn.MAX, x.shape().normalizeAxis(axis)), x);
    }

    /**
     * The position of the greatest of all elements in row-major order, as {@link #argmax(Var, int)}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are no elements
     */
    public static Var argmax(Var x) {
        return argmax(flat(x), ALL);
    }

    /**
     * The position of the least element along an axis, which disappears, as int64: the first of equals; the first NaN if there
     * is one.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the axis does not exist or is empty
     */
    public static Var argmin(Var x, int axis) {
        return Var.of(new ArgExtreme(Reduce.Fn.MIN, x.shape().normalizeAxis(axis)), x);
    }

    /**
     * The position of the least of all elements in row-major order, as {@link #argmin(Var, int)}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are no elements
     */
    public static Var argmin(Var x) {
        return argmin(flat(x), ALL);
    }

    private static Var flat(Var x) {
        return x.rank() == 1 ? x : Axes.reshape(x, Shape.of(List.of(IndexArrays.length(x.shape()))));
    }

    /**
     * The median over axes, which disappear, as float; without axes, of all elements. Of an even number of elements it is the
     * mean of the middle two, rounded once and without overflow. NaN if any element is, and of no elements. The gradient goes
     * to the middle element, or half of it to each of the two.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if an axis does not exist or is named twice, or its length is known only when the graph runs
     */
    public static Var median(Var x, int... axes) {
        Var line = together(Elementwise.toFloat(x), x.shape().axes(axes));
        int last = line.rank() - 1;
        int n = line.shape().size(last);
        if (n == 0) {
            return Axes.broadcastTo(
                    Var.constant(line.dtype(), Double.NaN), line.shape().slice(0, last));
        }
        Var sorted = sort(line, last);
        Var upper = at(sorted, n / 2);
        Var middle = n % 2 == 1 ? upper : mean(at(sorted, n / 2 - 1), upper);
        Var greatest = at(sorted, n - 1);
        return Elementwise.where(Elementwise.isNaN(greatest), greatest, middle);
    }

    /** Some axes as one, behind the others. */
    private static Var together(Var x, int[] axes) {
        if (Arrays.stream(axes).distinct().count() < axes.length) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "median of " + x.describe() + " over axes " + Arrays.toString(axes)
                            + ": one is named twice; name each once");
        }
        int[] others = IntStream.range(0, x.rank())
                .filter(a -> Arrays.stream(axes).noneMatch(b -> a == b))
                .toArray();
        int[] order =
                IntStream.concat(Arrays.stream(others), Arrays.stream(axes)).toArray();
        Shape line = Shape.of(Arrays.stream(axes).mapToObj(x.shape()::extent).toList());
        return Axes.reshape(Axes.transpose(x, order), x.shape().without(axes).concat(Shape.of(line.elements())));
    }

    private static Var at(Var sorted, int rank) {
        return Indexing.take(sorted, Var.constant((long) rank), sorted.rank() - 1);
    }

    /** Half of the sum; where that overflows the sum of halves, which are exact there. */
    private static Var mean(Var a, Var b) {
        Var sum = a.plus(b);
        Var finite = sum.abs().lt(Double.POSITIVE_INFINITY);
        return Elementwise.where(finite, sum.times(0.5), a.times(0.5).plus(b.times(0.5)));
    }
}
