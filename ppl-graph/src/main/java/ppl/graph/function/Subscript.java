package ppl.graph.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/** What stands in the brackets of {@code x[...]}, as NumPy reads it: one part for each axis, from the first on. */
public final class Subscript {

    private static final int SHOWN = 6;

    private Subscript() {}

    /**
     * NumPy-style indexing. Several integer tensors broadcast against each other, and their common axes are in the result where
     * the tensors stood; if a range, a new axis or an ellipsis stands between two of them, or between one and a single position,
     * they come first.
     *
     * @throws GraphException ({@link GraphCode#INDEX}) if there are more parts than axes, two ellipses, a step of 0, or a known
     *     position outside
     */
    public static Var of(Var x, Index... indices) {
        List<Index> parts = spellOut(x, indices);
        Var sliced = x;
        List<Extent> shape = new ArrayList<>();
        List<IndexArrays.Array> arrays = new ArrayList<>();
        int axis = 0;
        for (Index part : parts) {
            switch (part) {
                case Index.NewAxis _ -> shape.add(Extent.of(1));
                case Index.At(int position) -> {
                    sliced = Counted.note(Indexing.part(sliced, axis, position(x, axis, position), 1, 1), axis, part);
                    axis++;
                }
                case Index.Range range -> {
                    sliced = range(sliced, axis, range);
                    shape.add(sliced.shape().extent(axis));
                    axis++;
                }
                case Var positions -> {
                    arrays.add(new IndexArrays.Array(shape.size(), positions));
                    shape.add(sliced.shape().extent(axis));
                    axis++;
                }
                case Index.Ellipsis _ -> throw new AssertionError("spelt out above");
            }
        }
        return new IndexArrays(arrays, areApart(indices)).gather(Axes.reshape(sliced, Shape.of(shape)));
    }

    /** True if not all single positions and integer tensors are written side by side; an ellipsis for no axis counts. */
    private static boolean areApart(Index... indices) {
        int first = indices.length;
        int last = -1;
        int count = 0;
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] instanceof Index.At || indices[i] instanceof Var) {
                first = Math.min(first, i);
                last = i;
                count++;
            }
        }
        return last - first >= count;
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
                            + ", but is indexed by " + text(indices)
                            + remedy(x, dots));
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

    private static String remedy(Var x, long dots) {
        if (x.rank() == 0) {
            return ": it is a single number, so use it as it is";
        }
        return dots > 1
                ? ": an ellipsis stands for all axes that are left, so there can be one"
                : ": give at most a part for each axis; several positions of one axis are an int[] or an integer tensor";
    }

    /** As NumPy would print it, cut where it is long. */
    private static String text(Index[] indices) {
        String parts = Arrays.stream(indices)
                .limit(SHOWN)
                .map(i -> i instanceof Var x ? x.label() : i.toString())
                .collect(Collectors.joining(", "));
        return "[" + parts + (indices.length > SHOWN ? ", … " + indices.length + " parts]" : "]");
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
        return Counted.note(Indexing.part(x, axis, size == 0 ? 0 : start, size, step), axis, range);
    }

    private static int clamp(int position, int n, int low, int high) {
        return Math.clamp(position < 0 ? position + n : position, low, high);
    }
}
