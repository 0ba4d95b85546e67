package ppl.graph.batch;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.ScatterAdd;

/**
 * Gathers and sums by group with new axes. Where only one operand has an axis, it is one more axis of what is moved or of the
 * index. Where both have it, the axis and the one that is indexed become one, in which each position has a stretch of its own.
 */
final class BatchedIndexing {

    private BatchedIndexing() {}

    static Batched gather(Batched x, Batched indices, int axis) {
        List<BatchAxis> shared =
                x.axes().stream().filter(indices.axes()::contains).toList();
        if (shared.isEmpty() && repeats(indices)) {
            return ofRepeated(x, indices, axis);
        }
        if (shared.isEmpty() && isWhole(indices, x.own().extent(axis))) {
            return Batched.sorted(x.value(), x.axes(), axis, indices.axes());
        }
        if (shared.isEmpty()) {
            Var picked = Var.of(new Gather(x.lead() + axis), x.value(), indices.value());
            return Batched.sorted(picked, x.axes(), axis, indices.axes());
        }
        List<BatchAxis> outer =
                x.axes().stream().filter(a -> !shared.contains(a)).toList();
        int n = x.own().size(axis);
        Var joined = joined(x, outer, axis, shared, n);
        Var places = places(indices, shared, n);
        Var picked = Var.of(new Gather(outer.size() + axis), joined, places);
        return Batched.sorted(picked, outer, axis, indices.axes());
    }

    /** True of an index that is repeated along axes of its own, which then repeat what is picked. */
    private static boolean repeats(Batched indices) {
        int lead = indices.lead();
        return indices.value().op() instanceof Broadcast(var _, List<Integer> axes)
                && IntStream.range(0, lead).allMatch(axes::contains);
    }

    private static Batched ofRepeated(Batched x, Batched indices, int axis) {
        List<Integer> axes = ((Broadcast) indices.value().op()).axes();
        Batched once = new Batched(indices.value().inputs().getFirst(), indices.axes());
        Batched picked = gather(x, once, axis);
        int lead = picked.lead();
        int rank = indices.own().rank();
        Shape own = picked.own();
        Shape full = Batched.shape(picked.axes())
                .concat(own.slice(0, axis))
                .concat(indices.own())
                .concat(own.slice(axis + once.own().rank(), own.rank()));
        int[] targets = Stream.of(
                        IntStream.range(0, lead + axis),
                        axes.stream()
                                .mapToInt(a -> a - indices.lead())
                                .filter(a -> a >= 0)
                                .map(a -> lead + axis + a),
                        IntStream.range(lead + axis + rank, full.rank()))
                .flatMapToInt(i -> i)
                .toArray();
        return new Batched(Broadcast.into(picked.value(), full, targets), picked.axes());
    }

    /** True of the index 0, 1, ... along one new axis, which picks everything in order. */
    private static boolean isWhole(Batched indices, Extent length) {
        return indices.value().op() instanceof Iota(Extent n) && indices.lead() == 1 && n.equals(length);
    }

    /** The tensor with the shared axes before the one that is indexed, both as one. */
    private static Var joined(Batched x, List<BatchAxis> outer, int axis, List<BatchAxis> shared, int n) {
        Shape own = x.own();
        Var near = moved(x.value(), x.axes(), outer, axis, shared);
        return Axes.reshape(
                near,
                Batched.shape(outer)
                        .concat(own.slice(0, axis))
                        .concat(Shape.of(count(shared) * n))
                        .concat(own.slice(axis + 1, own.rank())));
    }

    /** The new axes in {@code inner} moved behind {@code between} of the node's own. */
    private static Var moved(Var x, List<BatchAxis> axes, List<BatchAxis> outer, int between, List<BatchAxis> inner) {
        int lead = axes.size();
        int[] order = Stream.of(
                        outer.stream().mapToInt(axes::indexOf),
                        IntStream.range(lead, lead + between),
                        inner.stream().mapToInt(axes::indexOf),
                        IntStream.range(lead + between, x.rank()))
                .flatMapToInt(i -> i)
                .toArray();
        return Axes.transpose(x, order);
    }

    /** Where in the one axis an index points; −1 if it points outside of its stretch. */
    private static Var places(Batched indices, List<BatchAxis> shared, int n) {
        Var index = indices.value().cast(DType.I64);
        int[] axes = shared.stream().mapToInt(indices.axes()::indexOf).toArray();
        Var stretch = Axes.reshape(Var.of(new Iota(Extent.of(count(shared)))), Batched.shape(shared));
        Var start = Broadcast.into(stretch.times(n), index.shape(), axes);
        Var inside = Elementwise.and(index.ge(0), index.lt(n));
        return Elementwise.where(inside, start.plus(index), Var.constant(-1L));
    }

    private static int count(List<BatchAxis> axes) {
        return axes.stream().mapToInt(BatchAxis::size).reduce(1, Math::multiplyExact);
    }

    static Batched scatterAdd(Batched updates, Batched indices, int axis, Extent size) {
        List<BatchAxis> own = indices.axes();
        List<BatchAxis> all = Batched.union(List.of(updates, indices));
        List<BatchAxis> outer = all.stream().filter(a -> !own.contains(a)).toList();
        Batched full = new Batched(updates.over(all), all);
        if (own.isEmpty()) {
            return new Batched(Var.of(new ScatterAdd(all.size() + axis, size), full.value(), indices.value()), all);
        }
        int n = Shape.of(List.of(size)).size(0);
        Var near = moved(full.value(), all, outer, axis, own);
        Var sums = Var.of(
                new ScatterAdd(outer.size() + axis, Extent.of(Math.multiplyExact(count(own), n))),
                near,
                places(indices, own, n));
        Shape parted = sums.shape()
                .slice(0, outer.size() + axis)
                .concat(Batched.shape(own))
                .concat(Shape.of(n))
                .concat(sums.shape().slice(outer.size() + axis + 1, sums.rank()));
        return Batched.sorted(Axes.reshape(sums, parted), outer, axis, own);
    }
}
