package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Pow;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.Unary;

/** Which nodes may over- or underflow because they are made of exponentials. */
final class Exponentials {

    private final Memo<Boolean> exponentials;
    private final Memo<Boolean> sums;

    Exponentials(Memo.Nesting nesting) {
        exponentials = new Memo<>(nesting, Exponentials::bases, this::isExponential);
        sums = new Memo<>(nesting, Exponentials::terms, this::isSum);
    }

    /** True for exponentials, and for products, quotients and powers of them. */
    boolean include(Var x) {
        return Boolean.TRUE.equals(exponentials.of(x));
    }

    /** True for a sum that has an exponential in it. */
    boolean isInSum(Var x) {
        return Boolean.TRUE.equals(sums.of(x));
    }

    /** The operands of which one has to be an exponential for the node to be one. */
    private static List<Var> bases(Var x) {
        if (x.op() instanceof Pow || is(x, Unary.Fn.SQRT) || Movement.isSingle(x)) {
            return List.of(left(x));
        }
        if (is(x, Binary.Fn.MUL) || is(x, Binary.Fn.DIV)) {
            return Stream.of(left(x), right(x))
                    .filter(o -> LogForms.isNotNegative(o == left(x) ? right(x) : left(x)))
                    .toList();
        }
        return List.of();
    }

    private boolean isExponential(Var x) {
        return x.op() instanceof Exp || bases(x).stream().anyMatch(this::include);
    }

    private static List<Var> terms(Var x) {
        return switch (x.op()) {
            case Broadcast _, Reshape _ -> List.of(left(x));
            default -> is(x, Binary.Fn.ADD) ? x.inputs() : List.of();
        };
    }

    private boolean isSum(Var x) {
        return switch (x.op()) {
            case Broadcast _, Reshape _ -> isInSum(left(x));
            case Reduce _ -> include(left(x));
            default -> terms(x).stream().anyMatch(o -> include(o) || isInSum(o));
        };
    }
}
