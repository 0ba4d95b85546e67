package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.isBroadcast;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;

/** The y of x = -y, by the look of x: a negation, or a product or quotient with a number below 0. */
final class Negations {

    private final Memo<Var> known = new Memo<>(new Memo.Nesting(), Negations::factors, this::derive);

    private Negations() {}

    /** The negation of a node; null if it does not look negated. */
    static @Nullable Var of(Var x) {
        return new Negations().known.of(x);
    }

    private static List<Var> factors(Var x) {
        return isBroadcast(x)
                ? List.of(left(x))
                : is(x, Binary.Fn.MUL) || is(x, Binary.Fn.DIV) ? x.inputs() : List.of();
    }

    private @Nullable Var derive(Var x) {
        if (is(x, Unary.Fn.NEG)) {
            return left(x);
        }
        if (isBroadcast(x)) {
            Var y = known.of(left(x));
            return y == null ? null : Var.of(x.op(), y);
        }
        Double constant = Match.scalarConstant(x);
        if (constant != null) {
            return constant < 0 ? x.unaryMinus() : null;
        }
        if (!is(x, Binary.Fn.MUL) && !is(x, Binary.Fn.DIV)) {
            return null;
        }
        Binary.Fn fn = is(x, Binary.Fn.MUL) ? Binary.Fn.MUL : Binary.Fn.DIV;
        Var first = known.of(left(x));
        if (first != null) {
            return fn.of(first, right(x));
        }
        Var second = known.of(right(x));
        return second == null ? null : fn.of(left(x), second);
    }
}
