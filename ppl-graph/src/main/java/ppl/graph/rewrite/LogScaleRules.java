package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.logistic.XLog1pY;
import ppl.graph.math.logistic.XLogY;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.op.Binary;
import ppl.graph.rewrite.Rewrite.Phase;

/**
 * Logarithms of probabilities, rates and scales that have rounded to 0, 1 or infinity, from what these are computed from:
 * so that a law by its parameter is as good as the law by the link of its parameter.
 */
final class LogScaleRules {

    static final Rewrite LOG =
            Rewrite.of("link.log", Phase.STABILISE, "right where the argument over- or underflows", LogScaleRules::log);
    static final Rewrite LOG1P = Rewrite.of(
            "link.log1p", Phase.STABILISE, "right where the argument rounds to -1 or overflows", LogScaleRules::log1p);
    static final Rewrite LOG1MEXP = Rewrite.of(
            "link.log1mexp", Phase.STABILISE, "right where the argument over- or underflows", LogScaleRules::log1mexp);
    static final Rewrite X_LOG_Y = Rewrite.of(
            "link.xlogy", Phase.STABILISE, "right where y over- or underflows or rounds", LogScaleRules::xLogY);
    static final Rewrite QUANTILE = Rewrite.of(
            "link.quantile_of_probability",
            Phase.STABILISE,
            "right where the probability rounds to 0 or 1",
            LogScaleRules::quantile);

    static final List<Rewrite> ALL = List.of(LOG, LOG1P, LOG1MEXP, X_LOG_Y, QUANTILE);

    /** From here on {@code exp(-exp(x))} is 0. */
    private static final double HIGH = 10;

    private LogScaleRules() {}

    private static @Nullable Var log(Var node) {
        return node.op() instanceof Log ? new LogForms().log(left(node)) : null;
    }

    private static @Nullable Var log1p(Var node) {
        if (!(node.op() instanceof Log1p)) {
            return null;
        }
        Var x = left(node);
        if (x.op() instanceof Expm1) {
            return left(x);
        }
        Var p = Negations.of(x);
        if (p != null) {
            return new LogForms().log1m(p);
        }
        if (is(x, Binary.Fn.SUB) && right(x).isSplat(1)) {
            return new LogForms().log(left(x));
        }
        LogForms forms = new LogForms();
        Var log = forms.exponentials().include(x) && LogForms.isUnbounded(x) ? forms.positive(x) : null;
        return log == null ? null : Softplus.of(log);
    }

    /** {@code log(1 - exp(-y))} by log y: log y itself where y is small. */
    private static @Nullable Var log1mexp(Var node) {
        Var y = node.op() instanceof Log1mexp ? Negations.of(left(node)) : null;
        Var log = y == null ? null : new LogForms().positive(y);
        if (log == null || (log.range().lo() >= LogForms.LOW && log.range().hi() <= HIGH)) {
            return null;
        }
        Var inner = Elementwise.clip(log, LogForms.LOW, HIGH);
        return Elementwise.where(
                log.lt(LogForms.LOW), log, Log1mexp.of(inner.exp().unaryMinus()));
    }

    private static @Nullable Var xLogY(Var node) {
        boolean plus = node.op() instanceof XLog1pY;
        if (!plus && !(node.op() instanceof XLogY)) {
            return null;
        }
        Var x = left(node);
        Var y = right(node);
        Var p = plus ? Negations.of(y) : null;
        Var log = plus ? (p == null ? null : new LogForms().log1m(p)) : new LogForms().log(y);
        if (log == null || x.isSplat(0)) {
            return null;
        }
        boolean inDomain = p == null ? LogForms.isNotNegative(y) : p.range().hi() <= 1;
        Var infinite = Elementwise.equal(log.abs(), Var.constant(log.dtype(), Double.POSITIVE_INFINITY));
        Var outside = Elementwise.and(Elementwise.isNaN(log), Elementwise.equal(y, y));
        return XLogY.byLog(x, log, inDomain ? infinite : Elementwise.or(infinite, outside));
    }

    private static @Nullable Var quantile(Var node) {
        if (node.op() instanceof Ndtri) {
            return left(node).op() instanceof Ndtr ? left(left(node)) : null;
        }
        if (!(node.op() instanceof Logit)) {
            return null;
        }
        Var p = left(node);
        if (p.op() instanceof Sigmoid) {
            return left(p);
        }
        LogForms forms = new LogForms();
        Var log = forms.log(p);
        Var rest = log == null ? null : forms.log1m(p);
        return log == null || rest == null ? null : log.minus(rest);
    }
}
