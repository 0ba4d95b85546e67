package ppl.graph.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Argsort;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/**
 * One op on operands with new axes before their own. The axes of the operands become those of the result; what an op says of axes by
 * their numbers moves up by as many.
 *
 * @param node the node without these axes
 * @param operands of the node
 */
record BatchedOp(Var node, List<Batched> operands) {

    /**
     * The result.
     *
     * @param op of the node, lengths in it replaced
     * @return null if only its expansion has one
     */
    @Nullable
    Batched of(Op op) {
        return switch (op) {
            case Pointwise p -> same(p);
            case Reduce(Reduce.Fn fn, List<Integer> axes) -> same(new Reduce(fn, later(axes)));
            case Reshape(Shape to) -> same(new Reshape(longer(to)));
            case Broadcast(Shape to, List<Integer> axes) -> same(new Broadcast(longer(to), behind(axes)));
            case Transpose(List<Integer> order) -> same(new Transpose(behind(order)));
            case Slice s -> same(new Slice(leading(0, s.starts()), whole(s.sizes()), leading(1, s.steps())));
            case Pad(Shape to, var starts, var steps) ->
                same(new Pad(longer(to), leading(0, starts), leading(1, steps)));
            case Concat(int axis) -> joined(axis);
            case CumulativeSum(int axis, boolean reverse) -> same(new CumulativeSum(lead() + axis, reverse));
            case Argsort(int axis) -> same(new Argsort(lead() + axis));
            case MatMul m -> same(m);
            case Cholesky c -> same(c);
            case TriangularSolve t -> same(t);
            case Lu lu -> same(lu);
            case Gather(int axis) -> BatchedIndexing.gather(operands.get(0), operands.get(1), axis);
            case ScatterAdd(int axis, var size) ->
                BatchedIndexing.scatterAdd(operands.get(0), operands.get(1), axis, size);
            case ShapeOf(int axis) ->
                Batched.same(
                        Var.of(new ShapeOf(lead() + axis), operands.getFirst().value()));
            case RichOp rich -> {
                RichOp form = rich.withLeadingAxes(lead());
                yield form == null ? null : same(form);
            }
            case Projection _ -> null;
            case RandomOp _ ->
                throw new GraphException(
                        GraphCode.RANDOM,
                        "the draw " + node.describe()
                                + " depends on what is vectorised: its law would differ along the new "
                                + "axes, and it is one draw; give it a value first");
            case Constant _, Input _, Iota _ -> throw new AssertionError("it has no operands: " + node);
        };
    }

    private List<BatchAxis> axes() {
        return Batched.union(operands);
    }

    private int lead() {
        return axes().size();
    }

    /** An op for which all operands have all axes. */
    private Batched same(Op op) {
        List<BatchAxis> axes = axes();
        return new Batched(Var.of(op, operands.stream().map(x -> x.over(axes)).toList()), axes);
    }

    /** Parts that are one node once they have the axes, as picks by variables with the same values are, are repeated instead. */
    private Batched joined(int axis) {
        Var first = operands.getFirst().value();
        boolean one = operands.stream()
                .allMatch(x -> x.value() == first && x.own().extent(axis).is(1));
        if (!one) {
            return same(new Concat(lead() + axis));
        }
        int at = lead() + axis;
        int[] others = IntStream.range(0, first.rank()).filter(a -> a != at).toArray();
        Shape to = first.shape().with(at, Shape.Extent.of(operands.size()));
        return new Batched(Broadcast.into(Axes.squeeze(first, at), to, others), axes());
    }

    private Shape longer(Shape shape) {
        return Batched.shape(axes()).concat(shape);
    }

    private List<Integer> later(List<Integer> axes) {
        int lead = lead();
        return axes.stream().map(a -> lead + a).toList();
    }

    /** The new axes in their order, and others behind them. */
    private List<Integer> behind(List<Integer> axes) {
        return Stream.concat(IntStream.range(0, lead()).boxed(), later(axes).stream())
                .toList();
    }

    private List<Integer> leading(int forEach, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(Collections.nCopies(lead(), forEach));
        all.addAll(rest);
        return all;
    }

    private List<Integer> whole(List<Integer> sizes) {
        return Stream.concat(axes().stream().map(BatchAxis::size), sizes.stream())
                .toList();
    }
}
