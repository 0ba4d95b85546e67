package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.op.Gather;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Slice;

/**
 * Picking sub-arrays, as NumPy does, except for masks. Each way of picking has a gradient.
 *
 * <p>Shapes: picking by a tensor of shape {@code I} along an axis puts {@code I} in its place; a number drops the axis; a
 * range keeps it. Numbers and ranges below 0 count from the end.
 *
 * <p>Errors: {@link GraphException} on the line that writes it, if a constant position lies outside of its axis; the message
 * names the operand, the position and the length. A position computed at run time that lies outside gives NaN, 0 or false.
 */
public final class Indexing {

    private Indexing() {}

    /**
     * Picks along an axis by an integer tensor. Constant positions may be negative (from the end) and are checked here;
     * for positions known only when the graph runs see {@link Gather}. Truth values pick from an axis of two, false the first
     * and true the second; they are no mask of what to keep, whose length would be known only when the graph runs.
     */
    public static Var take(Var x, Var positions, int axis) {
        int a = x.shape().normalizeAxis(axis);
        return Var.of(new Gather(a), x, wrapNegative(x, counted(x, positions, a), a));
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
                            + ": they pick one of two; give positions, with cast(DType.I64) if 0 and 1 are meant, or keep the"
                            + " shape and choose with Elementwise.where");
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
        return negative ? Var.constant(Tensor.of(wrapped, value.sizes())) : positions;
    }

    /**
     * Adds updates into zeros of length {@code size} along an axis: the gradient of {@link #take}. Sums of known whole
     * numbers are exact or refused, as in {@link Elementwise}.
     */
    public static Var scatterAdd(Var updates, Var positions, int axis, int size) {
        ScatterAdd scatter = new ScatterAdd(axis, Extent.of(size));
        Var sums = Var.of(scatter, updates, positions);
        WholeNumbers.check(scatter, List.of(updates, positions));
        return sums;
    }

    /** Single positions on the leading axes, which disappear. */
    public static Var at(Var x, int... positions) {
        return get(x, Arrays.stream(positions).mapToObj(Index::at).toArray(Index[]::new));
    }

    /** {@code size} elements of one axis from {@code start} in steps of {@code step}. */
    public static Var slice(Var x, int axis, int start, int size, int step) {
        int[] sizes = x.shape().sizes();
        List<Integer> starts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int a = 0; a < sizes.length; a++) {
            starts.add(a == axis ? start : 0);
            counts.add(a == axis ? size : sizes[a]);
            steps.add(a == axis ? step : 1);
        }
        return Var.of(new Slice(starts, counts, steps), x);
    }

    /** NumPy-style indexing; at most one integer tensor. */
    public static Var get(Var x, Index... indices) {
        List<Index> parts = spellOut(x, indices);
        Var sliced = x;
        List<Extent> shape = new ArrayList<>();
        int takeAxis = -1;
        int axis = 0;
        for (Index part : parts) {
            switch (part) {
                case Index.NewAxis _ -> shape.add(Extent.of(1));
                case Index.At(int position) -> {
                    sliced = slice(sliced, axis, position(x, axis, position), 1, 1);
                    axis++;
                }
                case Index.Range range -> {
                    sliced = range(sliced, axis, range);
                    shape.add(sliced.shape().extent(axis));
                    axis++;
                }
                case Index.Take _ -> {
                    if (takeAxis >= 0) {
                        throw new GraphException(
                                GraphCode.INDEX,
                                "indexing " + x.describe() + " with more than one integer tensor is not "
                                        + "available; take along one axis after the other");
                    }
                    takeAxis = shape.size();
                    shape.add(sliced.shape().extent(axis));
                    axis++;
                }
                case Index.Ellipsis _ -> throw new AssertionError("spelt out above");
            }
        }
        Var shaped = Axes.reshape(sliced, Shape.of(shape));
        for (Index part : parts) {
            if (part instanceof Index.Take(Var positions)) {
                return take(shaped, positions, takeAxis);
            }
        }
        return shaped;
    }

    /** Replaces the ellipsis, or adds one at the end, so that every axis has its part. */
    private static List<Index> spellOut(Var x, Index[] indices) {
        long named = Arrays.stream(indices)
                .filter(i -> !(i instanceof Index.NewAxis) && !(i instanceof Index.Ellipsis))
                .count();
        long dots =
                Arrays.stream(indices).filter(Index.Ellipsis.class::isInstance).count();
        if (named > x.rank() || dots > 1) {
            throw new GraphException(
                    GraphCode.INDEX,
                    x.describe() + " has " + x.rank() + (x.rank() == 1 ? " axis" : " axes")
                            + ", but is indexed by " + Arrays.toString(indices)
                            + ": give a position per axis and at most one ellipsis");
        }
        List<Index> rest = IntStream.range(0, x.rank() - (int) named)
                .mapToObj(_ -> Index.all())
                .toList();
        List<Index> parts = new ArrayList<>();
        for (Index index : indices) {
            if (index instanceof Index.Ellipsis) {
                parts.addAll(rest);
            } else {
                parts.add(index);
            }
        }
        if (dots == 0) {
            parts.addAll(rest);
        }
        return parts;
    }

    private static int position(Var x, int axis, int position) {
        int n = x.shape().size(axis);
        int p = position < 0 ? position + n : position;
        if (p < 0 || p >= n) {
            throw new GraphException(
                    GraphCode.INDEX,
                    "index " + position + " is out of range for axis " + axis + " of " + x.describe()
                            + ": positions count from 0, and it "
                            + (n == 0 ? "is empty" : "has " + n + " elements, so the last is " + (n - 1)));
        }
        return p;
    }

    private static Var range(Var x, int axis, Index.Range range) {
        int step = range.step();
        if (step == 1 && range.start() == null && range.stop() == null) {
            return x;
        }
        if (step == 0) {
            throw new GraphException(GraphCode.INDEX, "a range of positions needs a step that is not 0");
        }
        int n = x.shape().size(axis);
        int low = step > 0 ? 0 : -1;
        int high = step > 0 ? n : n - 1;
        int start = range.start() == null ? (step > 0 ? low : high) : clamp(range.start(), n, low, high);
        int stop = range.stop() == null ? (step > 0 ? high : low) : clamp(range.stop(), n, low, high);
        int size = Math.max(0, Math.ceilDiv(stop - start, step));
        return slice(x, axis, size == 0 ? 0 : start, size, step);
    }

    private static int clamp(int position, int n, int low, int high) {
        return Math.clamp(position < 0 ? position + n : position, low, high);
    }
}
