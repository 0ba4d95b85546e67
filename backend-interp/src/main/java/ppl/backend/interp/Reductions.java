package ppl.backend.interp;

import java.util.Arrays;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Reduce;

/** Reductions: for each index into the kept axes, the elements along the reduced axes in the canonical order. */
final class Reductions {

    private Reductions() {}

    static Tensor reduce(Reduce.Fn fn, Tensor x, int[] axes) {
        int[] sizes = x.sizes();
        int[] kept = IntStream.range(0, sizes.length)
                .filter(a -> Arrays.stream(axes).noneMatch(r -> r == a))
                .toArray();
        int[] places = visitKeptThenReduced(sizes, kept, axes);
        int n = Positions.count(Arrays.stream(axes).map(a -> sizes[a]).toArray());
        int[] keptSizes = Arrays.stream(kept).map(a -> sizes[a]).toArray();
        Object out = Tensor.allocate(x.dtype(), Positions.count(keptSizes));
        for (int j = 0; j < Positions.count(keptSizes); j++) {
            int start = j * n;
            switch (out) {
                case double[] o -> o[j] = combine(fn, (double[]) x.array(), places, start, n);
                case float[] o -> o[j] = combine(fn, (float[]) x.array(), places, start, n);
                case long[] o -> o[j] = combine(fn, x, places, start, n);
                case int[] o -> o[j] = (int) combine(fn, x, places, start, n);
                case boolean[] o -> o[j] = combine(fn, x, places, start, n) != 0;
                default -> throw new AssertionError(x);
            }
        }
        return Tensor.wrap(out, keptSizes);
    }

    private static int[] visitKeptThenReduced(int[] sizes, int[] kept, int[] reduced) {
        int[] strides = Positions.strides(sizes);
        int[] order =
                IntStream.concat(Arrays.stream(kept), Arrays.stream(reduced)).toArray();
        return Positions.visit(
                Arrays.stream(order).map(a -> sizes[a]).toArray(),
                Arrays.stream(order).map(a -> strides[a]).toArray(),
                0);
    }

    private static double combine(Reduce.Fn fn, double[] x, int[] places, int start, int n) {
        Binary.Fn step = fn.combine();
        return CanonicalOrder.reduce(n, i -> x[places[start + i]], step::apply, fn.emptyDouble());
    }

    /** Each step is rounded to float32. */
    private static float combine(Reduce.Fn fn, float[] x, int[] places, int start, int n) {
        Binary.Fn step = fn.combine();
        return (float) CanonicalOrder.reduce(
                n, i -> x[places[start + i]], (a, b) -> step.apply((float) a, (float) b), fn.emptyDouble());
    }

    /**
     * Integers and truth values, for which every order gives the same result. Sums and products of int32 are those of
     * int64 without the upper half.
     */
    private static long combine(Reduce.Fn fn, Tensor x, int[] places, int start, int n) {
        if (n == 0) {
            return x.dtype() == DType.I32
                    ? Math.clamp(fn.emptyLong(), Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : fn.emptyLong();
        }
        Binary.Fn step = fn.combine();
        long total = x.longAt(places[start]);
        for (int i = 1; i < n; i++) {
            total = step.apply(total, x.longAt(places[start + i]));
        }
        return total;
    }
}
