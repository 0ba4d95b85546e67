package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.op.Binary;
import ppl.graph.rewrite.Rewrite.Phase;

/** Compositions of elementary functions that have a form of their own, right where the composition loses its digits. */
final class MathRules {

    static final Rewrite LOG_EXP =
            Rewrite.of("math.log_of_exp", Phase.STABILISE, "right where exp over- or underflows", MathRules::logOfExp);
    static final Rewrite EXP_LOG = Rewrite.of(
            "math.exp_of_log",
            Phase.STABILISE,
            "only where the argument is known not to be negative",
            MathRules::expOfLog);
    static final Rewrite LOG_SIGMOID = Rewrite.of(
            "math.log_of_sigmoid", Phase.STABILISE, "right where sigmoid underflows", MathRules::logOfSigmoid);
    static final Rewrite LOG_ONE_PLUS = Rewrite.of(
            "math.log_of_one_plus", Phase.STABILISE, "right where 1 + x rounds x away", MathRules::logOfOnePlus);
    static final Rewrite EXP_MINUS_ONE =
            Rewrite.of("math.exp_minus_one", Phase.STABILISE, "right where exp(x) is near 1", MathRules::expMinusOne);

    static final List<Rewrite> ALL = List.of(LOG_EXP, EXP_LOG, LOG_SIGMOID, LOG_ONE_PLUS, EXP_MINUS_ONE);

    private MathRules() {}

    private static @Nullable Var logOfExp(Var node) {
        return node.op() instanceof Log && left(node).op() instanceof Exp ? left(left(node)) : null;
    }

    private static @Nullable Var expOfLog(Var node) {
        boolean applies = node.op() instanceof Exp && left(node).op() instanceof Log;
        return applies && left(left(node)).range().isNonNegative() ? left(left(node)) : null;
    }

    private static @Nullable Var logOfSigmoid(Var node) {
        boolean applies = node.op() instanceof Log && left(node).op() instanceof Sigmoid;
        return applies ? Softplus.of(left(left(node)).unaryMinus()).unaryMinus() : null;
    }

    /** log(1 + x) is log1p(x), log(1 - x) is log1p(-x), log(1 + exp(x)) is softplus(x), log1p(exp(x)) too. */
    private static @Nullable Var logOfOnePlus(Var node) {
        if (node.op() instanceof Log1p && left(node).op() instanceof Exp) {
            return Softplus.of(left(left(node)));
        }
        if (!(node.op() instanceof Log)) {
            return null;
        }
        Var x = left(node);
        if (is(x, Binary.Fn.ADD) && left(x).isSplat(1)) {
            return Log1p.of(right(x));
        }
        if (is(x, Binary.Fn.ADD) && right(x).isSplat(1)) {
            return Log1p.of(left(x));
        }
        return is(x, Binary.Fn.SUB) && left(x).isSplat(1) ? Log1p.of(right(x).unaryMinus()) : null;
    }

    private static @Nullable Var expMinusOne(Var node) {
        if (is(node, Binary.Fn.SUB) && right(node).isSplat(1) && left(node).op() instanceof Exp) {
            return Expm1.of(left(left(node)));
        }
        boolean added =
                is(node, Binary.Fn.ADD) && right(node).isSplat(-1) && left(node).op() instanceof Exp;
        boolean reversed =
                is(node, Binary.Fn.SUB) && left(node).isSplat(1) && right(node).op() instanceof Exp;
        if (added) {
            return Expm1.of(left(left(node)));
        }
        return reversed ? Expm1.of(left(right(node))).unaryMinus() : null;
    }
}
