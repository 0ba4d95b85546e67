package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.normal.NdtriExp;

/**
 * The inverse of the regularised incomplete beta function or of its complement ({@code upper}), as log-odds {@code log(x / (1 - x))},
 * from which both x and 1 - x follow with all their digits. Halley's iteration on the log of the smaller tail by the log-odds, from an
 * approximation by the normal law (Abramowitz and Stegun 26.5.22) or from the first term of the power series.
 *
 * <p><b>Numerics</b>: the log-odds have the tail that they should within a few ulp of the log of it. -inf and inf at probabilities 0 and
 * 1; NaN for others outside of [0, 1] and shapes that are not positive and finite. The slopes are those of the implicit function.
 *
 * @param upper true for the complement
 * @param isLog true if the log of the probability is given
 */
public record BetaQuantile(boolean upper, boolean isLog) implements Multivariate {

    private static final double LOG_HALF = -0.6931471805599453;

    /** The log-odds of the quantile of shapes {@code a} and {@code b} at a probability, or at the log of one. */
    public static Var of(boolean upper, boolean isLog, Var a, Var b, Var p) {
        return Multivariate.at(new BetaQuantile(upper, isLog), a, b, p);
    }

    @Override
    public String name() {
        return (upper ? "logit_betainccinv" : "logit_betaincinv") + (isLog ? "_exp" : "");
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public Var value(List<Var> xs) {
        Var p = xs.get(2);
        Var usable = and(LogGammaTail.positive(xs.get(0)), LogGammaTail.positive(xs.get(1)));
        Probability given = Probability.of(p, upper, isLog);
        Var inside = and(usable, given.inside());
        Var a = select(inside, xs.get(0), 1);
        Var b = select(inside, xs.get(1), 1);
        Var z = Root.of(start(a, b, given), l -> at(a, b, l, given));
        Var none = Probability.isNone(p, isLog);
        Var all = Probability.isAll(p, isLog);
        Var end = select(
                upper ? all : none,
                Double.NEGATIVE_INFINITY,
                select(upper ? none : all, Double.POSITIVE_INFINITY, Double.NaN));
        return select(inside, z, select(usable, end, Double.NaN));
    }

    /** The log of the tail less what it should be, as a function of the log-odds. */
    private static Root.Point at(Var a, Var b, Var l, Probability given) {
        Var x = Sigmoid.of(l);
        Var y = Sigmoid.of(neg(l));
        BetaSide side = BetaSide.of(a, b, x, y, neg(Softplus.of(neg(l))), neg(Softplus.of(l)));
        Var log = side.tail().log();
        Var same = Elementwise.equal(side.lower(), given.lower());
        Var steep = side.tail().steepness();
        Var size = select(same, steep, mul(steep, GammaTail.odds(log)));
        Var slope = select(given.lower(), size, neg(size));
        Var value = sub(select(same, log, Log1mexp.of(log)), given.log());
        return new Root.Point(value, slope, sub(sub(mul(a, y), mul(b, x)), slope));
    }

    /** Log-odds to begin with. */
    private static Var start(Var a, Var b, Probability given) {
        Var beta = Lbeta.of(a, b);
        Var other = Log1mexp.of(given.log());
        // log x and log(1 - x) by the first terms of both tails
        Var logX = div(add(select(given.lower(), given.log(), other), add(beta, Log.of(a))), a);
        Var logY = div(add(select(given.lower(), other, given.log()), add(beta, Log.of(b))), b);
        Var fromX = lt(logX, LOG_HALF);
        Var fromY = lt(logY, LOG_HALF);
        Var mean = sub(Log.of(a), Log.of(b));
        Var byPower = select(
                and(fromX, Elementwise.or(Elementwise.not(fromY), Elementwise.less(logX, logY))),
                logX,
                select(fromY, neg(logY), mean));
        Var large = and(gt(a, 0.9), gt(b, 0.9));
        return select(large, byNormal(select(large, a, 1), select(large, b, 1), mean, given), byPower);
    }

    private static Var byNormal(Var a, Var b, Var mean, Probability given) {
        Var z = NdtriExp.of(given.log());
        Var up = select(given.lower(), neg(z), z);
        Var u = reciprocal(sub(mul(a, 2), 0.5));
        Var v = reciprocal(sub(mul(b, 2), 0.5));
        Var h = div(c(2), add(u, v));
        Var lambda = mul(sub(mul(z, z), 3), 1.0 / 6);
        Var root = sqrt(Elementwise.maximum(add(h, lambda), c(0.1)));
        Var inner = sub(add(lambda, 5.0 / 6), div(c(2.0 / 3), h));
        Var w = sub(div(mul(up, root), h), mul(sub(v, u), inner));
        return sub(mean, mul(w, 2));
    }

    @Override
    public List<@Nullable Var> slopes(List<Var> xs, Var l) {
        Var a = xs.get(0);
        Var b = xs.get(1);
        Var[] at = {a, b, Sigmoid.of(l), Sigmoid.of(neg(l))};
        Var byX = Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.X), at);
        Var byLogOdds = mul(byX, mul(at[2], at[3]));
        Var byA = Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.A), at);
        Var byB = Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.B), at);
        Var byLog = reciprocal(byLogOdds);
        Var log = Multivariate.at(new LogBetaTail(upper), at);
        return List.of(
                neg(div(byA, byLogOdds)), neg(div(byB, byLogOdds)), isLog ? byLog : mul(byLog, Exp.of(neg(log))));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.ALL;
    }
}
