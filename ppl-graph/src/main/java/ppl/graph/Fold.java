package ppl.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Constant;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/**
 * Constant folding of elementwise ops when a node is made: the value is what every backend would compute. Operands
 * that repeat one scalar stay scalars. Rich ops on constants fold by expanding.
 */
final class Fold {

    private Fold() {}

    /** The constant this node is, if all its operands are constants and the op is elementwise. */
    static @Nullable Var tryFold(Op op, List<Var> inputs, TensorType type) {
        boolean elementwise = op instanceof Unary
                || op instanceof Binary
                || op instanceof Fma
                || op instanceof Select
                || op instanceof Compare
                || op instanceof Cast
                || op instanceof Bitcast;
        boolean folds = elementwise || op instanceof Reshape || op instanceof RichOp;
        if (!folds || inputs.isEmpty() || !type.shape().isKnown()) {
            return null;
        }
        for (Var x : inputs) {
            if (!isConstant(x)) {
                return null;
            }
        }
        if (op instanceof RichOp rich) {
            return rich.expand(inputs);
        }
        if (op instanceof Reshape) {
            return inputs.getFirst().op() instanceof Constant(Tensor t)
                    ? Var.constant(t.reshape(type.shape().sizes()))
                    : null;
        }
        if (inputs.stream().allMatch(Fold::repeatsScalar)) {
            List<Tensor> scalars = inputs.stream().map(Fold::scalarOf).toList();
            return Axes.broadcastTo(Var.constant(elementwise(op, scalars, type.with(Shape.scalar()))), type.shape());
        }
        return Var.constant(elementwise(op, inputs.stream().map(Fold::valueOf).toList(), type));
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

    private static Tensor elementwise(Op op, List<Tensor> in, TensorType type) {
        int n = type.shape().elements();
        Object out = Tensor.allocate(type.dtype(), n);
        Tensor x = in.getFirst();
        switch (op) {
            case Unary u -> {
                for (int i = 0; i < n; i++) {
                    unary(u, x.array(), out, i);
                }
            }
            case Binary b -> {
                for (int i = 0; i < n; i++) {
                    binary(b, x.array(), in.get(1).array(), out, i);
                }
            }
            case Fma _ -> {
                for (int i = 0; i < n; i++) {
                    fma(x.array(), in.get(1).array(), in.get(2).array(), out, i);
                }
            }
            case Select _ -> {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(in.get(x.booleanAt(i) ? 1 : 2).array(), i, out, i, 1);
                }
            }
            case Compare c -> {
                boolean[] o = (boolean[]) out;
                for (int i = 0; i < n; i++) {
                    o[i] = x.dtype().isInteger()
                            ? c.fn().apply(x.longAt(i), in.get(1).longAt(i))
                            : c.fn().apply(x.doubleAt(i), in.get(1).doubleAt(i));
                }
            }
            case Cast c -> out = convert(x, c.to()).array();
            case Bitcast _ -> {
                for (int i = 0; i < n; i++) {
                    bitcast(x.array(), out, i);
                }
            }
            default -> throw new AssertionError(op);
        }
        return Tensor.wrap(out, type.shape().sizes());
    }

    private static void unary(Unary u, Object x, Object out, int i) {
        switch (out) {
            case double[] o -> o[i] = u.fn().apply(((double[]) x)[i]);
            case float[] o -> o[i] = u.fn().apply(((float[]) x)[i]);
            case long[] o -> o[i] = u.fn().apply(((long[]) x)[i]);
            case int[] o -> o[i] = u.fn().apply(((int[]) x)[i]);
            case boolean[] o -> o[i] = !((boolean[]) x)[i];
            default -> throw new AssertionError();
        }
    }

    private static void binary(Binary b, Object x, Object y, Object out, int i) {
        switch (out) {
            case double[] o -> o[i] = b.fn().apply(((double[]) x)[i], ((double[]) y)[i]);
            case float[] o -> o[i] = b.fn().apply(((float[]) x)[i], ((float[]) y)[i]);
            case long[] o -> o[i] = b.fn().apply(((long[]) x)[i], ((long[]) y)[i]);
            case int[] o -> o[i] = b.fn().apply(((int[]) x)[i], ((int[]) y)[i]);
            case boolean[] o -> o[i] = b.fn().apply(((boolean[]) x)[i], ((boolean[]) y)[i]);
            default -> throw new AssertionError();
        }
    }

    private static void fma(Object x, Object y, Object z, Object out, int i) {
        switch (out) {
            case double[] o -> o[i] = Math.fma(((double[]) x)[i], ((double[]) y)[i], ((double[]) z)[i]);
            case float[] o -> o[i] = Math.fma(((float[]) x)[i], ((float[]) y)[i], ((float[]) z)[i]);
            default -> throw new AssertionError();
        }
    }

    private static void bitcast(Object x, Object out, int i) {
        switch (out) {
            case double[] o -> o[i] = Double.longBitsToDouble(((long[]) x)[i]);
            case float[] o -> o[i] = Float.intBitsToFloat(((int[]) x)[i]);
            case long[] o -> o[i] = Double.doubleToRawLongBits(((double[]) x)[i]);
            case int[] o -> o[i] = Float.floatToRawIntBits(((float[]) x)[i]);
            default -> throw new AssertionError();
        }
    }

    /** The elements converted as {@link Cast} says. */
    static Tensor convert(Tensor x, DType to) {
        int n = x.length();
        Object out = Tensor.allocate(to, n);
        for (int i = 0; i < n; i++) {
            switch (out) {
                case double[] o -> o[i] = x.doubleAt(i);
                case float[] o -> o[i] = x.dtype().isInteger() ? (float) x.longAt(i) : (float) x.doubleAt(i);
                case long[] o -> o[i] = x.longAt(i);
                case int[] o -> o[i] = x.dtype().isFloat() ? (int) x.doubleAt(i) : (int) x.longAt(i);
                case boolean[] o -> o[i] = x.booleanAt(i);
                default -> throw new AssertionError();
            }
        }
        return Tensor.wrap(out, x.sizes());
    }
}
