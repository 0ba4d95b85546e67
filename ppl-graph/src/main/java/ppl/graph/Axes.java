package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Op;
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

    /** The same elements in row-major order under another shape; one length may be -1. */
    public static Var reshape(Var x, int... sizes) {
        int free = -1;
        int known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && free == -1) {
                free = i;
            } else {
                known *= sizes[i];
            }
        }
        if (free < 0) {
            return reshape(x, Shape.of(sizes));
        }
        int[] full = sizes.clone();
        int elements = x.shape().elements();
        if (known == 0 || elements % known != 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cannot reshape " + x.describe() + " to " + Arrays.toString(sizes)
                            + ": the other lengths do not divide its " + elements + " elements");
        }
        full[free] = elements / known;
        return reshape(x, Shape.of(full));
    }

    /** The same elements in row-major order under another shape. */
    public static Var reshape(Var x, Shape shape) {
        return Var.of(new Reshape(shape), x);
    }

    /** Inserts an axis of length 1. */
    public static Var expand(Var x, int axis) {
        int at = axis < 0 ? axis + x.rank() + 1 : axis;
        List<Extent> extents = new ArrayList<>(x.shape().extents());
        extents.add(at, Extent.of(1));
        return reshape(x, Shape.of(extents));
    }

    /** Removes an axis of length 1. */
    public static Var squeeze(Var x, int axis) {
        int at = x.shape().normalizeAxis(axis);
        if (!x.shape().extent(at).is(1)) {
            throw new GraphException(
                    GraphCode.SHAPE, "cannot squeeze axis " + axis + " of " + x.describe() + ": its length is not 1");
        }
        return reshape(x, x.shape().without(at));
    }

    /** Repeats along new leading axes and along axes of length 1. */
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

    /** Repeats so that input axis {@code i} becomes axis {@code targets[i]} of {@code shape}. */
    public static Var broadcastInto(Var x, Shape shape, int... targets) {
        return Var.of(new Broadcast(shape, Arrays.stream(targets).boxed().toList()), x);
    }

    /**
     * An elementwise op of operands that are all repeated, done once on what is repeated:
     * {@code f(repeat x, repeat y) = repeat f(x, y)}, the same to the bit.
     *
     * @return null if some operand is not repeated, or if together they vary along every axis
     */
    public static @Nullable Var repeatAfter(Op elementwise, List<Var> operands, Shape shape) {
        TreeSet<Integer> varying = new TreeSet<>();
        for (Var x : operands) {
            if (!(x.op() instanceof Broadcast b)) {
                return null;
            }
            varying.addAll(b.axes());
        }
        if (varying.size() == shape.rank()) {
            return null;
        }
        List<Integer> axes = List.copyOf(varying);
        Shape small = Shape.of(axes.stream().map(shape::extent).toList());
        List<Var> once = new ArrayList<>();
        for (Var x : operands) {
            int[] places =
                    ((Broadcast) x.op()).axes().stream().mapToInt(axes::indexOf).toArray();
            once.add(broadcastInto(x.inputs().getFirst(), small, places));
        }
        int[] targets = axes.stream().mapToInt(Integer::intValue).toArray();
        return broadcastInto(Var.of(elementwise, once), shape, targets);
    }

    /** Output axis {@code i} is input axis {@code order[i]}. */
    public static Var transpose(Var x, int... order) {
        return Var.of(
                new Transpose(Arrays.stream(order)
                        .map(x.shape()::normalizeAxis)
                        .boxed()
                        .toList()),
                x);
    }

    /** All axes in reverse order. */
    public static Var reverse(Var x) {
        int r = x.rank();
        return transpose(x, IntStream.range(0, r).map(i -> r - 1 - i).toArray());
    }

    /** Joins along an existing axis. */
    public static Var concat(List<Var> parts, int axis) {
        DType dtype = parts.stream()
                .map(Var::dtype)
                .reduce(DType::promote)
                .orElseThrow(() -> new GraphException(GraphCode.SHAPE, "concat of nothing"));
        int a = parts.getFirst().shape().normalizeAxis(axis);
        return Var.of(new Concat(a), parts.stream().map(x -> x.cast(dtype)).toList());
    }

    /** Joins along a new axis. */
    public static Var stack(List<Var> parts, int axis) {
        return concat(parts.stream().map(x -> expand(x, axis)).toList(), axis);
    }

    /** A vector of scalars. */
    public static Var vector(Var... scalars) {
        return stack(List.of(scalars), 0);
    }
}
