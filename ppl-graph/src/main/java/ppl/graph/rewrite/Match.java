package ppl.graph.rewrite;

import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Unary;

/** What rules ask of nodes. */
final class Match {

    private Match() {}

    static boolean is(Var x, Binary.Fn fn) {
        return x.op() instanceof Binary(Binary.Fn f) && f == fn;
    }

    static boolean is(Var x, Unary.Fn fn) {
        return x.op() instanceof Unary(Unary.Fn f) && f == fn;
    }

    static Var left(Var x) {
        return x.inputs().get(0);
    }

    static Var right(Var x) {
        return x.inputs().get(1);
    }

    static boolean isBroadcast(Var x) {
        return x.op() instanceof Broadcast;
    }

    /** True for a scalar constant or a repeated one. */
    static boolean isScalarConstant(Var x) {
        return scalarConstant(x) != null;
    }

    /** The value of a scalar constant, repeated or not; null otherwise. */
    static @Nullable Double scalarConstant(Var x) {
        Var base = isBroadcast(x) ? left(x) : x;
        return base.rank() == 0 && base.op() instanceof ppl.graph.op.Constant(ppl.graph.Tensor t) ? t.item() : null;
    }
}
