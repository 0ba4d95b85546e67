package ppl.graph.grad;

import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Unary;

/** Conditions in which "always" stays one known node, so that nothing is computed for it. */
final class Bools {

    /** The condition that holds everywhere, whatever the shape. */
    static final Var ALWAYS = Var.constant(true);

    private Bools() {}

    static Var and(Var a, Var b) {
        return a == ALWAYS || a == b ? b : b == ALWAYS ? a : Elementwise.and(a, b);
    }

    static Var or(Var a, Var b) {
        boolean certain = a == ALWAYS || b == ALWAYS || negates(a, b) || negates(b, a);
        return certain ? ALWAYS : a == b ? a : known(Elementwise.or(a, b));
    }

    private static boolean negates(Var a, Var b) {
        return a.op() instanceof Unary(Unary.Fn fn)
                && fn == Unary.Fn.NOT
                && a.inputs().getFirst() == b;
    }

    /** The node itself, or {@link #ALWAYS} if it is a constant that is true everywhere. */
    static Var known(Var condition) {
        Tensor value = condition.constantValue();
        for (int i = 0; value != null && i < value.length(); i++) {
            if (value.bitsAt(i) == 0) {
                return condition;
            }
        }
        return value == null ? condition : ALWAYS;
    }
}
