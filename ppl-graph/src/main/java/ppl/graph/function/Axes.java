package ppl.graph.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Reshape;
import ppl.graph.op.Transpose;

/**
 * Functions that move elements without changing them.
 *
 * <p>Shapes: each method says what becomes of the axes; an axis below 0 counts from the end. One length of a
 * {@link #reshape(Var, int...) reshape} may be -1: what is left.
 *
 * <p>Errors: {@link GraphException} that names the operand and its shape, if an axis does not exist or numbers of elements
 * differ.
 */
public final class Axes {

    private Axes() {}

    /**
     * The same elements in row-major order under another shape; one length may be -1: what is left.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if two lengths are -1, or the numbers of elements differ
     */
    public static Var reshape(Var x, int... sizes) {
        long free = Arrays.stream(sizes).filter(n -> n == -1).count();
        if (free == 0) {
            return reshape(x, Shape.of(sizes));
        }
        if (free > 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cannot reshape " + x.describe() + " to " + Arrays.toString(sizes)
                            + ": only one length may be -1, which stands for what is left; give the others");
        }
        int elements = x.shape().elements();
        long known = Arrays.stream(sizes).filter(n -> n != -1).asLongStream().reduce(1, (a, b) -> a * b);
        if (known == 0 || elements % known != 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cannot reshape " + x.describe() + " to " + Arrays.toString(sizes)
                            + ": the other lengths do not divide its " + elements + " elements");
        }
        int left = (int) (elements / known);
        return reshape(
                x, Shape.of(Arrays.stream(sizes).map(n -> n == -1 ? left : n).toArray()));
    }

    /** The same elements in row-major order under another shape. */
    public static Var reshape(Var x, Shape shape) {
        return Var.of(new Reshape(shape), x);
    }

    /**
     * Inserts an axis of length 1, which becomes axis {@code axis} of the result; -1 is after the last.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the result has no such axis
     */
    public static Var expandDims(Var x, int axis) {
        int at = axis < 0 ? axis + x.rank() + 1 : axis;
        if (at < 0 || at > x.rank()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cannot insert axis " + axis + " into " + x.describe() + ": the result has " + (x.rank() + 1)
                            + (x.rank() == 0 ? " axis" : " axes") + ", so the new one is from " + -(x.rank() + 1)
                            + " to "
                            + x.rank());
        }
        List<Extent> extents = new ArrayList<>(x.shape().extents());
        extents.add(at, Extent.of(1));
        return reshape(x, Shape.of(extents));
    }

    /**
     * Removes an axis of length 1.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if it does not exist or is longer
     */
    public static Var squeeze(Var x, int axis) {
        int at = x.shape().normalizeAxis(axis);
        if (!x.shape().extent(at).is(1)) {
            throw new GraphException(
                    GraphCode.SHAPE, "cannot squeeze axis " + axis + " of " + x.describe() + ": its length is not 1");
        }
        return reshape(x, x.shape().without(at));
    }

    /**
     * Repeats along new leading axes and along axes of length 1.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if an axis is longer, and of another length than the shape has
     */
    public static Var broadcastTo(Var x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int lead = shape.rank() - x.rank();
        if (lead < 0) {
            throw new GraphException(
                    GraphCode.SHAPE, "cannot broadcast " + x.describe() + " to " + shape + ", which has fewer axes");
        }
        List<Extent> kept = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int a = 0; a < x.rank(); a++) {
            Extent have = x.shape().extent(a);
            if (have.is(1) && !shape.extent(lead + a).is(1)) {
                continue;
            }
            kept.add(have);
            targets.add(lead + a);
        }
        Var dense = reshape(x, Shape.of(kept));
        return Var.of(new Broadcast(shape, targets), dense);
    }

    /** Output axis {@code i} is input axis {@code order[i]}; without an order, all axes in reverse. */
    public static Var transpose(Var x, int... order) {
        int r = x.rank();
        IntStream axes = order.length == 0
                ? IntStream.range(0, r).map(i -> r - 1 - i)
                : Arrays.stream(order).map(x.shape()::normalizeAxis);
        return Var.of(new Transpose(axes.boxed().toList()), x);
    }

    /**
     * Joins along an existing axis.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there is nothing to join, the axis does not exist, or other lengths differ
     */
    public static Var concat(List<Var> parts, int axis) {
        DType dtype = parts.stream()
                .map(Var::dtype)
                .reduce(DType::promote)
                .orElseThrow(() -> new GraphException(GraphCode.SHAPE, "concat of nothing"));
        int a = parts.getFirst().shape().normalizeAxis(axis);
        return Var.of(
                new Concat(a),
                parts.stream().map(x -> Aligned.promoted(x, dtype)).toList());
    }

    /** Joins along a new axis. */
    public static Var stack(List<Var> parts, int axis) {
        return concat(parts.stream().map(x -> expandDims(x, axis)).toList(), axis);
    }

    /**
     * Longer along an axis by elements at both ends that are all {@code value}: {@code numpy.pad} with constant values, axis by axis. What
     * is in it keeps every bit.
     *
     * @param before how many come before it
     * @param after how many come behind it
     * @param value a number, or a tensor that broadcasts to what is added; the types of both are joined as {@link #concat} does
     * @throws GraphException ({@link GraphCode#SHAPE}) if the axis does not exist, a length is negative, or the value does not broadcast
     */
    public static Var pad(Var x, int axis, int before, int after, Number value) {
        int a = x.shape().normalizeAxis(axis);
        if (before < 0 || after < 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "pad of " + x.describe() + " adds " + before + " elements before it and " + after
                            + " behind it along axis " + axis
                            + ", but neither can be negative; take a slice to make it shorter");
        }
        Var given = Operand.beside(value, x);
        List<Var> parts = new ArrayList<>();
        parts.add(broadcastTo(given, x.shape().with(a, Extent.of(before))));
        parts.add(x);
        parts.add(broadcastTo(given, x.shape().with(a, Extent.of(after))));
        parts.removeIf(part -> part != x && part.shape().extent(a).is(0));
        return concat(parts, a);
    }

    /** A vector of scalars, numbers or nodes; of numbers alone it is a constant, so that what must hold of them is checked at once. */
    public static Var vector(Number... scalars) {
        Var stacked = stack(
                Arrays.stream(scalars).map(x -> Operand.beside(x, scalars)).toList(), 0);
        if (Arrays.stream(scalars).anyMatch(x -> x instanceof Var)) {
            return stacked;
        }
        return Var.constant(
                stacked.dtype() == DType.I64
                        ? Tensor.of(Arrays.stream(scalars)
                                .mapToLong(Number::longValue)
                                .toArray())
                        : Tensor.of(Arrays.stream(scalars)
                                .mapToDouble(Number::doubleValue)
                                .toArray()));
    }
}
