package ppl.graph.function;

import ppl.graph.TensorType;
import ppl.graph.Var;

/** Tensors of one repeated number. */
public final class Creation {

    private Creation() {}

    /** Zeros of a type. */
    public static Var zeros(TensorType type) {
        return Axes.broadcastTo(Var.constant(type.dtype(), 0), type.shape());
    }

    /** Zeros of the type and shape of another node. */
    public static Var zerosLike(Var x) {
        return zeros(x.type());
    }

    /** Ones of the type and shape of another node. */
    public static Var onesLike(Var x) {
        return Axes.broadcastTo(Var.constant(x.dtype(), 1), x.shape());
    }
}
