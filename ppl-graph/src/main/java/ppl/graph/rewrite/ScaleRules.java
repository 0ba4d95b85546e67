package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Compare;
import ppl.graph.op.Unary;
import ppl.graph.rewrite.Rewrite.Phase;

/** Products, quotients and comparisons of exponentials, without what over- or underflows on the way. */
final class ScaleRules {

    static final Rewrite QUOTIENT = Rewrite.of(
            "scale.quotient_by_exponential",
            Phase.STABILISE,
            "right where the divisor over- or underflows",
            ScaleRules::quotient);
    static final Rewrite PRODUCT = Rewrite.of(
            "scale.product_of_exponentials",
            Phase.STABILISE,
            "right where a factor over- or underflows; rounds like the exponential of a sum",
            ScaleRules::product);
    static final Rewrite POWER = Rewrite.of(
            "scale.power_of_exponential",
            Phase.STABILISE,
            "right where the base over- or underflows; rounds like the exponential of a product",
            ScaleRules::power);
    static final Rewrite COMPARISON = Rewrite.of(
            "scale.compare_with_bound",
            Phase.STABILISE,
            "right where the left side rounds to the bound; guards against that rounding always hold then",
            ScaleRules::comparison);

    static final Rewrite SQUARE = Rewrite.of(
            "scale.exponential_of_double",
            Phase.SPECIALISE,
            "over- and underflows where the exponential of the double does",
            ScaleRules::square);

    static final List<Rewrite> ALL = List.of(QUOTIENT, PRODUCT, POWER, COMPARISON, SQUARE);

    private ScaleRules() {}

    private static @Nullable Var quotient(Var node) {
        Var reciprocal = is(node, Binary.Fn.DIV) ? reciprocal(right(node)) : null;
        return reciprocal == null ? null : left(node).times(reciprocal);
    }

    private static @Nullable Var reciprocal(Var x) {
        return x.op() instanceof Exp ? left(x).unaryMinus().exp() : Movement.single(x, ScaleRules::reciprocal);
    }

    private static @Nullable Var product(Var node) {
        if (!is(node, Binary.Fn.MUL)) {
            return null;
        }
        Var first = exponent(left(node));
        Var second = exponent(right(node));
        if (first == null || second == null) {
            return null;
        }
        return (first == second ? first.times(2) : first.plus(second)).exp();
    }

    /** The u of exp(u), repeated or not. */
    private static @Nullable Var exponent(Var x) {
        if (x.op() instanceof Exp) {
            return left(x);
        }
        boolean repeated = x.op() instanceof Broadcast && left(x).op() instanceof Exp;
        return repeated ? Var.of(x.op(), left(left(x))) : null;
    }

    /** exp(2 u) = exp(u)^2: no more work, and less where exp(u) is needed too, as it is wherever a scale is. */
    private static @Nullable Var square(Var node) {
        boolean doubled = node.op() instanceof Exp
                && is(left(node), Binary.Fn.MUL)
                && Double.valueOf(2).equals(Match.scalarConstant(left(left(node))));
        return doubled ? right(left(node)).exp().square() : null;
    }

    private static @Nullable Var power(Var node) {
        if (is(node, Unary.Fn.SQRT) && left(node).op() instanceof Exp) {
            return left(left(node)).times(0.5).exp();
        }
        boolean power = node.op() instanceof Pow && left(node).op() instanceof Exp;
        return power ? LogForms.power(right(node), left(left(node))).exp() : null;
    }

    private static @Nullable Var comparison(Var node) {
        if (!(node.op() instanceof Compare(Compare.Fn fn))
                || !left(node).dtype().isFloat()) {
            return null;
        }
        Var x = left(node);
        if (right(node).isSplat(0) && fn == Compare.Fn.GT) {
            return isAboveZero(x);
        }
        if (!right(node).isSplat(1)) {
            return null;
        }
        if (x.op() instanceof Exp) {
            return fn.of(left(x), Creation.zerosLike(left(x)));
        }
        boolean distribution = x.op() instanceof Sigmoid || x.op() instanceof Ndtr;
        Var rest = distribution && fn == Compare.Fn.LT ? new LogForms().complement(x) : null;
        return rest == null ? null : rest.gt(0);
    }

    /**
     * An exponential is greater than 0 even where it rounds to 0, and so are products of such numbers. So laws whose scale must be
     * greater than 0 are defined there too. A guard against underflow is the same comparison: {@code where(exp(a) > 0, y / exp(a), 0)}
     * becomes the quotient itself, which overflows where it was 0. A comparison with a number above 0 is not changed, so a floor is
     * written as one.
     */
    private static @Nullable Var isAboveZero(Var x) {
        if (x.op() instanceof Exp) {
            return left(x).gt(Double.NEGATIVE_INFINITY);
        }
        boolean product = is(x, Binary.Fn.MUL) || is(x, Binary.Fn.DIV);
        if (!product) {
            return null;
        }
        boolean either = left(x).op() instanceof Exp || right(x).op() instanceof Exp;
        return either ? Elementwise.and(left(x).gt(0), right(x).gt(0)) : null;
    }
}
