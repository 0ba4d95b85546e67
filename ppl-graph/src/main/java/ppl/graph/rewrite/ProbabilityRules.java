package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.normal.Erf;
import ppl.graph.math.normal.Erfc;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;
import ppl.graph.rewrite.Rewrite.Phase;

/** Probabilities written by hand become the functions that they are, which keep their digits in both tails. */
final class ProbabilityRules {

    static final Rewrite COMPLEMENT = Rewrite.of(
            "probability.complement",
            Phase.STABILISE,
            "keeps its digits where the probability is near 1",
            ProbabilityRules::complement);
    static final Rewrite SHARE = Rewrite.of(
            "probability.share_of_exponentials",
            Phase.STABILISE,
            "right where an exponential over- or underflows",
            ProbabilityRules::share);
    static final Rewrite DISTRIBUTION = Rewrite.of(
            "probability.distribution_function",
            Phase.STABILISE,
            "keeps its digits in the lower tail",
            ProbabilityRules::distribution);

    static final List<Rewrite> ALL = List.of(COMPLEMENT, SHARE, DISTRIBUTION);

    private static final double SQRT_2 = Math.sqrt(2);

    private ProbabilityRules() {}

    /** Of 1 - p; and exp(x) of 1 + expm1(x), which is what 1 - (1 - exp(x)) has become. */
    private static @Nullable Var complement(Var node) {
        if (is(node, Binary.Fn.ADD)) {
            Var x = left(node).isSplat(1) ? right(node) : right(node).isSplat(1) ? left(node) : node;
            return x.op() instanceof Expm1 ? left(x).exp() : null;
        }
        return is(node, Binary.Fn.SUB) && left(node).isSplat(1) ? new LogForms().complement(right(node)) : null;
    }

    /** {@code exp(a) / (exp(a) + exp(b))} is {@code sigmoid(a - b)}; of a greater sum {@code exp(a - log sum)}. */
    private static @Nullable Var share(Var node) {
        if (!is(node, Binary.Fn.DIV)) {
            return null;
        }
        Var part = left(node);
        Var sum = right(node);
        LogForms forms = new LogForms();
        Var logPart = LogForms.isPositive(part) ? part.log() : forms.positive(part);
        if (is(sum, Binary.Fn.ADD)) {
            Var x = left(sum);
            Var y = right(sum);
            boolean exponentials =
                    isTerm(x, forms) && isTerm(y, forms) && !(LogForms.isPositive(x) && LogForms.isPositive(y));
            if (exponentials && logPart != null && (same(part, x) || same(part, y))) {
                Var other = log(same(part, x) ? y : x, forms);
                return other == null ? null : Sigmoid.of(logPart.minus(other));
            }
            boolean logistic = exponentials && (x.isSplat(1) || y.isSplat(1));
            Var odds = logistic ? log(x.isSplat(1) ? y : x, forms) : null;
            if (odds != null && !forms.exponentials().include(part)) {
                return part.times(Sigmoid.of(odds.unaryMinus()));
            }
        }
        boolean ratio =
                forms.exponentials().isInSum(sum) && (forms.exponentials().include(part) || part.isSplat(1));
        Var logSum = ratio ? forms.positive(sum) : null;
        return logSum == null || logPart == null ? null : logPart.minus(logSum).exp();
    }

    private static boolean isTerm(Var x, LogForms forms) {
        return LogForms.isPositive(x) || forms.exponentials().include(x);
    }

    private static @Nullable Var log(Var x, LogForms forms) {
        return LogForms.isPositive(x) ? x.log() : forms.positive(x);
    }

    private static boolean same(Var x, Var y) {
        Double a = Match.scalarConstant(x);
        return x == y || (a != null && a.equals(Match.scalarConstant(y)));
    }

    private static @Nullable Var distribution(Var node) {
        if (!node.dtype().isFloat()) {
            return null;
        }
        Affine form = Affine.of(node);
        if (form == null || form.inner() == node) {
            return null;
        }
        Var u = form.inner().inputs().isEmpty() ? form.inner() : left(form.inner());
        double slope = form.slope();
        return switch (form.inner().op()) {
            case Tanh _ when form.is(0.5, 0.5) -> Sigmoid.of(u.times(4 * slope));
            case Erf _ when form.is(0.5, 0.5) -> Ndtr.of(rescaled(slope < 0 ? u.unaryMinus() : u));
            case Erfc _ when form.is(0, 0.5) && slope > 0 -> Ndtr.of(rescaled(u).unaryMinus());
            case Erfc _ when form.is(1, 0.5) && slope < 0 -> Ndtr.of(rescaled(u));
            case Atan _ when form.is(0.5, 1 / Math.PI) -> CauchyCdf.of(slope < 0 ? u.unaryMinus() : u);
            default -> null;
        };
    }

    /** {@code sqrt(2) u}, without rounding where u was divided by it. */
    private static Var rescaled(Var u) {
        Double by = is(u, Binary.Fn.DIV) ? Match.scalarConstant(right(u)) : null;
        if (by != null && Affine.close(by, SQRT_2)) {
            return left(u);
        }
        Double times = is(u, Binary.Fn.MUL) ? Match.scalarConstant(right(u)) : null;
        if (times != null && Affine.close(times, 1 / SQRT_2)) {
            return left(u);
        }
        return is(u, Unary.Fn.NEG) ? rescaled(left(u)).unaryMinus() : u.times(SQRT_2);
    }
}
