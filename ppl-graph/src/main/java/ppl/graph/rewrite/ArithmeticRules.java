package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.isScalarConstant;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;
import ppl.graph.rewrite.Rewrite.Phase;

/** Sums, products and roots of floats. */
final class ArithmeticRules {

    static final Rewrite DOUBLED =
            Rewrite.of("arithmetic.x_plus_x", Phase.CANONICALISE, "exact", ArithmeticRules::doubled);
    static final Rewrite CONSTANTS = Rewrite.of(
            "arithmetic.merge_constants",
            Phase.CANONICALISE,
            "may round or overflow differently",
            ArithmeticRules::constants);
    static final Rewrite SIGNS =
            Rewrite.of("arithmetic.lift_negation", Phase.CANONICALISE, "exact", ArithmeticRules::signs);
    static final Rewrite ROOT_OF_SQUARE = Rewrite.of(
            "arithmetic.sqrt_of_square",
            Phase.STABILISE,
            "right where x*x over- or underflows",
            ArithmeticRules::rootOfSquare);
    static final Rewrite ABS_OF_POSITIVE =
            Rewrite.of("arithmetic.abs_of_non_negative", Phase.CANONICALISE, "exact but for -0", ArithmeticRules::abs);

    static final List<Rewrite> ALL = List.of(DOUBLED, CONSTANTS, SIGNS, ROOT_OF_SQUARE, ABS_OF_POSITIVE);

    private ArithmeticRules() {}

    private static @Nullable Var doubled(Var node) {
        boolean same = is(node, Binary.Fn.ADD)
                && left(node) == right(node)
                && node.dtype().isFloat();
        return same ? left(node).times(2) : null;
    }

    /** c1 * (c2 * x) = (c1 c2) * x, constants to the left. */
    private static @Nullable Var constants(Var node) {
        if (!is(node, Binary.Fn.MUL) || !node.dtype().isFloat()) {
            return null;
        }
        Var c = left(node);
        Var x = right(node);
        if (isScalarConstant(x) && !isScalarConstant(c)) {
            return x.times(c);
        }
        boolean nested = isScalarConstant(c) && is(x, Binary.Fn.MUL) && isScalarConstant(left(x));
        return nested ? c.times(left(x)).times(right(x)) : null;
    }

    /** Negations move out of products and quotients; constants take them up. */
    private static @Nullable Var signs(Var node) {
        if (!node.dtype().isFloat()) {
            return null;
        }
        if (is(node, Binary.Fn.MUL) || is(node, Binary.Fn.DIV)) {
            boolean product = is(node, Binary.Fn.MUL);
            boolean first = is(left(node), Unary.Fn.NEG);
            boolean second = is(right(node), Unary.Fn.NEG);
            if (!first && !second) {
                return null;
            }
            Var x = first ? left(left(node)) : left(node);
            Var y = second ? left(right(node)) : right(node);
            Var value = product ? x.times(y) : x.div(y);
            return first == second ? value : value.unaryMinus();
        }
        boolean negatedScaled =
                is(node, Unary.Fn.NEG) && is(left(node), Binary.Fn.MUL) && isScalarConstant(left(left(node)));
        return negatedScaled ? left(left(node)).unaryMinus().times(right(left(node))) : null;
    }

    private static @Nullable Var rootOfSquare(Var node) {
        boolean root = is(node, Unary.Fn.SQRT) && is(left(node), Binary.Fn.MUL);
        if (!root || left(left(node)) != right(left(node))) {
            return null;
        }
        Var x = left(left(node));
        return x.range().isNonNegative() ? x : x.abs();
    }

    private static @Nullable Var abs(Var node) {
        return is(node, Unary.Fn.ABS) && left(node).range().isNonNegative() ? left(node) : null;
    }
}
