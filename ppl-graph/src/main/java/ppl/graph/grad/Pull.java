package ppl.graph.grad;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.function.Reductions;
import ppl.graph.math.matrix.CholeskySolve;
import ppl.graph.math.matrix.Determinant;
import ppl.graph.math.matrix.LuSolve;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.math.matrix.SpdInverse;
import ppl.graph.math.matrix.SpdLogDeterminant;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/** From the elements of a node that are taken to the elements of its operands that are. */
final class Pull {

    private Pull() {}

    /** The elements of operand k that some taken element of the node is computed from. */
    static Var back(Var node, int k, Var here) {
        Op op = node.op();
        Var x = node.inputs().get(k);
        if (op instanceof Slice || op instanceof Gather) {
            return gathered(node, here);
        }
        if (here == Bools.ALWAYS || Taken.isElementwise(op)) {
            return here;
        }
        return switch (op) {
            case Reshape _, Transpose _, Pad _, Concat _, ScatterAdd _ ->
                Objects.requireNonNull(
                        Gradient.through(op, node, node.inputs(), here).get(k));
            case Broadcast b ->
                b.axes().size() == b.to().rank() ? here : Reductions.any(here, axes(b.to().rank(), b.axes()));
            case Reduce r -> Broadcast.into(here, x.shape(), axes(x.rank(), r.axes()));
            case CumulativeSum sum -> Var.of(sum.turned(), here.cast(DType.I64)).gt(0);
            case MatMul _ -> line(here, x.shape(), k == 0 ? x.rank() - 1 : x.rank() - 2);
            case TriangularSolve _, LuSolve _, CholeskySolve _ when k == 1 -> line(here, x.shape(), x.rank() - 2);
            case TriangularSolve _, LuSolve _, CholeskySolve _, Cholesky _, Lu _, SpdInverse _ ->
                matrix(here, x.shape());
            case QuadraticForm _ -> ofColumns(here, x.shape(), k == 1);
            case Determinant _, SpdLogDeterminant _ -> Broadcast.into(here, x.shape(), batch(x.rank()));
            default -> Broadcast.into(Reductions.any(here), x.shape());
        };
    }

    /** Where the node, of several candidates, chooses operand k. */
    static Var choice(Var node, int k) {
        Var x = node.inputs().getFirst();
        return switch (node.op()) {
            case Select _ -> k == 1 ? x : Elementwise.not(x);
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.MIN || fn == Binary.Fn.MAX -> {
                Var y = node.inputs().get(1);
                Var first = fn == Binary.Fn.MIN ? x.le(y) : x.ge(y);
                yield k == 0 ? first : Elementwise.not(first);
            }
            case Reduce r
            when r.fn() == Reduce.Fn.MIN || r.fn() == Reduce.Fn.MAX ->
                Elementwise.equal(x, Broadcast.into(node, x.shape(), axes(x.rank(), r.axes())));
            default -> Bools.ALWAYS;
        };
    }

    /** An index that is known and uses every element leaves none out. */
    private static Var gathered(Var node, Var here) {
        Var x = node.inputs().getFirst();
        boolean known = here == Bools.ALWAYS
                && x.shape().isKnown()
                && (node.op() instanceof Slice || node.inputs().get(1).constantValue() != null);
        if (known) {
            return Bools.known(Var.constant(Picked.of(node)));
        }
        Var full = here == Bools.ALWAYS ? Axes.broadcastTo(here, node.shape()) : here;
        Var counted = Objects.requireNonNull(Gradient.through(
                        node.op(), node, node.inputs(), node.op() instanceof Slice ? full : full.cast(DType.F64))
                .getFirst());
        return node.op() instanceof Slice ? counted : counted.gt(0);
    }

    /** True along an axis where any element of the node on that line is. */
    private static Var line(Var here, Shape shape, int axis) {
        int[] others = IntStream.range(0, shape.rank()).filter(a -> a != axis).toArray();
        return Broadcast.into(Reductions.any(here, axis), shape, others);
    }

    /** True in a matrix where any element of the node in the matrix of that number is. */
    private static Var matrix(Var here, Shape shape) {
        return Broadcast.into(Reductions.any(here, -2, -1), shape, batch(shape.rank()));
    }

    /** True in a column where the node is, or in a matrix where it is for any column. */
    private static Var ofColumns(Var here, Shape shape, boolean each) {
        int r = shape.rank();
        int[] columns = IntStream.range(0, r).filter(a -> a != r - 2).toArray();
        return each ? Broadcast.into(here, shape, columns) : Broadcast.into(Reductions.any(here, -1), shape, batch(r));
    }

    /** The axes that count matrices. */
    private static int[] batch(int rank) {
        return IntStream.range(0, rank - 2).toArray();
    }

    /** The axes that are not named: those that a broadcast adds, those that a reduction keeps. */
    private static int[] axes(int rank, List<Integer> named) {
        return IntStream.range(0, rank).filter(a -> !named.contains(a)).toArray();
    }

    /** The elements that a slice or a gather by known indices uses, found by moving positions. */
    private static final class Picked {
        static Tensor of(Var node) {
            Var x = node.inputs().getFirst();
            boolean[] used = new boolean[x.shape().elements()];
            int[] from = x.shape().sizes();
            int[] to = node.shape().sizes();
            int n = node.shape().elements();
            for (int i = 0; i < n; i++) {
                used[source(node, i, from, to)] = true;
            }
            return Tensor.wrap(used, from);
        }

        private static int source(Var node, int i, int[] from, int[] to) {
            int at = 0;
            int stride = 1;
            if (node.op() instanceof Slice s) {
                int rest = i;
                for (int a = from.length - 1; a >= 0; a--) {
                    at += (s.starts().get(a) + rest % to[a] * s.steps().get(a)) * stride;
                    rest /= to[a];
                    stride *= from[a];
                }
                return at;
            }
            int axis = ((Gather) node.op()).axis();
            Tensor indices = Objects.requireNonNull(node.inputs().get(1).constantValue());
            int inner = 1;
            for (int a = axis + 1; a < from.length; a++) {
                inner *= from[a];
            }
            int count = indices.length();
            int last = i % inner;
            int middle = i / inner % count;
            int first = i / inner / count;
            return (first * from[axis] + (int) indices.longAt(middle)) * inner + last;
        }
    }
}
