package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Log1pMinus;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.DigammaDifference;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.gamma.Lgamma;

/**
 * The smaller tail of a beta law, as the lower tail of shapes p and q at u, from which the other follows without loss: the upper tail of
 * shapes a and b at x is the lower one of b and a at 1 - x. On the scale of the log-odds, {@code t/(1-t) = u/(1-u) exp(-v)}, it is
 * {@code u^p (1-u)^q / B(p, q)} times the integral of {@code exp(-h)}, with the convex
 * {@code h = p v + (p + q) log(1 + u (exp(-v) - 1))} that {@link BetaPanel} integrates.
 *
 * <p>A p below 8 is raised by 8 through the recurrence, whose terms are positive. Where q is below 1 the integrand is flat over the
 * log-odds of u: there the part closer to 1 than {@code 1 / max(p, 8)} is a power series.
 *
 * @param p the shape on the side of the tail
 * @param q the other shape
 * @param u the end of the tail
 * @param w {@code 1 - u}
 * @param logU log of u
 * @param logW log of w
 * @param edge how close to 1 the power series begins, not a variable
 */
record BetaTail(Var p, Var q, Var u, Var w, Var logU, Var logW, Var edge) {

    private static final double RAISED_BELOW = 8;
    private static final int RAISE = 8;
    private static final double LOG_2PI = 1.8378770664093454835606594728;
    private static final int SERIES = 18;

    /** Of positive finite shapes, the lower tail at u; u or w may be 0 where its log is finite. */
    static BetaTail of(Var p, Var q, Var u, Var w, Var logU, Var logW) {
        Var edge = Gradient.stop(reciprocal(Elementwise.maximum(p, c(RAISED_BELOW))));
        return new BetaTail(p, q, u, w, logU, logW, edge);
    }

    /** The same as a function of other shapes. */
    private BetaTail with(Var otherP, Var otherQ) {
        return new BetaTail(otherP, otherQ, u, w, logU, logW, edge);
    }

    private Var n() {
        return add(p, q);
    }

    /** True where the shape is raised. */
    private Var small() {
        return lt(p, RAISED_BELOW);
    }

    /** True where a part of the tail is a power series; false wherever that would not be needed, whatever q is made of. */
    private Var near() {
        return and(lt(Gradient.stop(q), 1), Elementwise.less(w, edge));
    }

    /** Where the integral begins. */
    private Var fromW() {
        return select(near(), edge, w);
    }

    private Var fromU() {
        return select(near(), sub(1, edge), u);
    }

    private Var logFromU() {
        return select(near(), Log1p.of(neg(edge)), logU);
    }

    private Var logFromW() {
        return select(near(), Log.of(edge), logW);
    }

    /** {@code p w - q u}, exact but for one rounding: from the smaller of u and w, whose digits are all there. */
    private Var distance() {
        Var below = Elementwise.lessOrEqual(fromU(), fromW());
        Var own = select(below, p, q);
        Var end = select(below, fromU(), fromW());
        Var d = minusProducts(own, select(below, q, p), end);
        return select(below, d, neg(d));
    }

    /** {@code p - p m - q m}. */
    private static Var minusProducts(Var p, Var q, Var m) {
        Var first = mul(p, m);
        Var second = mul(q, m);
        Var firstLow = fma(p, m, neg(first));
        Var secondLow = fma(q, m, neg(second));
        Var left = sub(p, first);
        Var leftLow = sub(sub(p, left), first);
        return add(sub(left, second), sub(sub(leftLow, firstLow), secondLow));
    }

    /** The integral of exp(-h), and what the recurrence and the series add, by {@link #logFront}. */
    Var rest() {
        Var small = small();
        Var raise = select(small, RAISE, c(0));
        Var raised = add(p, raise);
        Var d = fma(raise, fromW(), distance());
        Var integral = BetaPanel.integral(raised, q, fromU(), fromW(), logFromW(), d);
        Var sum = select(small, recurrence(integral), integral);
        Var more = mul(mul(select(small, p, 1), Exp.of(neg(mul(p, logFromU())))), series());
        return add(sum, select(near(), more, 0));
    }

    private Var recurrence(Var integral) {
        Var small = small();
        Var own = select(small, p, 1);
        Var other = select(small, q, 1);
        Var both = add(own, other);
        Var term = c(1);
        Var sum = term;
        for (int k = 0; k < RAISE; k++) {
            term = mul(term, mul(fromU(), div(add(both, k), add(own, k + 1))));
            sum = k < RAISE - 1 ? add(sum, term) : fma(mul(term, add(own, RAISE)), integral, sum);
        }
        return sum;
    }

    /** The integral of {@code (s/e)^(q-1) (1-s)^(p-1)} for s/e from w/e to 1, with e the edge. */
    private Var series() {
        Var near = near();
        Var other = select(near, q, 1);
        Var log = select(near, sub(logW, logFromW()), 0);
        Var ratio = select(near, div(w, edge), 1);
        Var power = mul(other, log);
        Var sum = neg(div(Expm1.of(power), other));
        Var t = Exp.of(power);
        Var coefficient = c(1);
        for (int k = 1; k <= SERIES; k++) {
            t = mul(t, ratio);
            coefficient = mul(coefficient, mul(sub(k, p), mul(edge, 1.0 / k)));
            sum = add(sum, mul(coefficient, div(sub(1, t), add(other, k))));
        }
        return sum;
    }

    /** {@code log(u^p w^q / B(p, q))}, by p where p is raised, at the place where the integral begins. */
    private Var logFront() {
        Var large = and(Elementwise.not(small()), Elementwise.greaterOrEqual(q, c(RAISED_BELOW)));
        return select(large, centred(), sub(add(mul(p, logFromU()), mul(q, logFromW())), logConstant()));
    }

    /** {@code log B(p, q)}, or that of {@code p B(p, q)} for a p that is raised, which does not grow as p falls to 0. */
    private Var logConstant() {
        Var small = small();
        Var both = and(small, lt(q, 1));
        Var beta = Lbeta.of(select(small, add(p, 1), p), select(both, add(q, 1), q));
        Var n = select(small, n(), 1);
        Var one = Log.of(n);
        Var two = add(Log1p.of(n), Log.of(select(both, div(n, q), 1)));
        return add(beta, select(small, select(both, two, one), 0));
    }

    /** Loader's form: deviances from the mean, half the log of the spread, and what Stirling's formula leaves. */
    private Var centred() {
        Var own = Elementwise.maximum(p, c(RAISED_BELOW));
        Var other = Elementwise.maximum(q, c(RAISED_BELOW));
        Var n = add(own, other);
        Var d = distance();
        Var down = neg(div(d, own));
        Var nearMean = Log1pMinus.of(down);
        Var farOff = sub(add(logU, Log.of(div(n, own))), down);
        Var deviance = fma(own, select(lt(down, -0.5), farOff, nearMean), mul(other, Log1pMinus.of(div(d, other))));
        Var spread = mul(sub(add(Log.of(own), Log.of(div(other, n))), LOG_2PI), 0.5);
        Var stirling = sub(add(Lgamma.remainder(own), Lgamma.remainder(other)), Lgamma.remainder(n));
        return sub(add(deviance, spread), stirling);
    }

    /** The log of the tail. */
    Var log() {
        return add(logFront(), Log.of(rest()));
    }

    /** By how much the log of the tail changes with the log-odds of u. */
    Var steepness() {
        Var back = add(mul(p, sub(logU, logFromU())), mul(q, sub(logW, logFromW())));
        Var front = mul(select(small(), p, 1), select(near(), Exp.of(back), 1));
        return div(front, rest());
    }

    /** The derivative of the log of the tail by p: below 0. */
    Var slopeByOwn() {
        Var plain = add(logFromU(), digammaFromOneMore());
        Var own = Elementwise.maximum(p, c(RAISED_BELOW));
        Var down = neg(div(distance(), own));
        Var n = add(own, q);
        Var ratio = select(lt(down, -0.5), add(logFromU(), Log.of(div(n, own))), Log1p.of(down));
        Var front = select(small(), plain, add(ratio, smallTerms(own, q)));
        return add(front, Partial.by(p, shape -> Log.of(with(shape, q).rest())));
    }

    /** {@code digamma(p + q) - digamma(p + 1)}. */
    private Var digammaFromOneMore() {
        Var less = lt(q, 1);
        Var difference = DigammaDifference.of(add(p, select(less, q, 1)), abs(sub(q, 1)));
        return select(less, neg(difference), difference);
    }

    /** The derivative of the log of the tail by q: above 0. */
    Var slopeByOther() {
        Var large = gt(q, RAISED_BELOW);
        Var other = Elementwise.maximum(q, c(RAISED_BELOW));
        Var centred = add(Log1p.of(div(distance(), other)), smallTerms(other, p));
        Var front = select(large, centred, add(logFromW(), DigammaDifference.of(q, p)));
        return add(front, Partial.by(q, shape -> Log.of(with(p, shape).rest())));
    }

    /** {@code digamma(x + d) - digamma(x) - log((x + d) / x)}. */
    private static Var smallTerms(Var x, Var d) {
        Var here = reciprocal(x);
        Var there = reciprocal(add(x, d));
        return mul(mul(mul(d, here), there), Digamma.smallTerms(here, there));
    }
}
