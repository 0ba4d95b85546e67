package ppl.tests.tck;

import static ppl.graph.DType.F32;
import static ppl.graph.DType.F64;
import static ppl.graph.DType.I32;
import static ppl.graph.DType.I64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Argsort;
import ppl.graph.op.Broadcast;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/** Reductions, movement, indexing and linear algebra gone wrong. Each is a rule of substitution on a program. */
final class WrongOrder {

    private WrongOrder() {}

    private static @Nullable Var summed(Op op, List<Var> in, DType dtype) {
        return op instanceof Reduce r
                        && r.fn() == Reduce.Fn.SUM
                        && in.getFirst().dtype() == dtype
                ? in.getFirst()
                : null;
    }

    /** The sum of a vector as a product with ones: from left to right. */
    static @Nullable Var naiveSum(Var node, Op op, List<Var> in) {
        Var x = summed(op, in, F64);
        if (x == null || x.rank() != 1 || x.shape().size(0) == 0) {
            return null;
        }
        int n = x.shape().size(0);
        return Functions.matmul(x.reshape(1, n), Functions.onesLike(x).reshape(n, 1))
                .reshape();
    }

    /** Rows of a matrix summed in two halves. */
    static @Nullable Var rowsInHalves(Var node, Op op, List<Var> in) {
        Var x = summed(op, in, F64);
        if (x == null
                || x.rank() != 2
                || node.rank() != 1
                || x.shape().size(1) < 4
                || !op.equals(new Reduce(Reduce.Fn.SUM, List.of(1)))) {
            return null;
        }
        int n = x.shape().size(1);
        Var left = Functions.slice(x, 1, 0, n / 2, 1).sum(1);
        return left.plus(Functions.slice(x, 1, n / 2, n - n / 2, 1).sum(1));
    }

    static @Nullable Var sumStartsAtZero(Var node, Op op, List<Var> in) {
        Var x = summed(op, in, F64);
        if (x == null) {
            return null;
        }
        Var sum = Var.of(op, in);
        return Functions.where(Functions.equal(sum, Functions.zerosLike(sum)), sum.abs(), sum);
    }

    static @Nullable Var float32SummedWide(Var node, Op op, List<Var> in) {
        Var x = summed(op, in, F32);
        return x == null ? null : Var.of(op, x.cast(F64)).cast(F32);
    }

    static @Nullable Var integersSummedAsFloats(Var node, Op op, List<Var> in) {
        Var x = summed(op, in, I64);
        return x == null ? null : Var.of(op, x.cast(F64)).cast(I64);
    }

    /** Chunk after chunk, each on top of the last sum before it. */
    static @Nullable Var cumulatedWithoutChunks(Var node, Op op, List<Var> in) {
        Var x = in.isEmpty() ? node : in.getFirst();
        int half = CanonicalOrder.CUMULATIVE_CHUNK;
        if (!(op instanceof CumulativeSum(int axis, boolean reverse))
                || reverse
                || x.rank() != 1
                || !x.dtype().isFloat()
                || x.shape().size(0) <= half) {
            return null;
        }
        List<Var> parts = new ArrayList<>();
        for (int from = 0;
                from < x.shape().size(0);
                from += half - 1) { // the last sum is the first term of the next part
            int size = Math.min(half - 1, x.shape().size(0) - from);
            Var part = Functions.slice(x, 0, from, size, 1);
            Var sums = parts.isEmpty()
                    ? Var.of(op, part)
                    : Functions.slice(
                            Var.of(
                                    op,
                                    Functions.concat(
                                            List.of(
                                                    Functions.slice(
                                                            parts.getLast(),
                                                            0,
                                                            parts.getLast()
                                                                            .shape()
                                                                            .size(0)
                                                                    - 1,
                                                            1,
                                                            1),
                                                    part),
                                            0)),
                            0,
                            1,
                            size,
                            1);
            parts.add(sums);
        }
        return Functions.concat(parts, axis);
    }

    static @Nullable Var cumulatedFromTheTotal(Var node, Op op, List<Var> in) {
        if (!(op instanceof CumulativeSum(int axis, boolean reverse)) || !reverse || node.dtype() != F64) {
            return null;
        }
        Var x = in.getFirst();
        Var before = Var.of(new CumulativeSum(axis, false), x).minus(x);
        return Functions.expandDims(x.sum(axis), axis).minus(before);
    }

    static @Nullable Var emptyMaximumIsNaN(Var node, Op op, List<Var> in) {
        return op instanceof Reduce r
                        && r.fn() == Reduce.Fn.MAX
                        && node.dtype() == F64
                        && in.getFirst().shape().elements() == 0
                ? Var.constant(Double.NaN).broadcastTo(node.shape())
                : null;
    }

    /** Maxima start at the least finite number instead of minus infinity. */
    static @Nullable Var maximumStartsTooHigh(Var node, Op op, List<Var> in) {
        return op instanceof Reduce r && r.fn() == Reduce.Fn.MAX && node.dtype() == F64
                ? Functions.maximum(
                        Var.of(op, in), Var.constant(-Double.MAX_VALUE).broadcastTo(node.shape()))
                : null;
    }

    static @Nullable Var allForgetsTheLast(Var node, Op op, List<Var> in) {
        Var x = in.isEmpty() ? null : in.getFirst();
        return op instanceof Reduce r
                        && r.fn() == Reduce.Fn.ALL
                        && x.rank() == 1
                        && x.shape().size(0) > 1
                ? Var.of(op, Functions.slice(x, 0, 0, x.shape().size(0) - 1, 1))
                : null;
    }

    /** Products rounded, then summed in the order of a reduction. */
    static @Nullable Var productsRounded(Var node, Op op, List<Var> in) {
        if (!(op instanceof MatMul) || node.rank() != 2) {
            return null;
        }
        int m = node.shape().size(0);
        int n = node.shape().size(1);
        int k = in.get(0).shape().size(1);
        return in.get(0).reshape(m, k, 1).times(in.get(1).reshape(1, k, n)).sum(1);
    }

    /** A first block of half the length. */
    static @Nullable Var blocksOf128(Var node, Op op, List<Var> in) {
        int k = op instanceof MatMul ? in.get(0).shape().size(-1) : 0;
        if (k <= 128) {
            return null;
        }
        int r = node.rank();
        Var first = Functions.matmul(
                Functions.slice(in.get(0), r - 1, 0, 128, 1), Functions.slice(in.get(1), r - 2, 0, 128, 1));
        Var rest = Functions.matmul(
                Functions.slice(in.get(0), r - 1, 128, k - 128, 1), Functions.slice(in.get(1), r - 2, 128, k - 128, 1));
        return first.plus(rest);
    }

    static @Nullable Var gatherClamps(Var node, Op op, List<Var> in) {
        if (!(op instanceof Gather g) || in.get(0).shape().size(g.axis()) == 0) {
            return null;
        }
        Var i = in.get(1).cast(I64);
        Var top = Var.constant(in.get(0).shape().size(g.axis()) - 1L);
        return Var.of(op, in.get(0), Functions.minimum(Functions.maximum(i, Var.constant(0L)), top));
    }

    static @Nullable Var gatherCutsIndices(Var node, Op op, List<Var> in) {
        return op instanceof Gather ? Var.of(op, in.get(0), in.get(1).cast(I32)) : null;
    }

    static @Nullable Var scatterReversed(Var node, Op op, List<Var> in) {
        if (!(op instanceof ScatterAdd s) || in.get(1).rank() != 1) {
            return null;
        }
        int n = in.get(1).shape().size(0);
        Var updates = Functions.slice(in.get(0), s.axis(), Math.max(0, n - 1), n, -1);
        return Var.of(op, updates, Functions.slice(in.get(1), 0, Math.max(0, n - 1), n, -1));
    }

    /** A product with ones where the index is that of the element: blocks of 256 rows, not of 64 members. */
    static @Nullable Var scatterAsProduct(Var node, Op op, List<Var> in) {
        if (!(op instanceof ScatterAdd)
                || node.rank() != 1
                || in.get(1).rank() != 1
                || node.dtype() != F64
                || node.shape().elements() == 0
                || in.get(1).shape().elements() == 0) {
            return null;
        }
        int rows = in.get(1).shape().size(0);
        int n = node.shape().size(0);
        Var places = Var.constant(Tensor.of(IntStream.range(0, n).asLongStream().toArray(), 1, n));
        Var hits = Functions.equal(in.get(1).cast(I64).reshape(rows, 1), places).cast(F64);
        return Functions.matmul(in.get(0).reshape(1, rows), hits).reshape(n);
    }

    static @Nullable Var scatterWraps(Var node, Op op, List<Var> in) {
        if (!(op instanceof ScatterAdd s)
                || node.shape().elements() == 0
                || in.get(1).constantValue() != null) {
            return null;
        }
        Var i = in.get(1).cast(I64);
        Var n = Var.constant((long) node.shape().size(s.axis()));
        return Var.of(op, in.get(0), Functions.where(i.lt(0), i.plus(n), i));
    }

    static @Nullable Var scatterStartsAtMinusZero(Var node, Op op, List<Var> in) {
        if (!(op instanceof ScatterAdd) || !node.dtype().isFloat()) {
            return null;
        }
        Var sums = Var.of(op, in);
        Var zero = Functions.equal(sums, Functions.zerosLike(sums));
        return Functions.where(zero, sums.abs().unaryMinus(), sums);
    }

    static @Nullable Var choleskyOfTheMean(Var node, Op op, List<Var> in) {
        return op instanceof Cholesky
                ? Var.of(
                        op,
                        in.getFirst()
                                .plus(Functions.matrixTranspose(in.getFirst()))
                                .times(0.5))
                : null;
    }

    static @Nullable Var firstFactorForAll(Var node, Op op, List<Var> in) {
        return op instanceof TriangularSolve && node.rank() == 4
                ? Var.of(op, in.getFirst().get(0, 0).broadcastTo(in.getFirst().shape()), in.get(1))
                : null;
    }

    static @Nullable Var pivotsReplaced(Var node, Op op, List<Var> in) {
        if (!(op instanceof Cholesky)) {
            return null;
        }
        Var l = Var.of(op, in);
        return Functions.where(Functions.isNaN(l), Functions.zerosLike(l), l);
    }

    static @Nullable Var solveReadsAll(Var node, Op op, List<Var> in) {
        if (!(op instanceof TriangularSolve)) {
            return null;
        }
        Var l = in.get(0);
        return Var.of(op, l.plus(Functions.matrixTranspose(l).times(Functions.zerosLike(l))), in.get(1));
    }

    /** Equal elements in reverse: the order of the reversed line, counted from its end. */
    static @Nullable Var sortUnstable(Var node, Op op, List<Var> in) {
        int n = op instanceof Argsort && node.rank() == 1 ? node.shape().size(0) : 0;
        return n == 0
                ? null
                : Var.of(op, Functions.slice(in.getFirst(), 0, n - 1, n, -1))
                        .times(-1)
                        .plus(n - 1);
    }

    /** Zeros of both signs as comparisons see them. */
    static @Nullable Var zerosSortedAsEqual(Var node, Op op, List<Var> in) {
        if (!(op instanceof Argsort) || !in.getFirst().dtype().isFloat()) {
            return null;
        }
        Var x = in.getFirst();
        Var zeros = Functions.zerosLike(x);
        return Var.of(op, Functions.where(Functions.equal(x, zeros), zeros, x));
    }

    static @Nullable Var rowsNotExchanged(Var node, Op op, List<Var> in) {
        if (!(op instanceof Lu) || node.rank() != 2 || node.shape().size(0) == 0) {
            return null;
        }
        int n = node.shape().size(0);
        Var rows = Var.of(new Iota(Extent.of(n))).cast(node.dtype()).reshape(n, 1);
        return Functions.concat(List.of(Functions.slice(Var.of(op, in), 1, 0, n, 1), rows), 1);
    }

    static @Nullable Var firstEliminationForAll(Var node, Op op, List<Var> in) {
        return op instanceof Lu && node.rank() == 4
                ? Var.of(op, in.getFirst().get(0, 0)).broadcastTo(node.shape())
                : null;
    }

    static @Nullable Var transposeInverted(Var node, Op op, List<Var> in) {
        if (!(op instanceof Transpose t)) {
            return null;
        }
        Integer[] inverse = new Integer[t.order().size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[t.order().get(i)] = i;
        }
        Var other = Var.of(new Transpose(Arrays.asList(inverse)), in);
        return Functions.reshape(other, node.shape());
    }

    static @Nullable Var broadcastRepeatsElements(Var node, Op op, List<Var> in) {
        // a row stretched down becomes a column stretched across
        return op instanceof Broadcast b
                        && node.rank() == 2
                        && b.axes().equals(List.of(1))
                        && node.shape().elements() > 0
                ? Functions.reshape(
                        Var.of(
                                new Broadcast(
                                        node.shape()
                                                .slice(1, 2)
                                                .concat(node.shape().slice(0, 1)),
                                        List.of(0)),
                                in),
                        node.shape())
                : null;
    }

    static @Nullable Var slicesForward(Var node, Op op, List<Var> in) {
        if (!(op instanceof Slice s) || s.steps().stream().allMatch(step -> step > 0)) {
            return null;
        }
        List<Integer> starts = new ArrayList<>();
        for (int a = 0; a < s.starts().size(); a++) {
            boolean back = s.steps().get(a) < 0 && s.sizes().get(a) > 0;
            starts.add(
                    back
                            ? s.starts().get(a)
                                    + (s.sizes().get(a) - 1) * s.steps().get(a)
                            : s.starts().get(a));
        }
        return Var.of(
                new Slice(starts, s.sizes(), s.steps().stream().map(Math::abs).toList()), in);
    }

    static @Nullable Var concatReversed(Var node, Op op, List<Var> in) {
        if (!(op instanceof Concat)) {
            return null;
        }
        List<Var> reversed = new ArrayList<>(in);
        Collections.reverse(reversed);
        return Var.of(op, reversed);
    }

    static @Nullable Var iotaFromOne(Var node, Op op, List<Var> in) {
        return op instanceof Iota ? Var.of(op, in).plus(1) : null;
    }

    static @Nullable Var padsWithOnes(Var node, Op op, List<Var> in) {
        if (!(op instanceof Pad p) || !node.dtype().isFloat()) {
            return null;
        }
        Var covered = Var.of(new Pad(p.to(), p.starts(), p.steps()), Functions.onesLike(in.getFirst()));
        return Functions.where(covered.gt(0), Var.of(op, in), Functions.onesLike(node));
    }

    static @Nullable Var reshapeColumnMajor(Var node, Op op, List<Var> in) {
        Var x = in.isEmpty() ? null : in.getFirst();
        return op instanceof Reshape
                        && x.rank() == 2
                        && node.rank() == 2
                        && x.shape().elements() > 0
                ? Functions.reshape(Functions.reshape(x.transpose(), node.shape()), node.shape())
                : null;
    }

    /** Only the last update of each element counts; constant indices only, as in a layout planned ahead. */
    static @Nullable Var plannedScatterLosesDuplicates(Var node, Op op, List<Var> in) {
        Tensor indices = op instanceof ScatterAdd ? in.get(1).constantValue() : null;
        if (indices == null || indices.rank() != 1) {
            return null;
        }
        int n = indices.length();
        long[] kept = IntStream.range(0, n)
                .mapToLong(i -> IntStream.range(i + 1, n).anyMatch(j -> indices.longAt(j) == indices.longAt(i))
                        ? -1
                        : indices.longAt(i))
                .toArray();
        return dropping((ScatterAdd) op, in.get(0), kept);
    }

    private static Var dropping(ScatterAdd op, Var updates, long[] kept) {
        // out-of-range constants are refused by the graph, so the dropped updates go to one more element
        int size = ((Extent.Known) op.size()).size();
        long[] shifted = Arrays.stream(kept).map(k -> k < 0 ? size : k).toArray();
        Var longer = Var.of(new ScatterAdd(op.axis(), Extent.of(size + 1)), updates, Var.constant(Tensor.of(shifted)));
        return Functions.slice(longer, op.axis(), 0, size, 1);
    }
}
