package ppl.graph.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;

/**
 * Indexing, as NumPy does it, except for masks. Each kind of index has a gradient, and can be written to ({@link Var#at}).
 *
 * <p>Shapes: a tensor of shape {@code I} as an index of an axis puts {@code I} in its place; a number drops the axis; a
 * range keeps it. Numbers and ranges below 0 count from the end.
 *
 * <p>Errors: {@link GraphException} on the line that writes it, if a constant position lies outside of its axis; the message
 * names the operand, the position and the length. A position computed at run time that lies outside gives NaN, 0 or false.
 */
public final class Indexing {

    private Indexing() {}

    /**
     * The elements along an axis at the positions in an integer tensor. Constant positions may be negative (from the end) and are checked here;
     * for positions known only when the graph runs see {@link Gather}. Truth values index an axis of two, false the first
     * and true the second; they are no mask of what to keep, whose length would be known only when the graph runs.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) for positions that are no integers, or truth values on an axis that is not
     *     of two; ({@link GraphCode#INDEX}) if a known position is outside; ({@link GraphCode#SHAPE}) if there is no such axis
     */
    public static Var take(Var x, Var positions, int axis) {
        int a = x.shape().normalizeAxis(axis);
        return Var.of(new Gather(a), x, positions(x, positions, a));
    }

    /**
     * One position for each element of the result: {@code result[p, k, s] = x[p, positions[p, k, s], s]} along the axis between
     * {@code p} and {@code s}. The other axes of both broadcast. With {@link Order#argsort} this sorts. Constant positions may be
     * negative (from the end) and are checked here; one known only when the graph runs gives NaN, 0 or false if it is outside.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) for positions that are no integers; ({@link GraphCode#INDEX}) if a known
     *     position is outside; ({@link GraphCode#SHAPE}) if there is no such axis, the ranks differ, or other axes do not broadcast
     */
    public static Var takeAlongAxis(Var x, Var positions, int axis) {
        int at = x.shape().normalizeAxis(axis);
        if (positions.rank() != x.rank()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "takeAlongAxis needs positions with the axes of what they are taken from, but got " + x.describe()
                            + " and " + positions.describe() + "; take picks the same positions from every line");
        }
        List<IndexArrays.Array> arrays = new ArrayList<>();
        for (int a = 0; a < x.rank(); a++) {
            arrays.add(new IndexArrays.Array(a, a == at ? positions : placesAlong(x.shape(), a)));
        }
        return new IndexArrays(arrays, false).gather(x);
    }

    /** The positions 0, 1, ... along an axis, whose other axes have length 1. */
    private static Var placesAlong(Shape shape, int axis) {
        List<Extent> extents = new ArrayList<>(Collections.nCopies(shape.rank(), Extent.of(1)));
        extents.set(axis, shape.extent(axis));
        return Axes.reshape(Var.of(new Iota(shape.extent(axis))), Shape.of(extents));
    }

    /** Positions as integers, known ones counted from 0. */
    static Var positions(Var x, Var positions, int axis) {
        return wrapNegative(x, counted(x, positions, axis), axis);
    }

    private static Var counted(Var x, Var positions, int axis) {
        if (positions.dtype() != DType.BOOL) {
            return positions;
        }
        if (x.shape().extent(axis) instanceof Extent.Known(int n) && n != 2) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "indexing axis " + axis + " of " + x.describe() + ", which has " + n
                            + " positions, by truth values, " + positions.describe()
                            + ": they select one of two; give positions, with cast(DType.I64) if 0 and 1 are meant, or keep the"
                            + " shape and choose with Functions.where");
        }
        return positions.cast(DType.I64);
    }

    private static Var wrapNegative(Var x, Var positions, int axis) {
        Tensor value = positions.constantValue();
        if (value == null
                || !(x.shape().extent(axis) instanceof Extent.Known(int n))
                || !value.dtype().isInteger()) {
            return positions;
        }
        long[] wrapped = value.toLongs();
        boolean negative = false;
        for (int i = 0; i < wrapped.length; i++) {
            negative |= wrapped[i] < 0;
            wrapped[i] += wrapped[i] < 0 && wrapped[i] >= -n ? n : 0;
        }
        if (!negative) {
            return positions;
        }
        return positions.isOfData() ? wrapped(x, positions, axis) : Var.constant(Tensor.wrap(wrapped, value.sizes()));
    }

    /** Of data, so that other data are counted likewise. */
    private static Var wrapped(Var x, Var positions, int axis) {
        Var n = Var.of(new ShapeOf(axis), x).cast(positions.dtype());
        Var fromEnd = Elementwise.and(positions.lt(0), positions.ge(n.unaryMinus()));
        return Elementwise.where(fromEnd, positions.plus(n), positions);
    }

    /**
     * Adds updates into zeros of length {@code size} along an axis of the result: the gradient of {@link #take}. The updates
     * have the axes of the positions in its place. Sums of known whole numbers are exact or refused.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the axis does not exist or the axes do not match, ({@link
     *     GraphCode#INDEX}) if a known position is outside
     */
    public static Var scatterAdd(Var updates, Var positions, int axis, int size) {
        int rank = updates.rank() - positions.rank() + 1;
        int at = axis < 0 ? axis + rank : axis;
        if (at < 0 || at >= rank) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "scatterAdd has no axis " + axis + ": updates " + updates.describe() + " by positions "
                            + positions.describe() + " give a result of rank " + Math.max(rank, 0));
        }
        ScatterAdd scatter = new ScatterAdd(at, Extent.of(size));
        Var sums = Var.of(scatter, updates, positions);
        WholeNumbers.check(scatter, List.of(updates, positions));
        return sums;
    }

    /**
     * {@code size} elements of one axis from {@code start} in steps of {@code step}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the axis does not exist, ({@link GraphCode#INDEX}) if a position is
     *     outside of it
     */
    public static Var slice(Var x, int axis, int start, int size, int step) {
        return Counted.note(part(x, axis, start, size, step), x.shape().normalizeAxis(axis), null);
    }

    static Var part(Var x, int axis, int start, int size, int step) {
        int at = x.shape().normalizeAxis(axis);
        int[] sizes = x.shape().sizes();
        List<Integer> starts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int a = 0; a < sizes.length; a++) {
            starts.add(a == at ? start : 0);
            counts.add(a == at ? size : sizes[a]);
            steps.add(a == at ? step : 1);
        }
        return Var.of(new Slice(starts, counts, steps), x);
    }
}
