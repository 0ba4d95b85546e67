package ppl.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.function.Axes;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;

/**
 * Constant folding of elementwise ops when a node is made: the value is what every backend would compute. Operands
 * that repeat one scalar stay scalars. Rich ops on constants fold by expanding. A constant that is computed from data or lengths
 * remembers from what ({@link Var#unfolded}).
 */
final class Fold {

    private Fold() {}

    /** The constant this node is, if all its operands are constants and the op is elementwise. */
    static @Nullable Var tryFold(Op op, List<Var> inputs, TensorType type) {
        boolean folds = op instanceof Pointwise || op instanceof Reshape || op instanceof RichOp;
        if (!folds || inputs.isEmpty() || !type.shape().isKnown()) {
            return null;
        }
        for (Var x : inputs) {
            if (!isConstant(x)) {
                return null;
            }
        }
        return inputs.stream().anyMatch(Var::isOfData) ? ofData(op, inputs, type) : plain(op, inputs, type);
    }

    /** The constant of an op on data; it remembers of what it is. */
    private static @Nullable Var ofData(Op op, List<Var> inputs, TensorType type) {
        if (type.shape().rank() > 0
                && op instanceof Pointwise
                && inputs.stream().allMatch(Fold::repeatsScalar)) {
            List<Var> scalars = inputs.stream().map(x -> x.inputs().getFirst()).toList();
            return Axes.broadcastTo(Var.of(op, scalars), type.shape());
        }
        Var folded = plain(op, inputs.stream().map(Fold::withoutData).toList(), type);
        if (folded == null) {
            return null;
        }
        Tensor value = valueOf(folded);
        if (value != null) {
            return Interner.folded(op, inputs, value);
        }
        return op instanceof RichOp rich ? rich.expand(inputs) : null;
    }

    private static Var withoutData(Var x) {
        if (x.op() instanceof Constant(Tensor t)) {
            return Var.constant(t);
        }
        return Var.of(x.op(), withoutData(x.inputs().getFirst()));
    }

    private static @Nullable Var plain(Op op, List<Var> inputs, TensorType type) {
        if (op instanceof RichOp rich) {
            return rich.expand(inputs);
        }
        if (op instanceof Reshape) {
            return inputs.getFirst().op() instanceof Constant(Tensor t)
                    ? Var.constant(t.reshape(type.shape().sizes()))
                    : null;
        }
        Pointwise pointwise = (Pointwise) op;
        if (inputs.stream().allMatch(Fold::repeatsScalar)) {
            List<Tensor> scalars = inputs.stream().map(Fold::scalarOf).toList();
            return Axes.broadcastTo(Var.constant(pointwise.evaluate(scalars, type.with(Shape.scalar()))), type.shape());
        }
        return Var.constant(
                pointwise.evaluate(inputs.stream().map(Fold::valueOf).toList(), type));
    }

    private static boolean isConstant(Var x) {
        return x.op() instanceof Constant
                || (x.op() instanceof Broadcast && x.inputs().getFirst().op() instanceof Constant);
    }

    private static boolean repeatsScalar(Var x) {
        return x.rank() == 0
                || (x.op() instanceof Broadcast && x.inputs().getFirst().rank() == 0);
    }

    private static Tensor scalarOf(Var x) {
        return ((Constant) (x.op() instanceof Broadcast ? x.inputs().getFirst() : x).op()).value();
    }

    /** The value of a constant or of a repeated constant of known shape. */
    static @Nullable Tensor valueOf(Var x) {
        if (x.op() instanceof Constant(Tensor t)) {
            return t;
        }
        if (x.op() instanceof Broadcast b
                && x.inputs().getFirst().op() instanceof Constant(Tensor t)
                && x.shape().isKnown()) {
            return repeat(t, x.shape().sizes(), b.axes());
        }
        return null;
    }

    private static Tensor repeat(Tensor t, int[] sizes, List<Integer> axes) {
        int n = IntStream.of(sizes).reduce(1, Math::multiplyExact);
        int[] stride = new int[sizes.length];
        int[] from = t.sizes();
        for (int i = from.length - 1, s = 1; i >= 0; s *= from[i], i--) {
            stride[axes.get(i)] = s;
        }
        Object out = Tensor.allocate(t.dtype(), n);
        for (int i = 0; i < n; i++) {
            int source = 0;
            for (int a = sizes.length - 1, rest = i; a >= 0; rest /= sizes[a], a--) {
                source += rest % sizes[a] * stride[a];
            }
            System.arraycopy(t.array(), source, out, i, 1);
        }
        return Tensor.wrap(out, sizes);
    }
}
