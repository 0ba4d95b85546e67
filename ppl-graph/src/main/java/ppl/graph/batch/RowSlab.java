package ppl.graph.batch;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.MatMul;
import ppl.graph.op.Prim;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/**
 * Some positions of a node along an axis, computed without the others as far as each element of a node comes from elements at its place.
 * What mixes positions, such as a loop or a product of matrices along the axis, is computed whole, and the positions are taken from that. An element
 * is to the bit what it is in the whole.
 */
public final class RowSlab {

    /** A chain of operations longer than this is computed whole, since each takes a frame of the stack here. */
    private static final int DEEPEST = 400;

    private final Var rows;
    private final Map<Var, Map<Integer, Var>> done = new IdentityHashMap<>();

    private RowSlab(Var rows) {
        this.rows = rows;
    }

    /**
     * The positions.
     *
     * @param rows int64, a vector of known length
     */
    public static Var of(Var node, int axis, Var rows) {
        return new RowSlab(rows).at(node, axis, 0);
    }

    private Var at(Var node, int axis, int depth) {
        Map<Integer, Var> known = done.computeIfAbsent(node, _ -> new HashMap<>());
        Var before = known.get(axis);
        if (before != null) {
            return before;
        }
        Var taken = node.shape().isKnown() && depth < DEEPEST ? taken(node, axis, depth + 1) : whole(node, axis);
        known.put(axis, taken);
        return taken;
    }

    private Var whole(Var node, int axis) {
        return Functions.take(node, rows, axis);
    }

    private Var taken(Var node, int axis, int depth) {
        List<Var> x = node.inputs();
        return switch (node.op()) {
            case Iota _ -> rows;
            case Prim.Pointwise op ->
                Var.of(op, x.stream().map(y -> at(y, axis, depth)).toList());
            case Broadcast(Shape to, List<Integer> axes) -> {
                int from = axes.indexOf(axis);
                Var less = from < 0 ? x.getFirst() : at(x.getFirst(), from, depth);
                yield Broadcast.into(
                        less, slab(to, axis), axes.stream().mapToInt(i -> i).toArray());
            }
            case Transpose(List<Integer> order) ->
                Var.of(new Transpose(order), at(x.getFirst(), order.get(axis), depth));
            case Reduce(Reduce.Fn fn, List<Integer> axes) ->
                Var.of(new Reduce(fn, axes), at(x.getFirst(), withReduced(axis, axes), depth));
            case Gather(int along) -> gathered(node, along, axis, depth);
            case Reshape(Shape to) -> reshaped(node, to, axis, depth);
            case MatMul op -> {
                int batch = node.rank() - 2;
                Var left = axis == batch + 1 ? x.get(0) : at(x.get(0), axis, depth);
                Var right = axis == batch ? x.get(1) : at(x.get(1), axis, depth);
                yield Var.of(op, left, right);
            }
            case Cholesky op when axis < node.rank() - 2 -> Var.of(op, at(x.getFirst(), axis, depth));
            case TriangularSolve op
            when axis < node.rank() - 2 ->
                Var.of(op, x.stream().map(y -> at(y, axis, depth)).toList());
            case CumulativeSum op when op.axis() != axis -> Var.of(op, at(x.getFirst(), axis, depth));
            case Concat op
            when op.axis() != axis ->
                Var.of(op, x.stream().map(y -> at(y, axis, depth)).toList());
            case RichOp rich
            when rich.isElementwise() ->
                Var.of(rich, x.stream().map(y -> at(y, axis, depth)).toList());
            case RichOp rich -> at(rich.expand(x), axis, depth);
            default -> whole(node, axis);
        };
    }

    private Shape slab(Shape shape, int axis) {
        return shape.with(axis, rows.shape().extent(0));
    }

    /** The number of an axis before others were reduced. */
    private static int withReduced(int axis, List<Integer> reduced) {
        int from = axis;
        for (int r : reduced.stream().sorted().toList()) {
            if (r <= from) {
                from++;
            }
        }
        return from;
    }

    private Var gathered(Var node, int along, int axis, int depth) {
        Var table = node.inputs().get(0);
        Var indices = node.inputs().get(1);
        if (axis < along) {
            return Var.of(new Gather(along), at(table, axis, depth), indices);
        }
        if (axis < along + indices.rank()) {
            return Var.of(new Gather(along), table, at(indices, axis - along, depth));
        }
        return Var.of(new Gather(along), at(table, axis - indices.rank() + 1, depth), indices);
    }

    /** An axis that is one before and after, with as many elements before it; or the elements of a vector by their numbers. */
    private Var reshaped(Var node, Shape to, int axis, int depth) {
        Var x = node.inputs().getFirst();
        long before = elements(to, 0, axis);
        for (int a = 0; a < x.rank(); a++) {
            if (x.shape().isKnown()
                    && elements(x.shape(), 0, a) == before
                    && x.shape().size(a) == to.size(axis)) {
                return Functions.reshape(at(x, a, depth), slab(to, axis));
            }
        }
        if (x.op() instanceof Iota) {
            Shape shape = slab(to, axis);
            Var numbers = Var.constant(0L);
            for (int a = 0; a < to.rank(); a++) {
                Var position = a == axis ? rows : Functions.arange(to.size(a));
                Var weighted = position.times(elements(to, a + 1, to.rank()));
                numbers = numbers.plus(Broadcast.into(weighted, shape, a));
            }
            return numbers;
        }
        return whole(node, axis);
    }

    private static long elements(Shape shape, int from, int to) {
        return IntStream.range(from, to).mapToLong(shape::size).reduce(1, (a, b) -> a * b);
    }
}
