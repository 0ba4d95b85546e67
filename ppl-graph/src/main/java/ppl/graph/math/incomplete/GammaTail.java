package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Log1pMinus;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.Lgamma;

/**
 * The smaller tail of a gamma law of shape a and rate 1 at x, from which the other follows without loss. With
 * {@code t = x exp(v)} above x and {@code t = x exp(-v)} below, a tail is {@code x^a exp(-x) / Gamma(a)} times the integral of
 * {@code exp(-h)} with
 *
 * <pre>
 * h = (x - a) v + x (exp(v) - 1 - v)        above, for x of at least a
 * h = (a - x) v + x (exp(-v) - 1 + v)       below, for a of at least 8
 * </pre>
 *
 * which are convex and entire in v. Below, a smaller shape is raised by 8 through the recurrence, whose terms are positive. Above
 * an x less than 1 with a shape less than 1 the integrand is flat over log(1/x): there the part up to 1 is a power series.
 *
 * <p>The front {@code x^a exp(-x) / Gamma(a)} is taken by the deviance of x from a, as Loader does, where a is at least 8.
 *
 * @param a the shape
 * @param x where the tail begins
 * @param lower true where the tail is the lower one
 * @param small true where the shape is less than 8
 * @param near true where a part of the tail is a power series
 * @param from where the integral begins: at x, or at 1 after the series
 * @param logX log of x
 * @param logFrom log of {@code from}
 * @param away {@code (from - a) / a}
 */
record GammaTail(Var a, Var x, Var lower, Var small, Var near, Var from, Var logX, Var logFrom, Var away) {

    private static final double RAISED_BELOW = 8;
    private static final int RAISE = 8;
    private static final double LOG_2PI = 1.8378770664093454835606594728;

    /** Below this log of {@code x^a / Gamma(a + 1)} the lower tail of a shape less than 1 is computed, above it the upper one. */
    private static final double HALF = -0.4;

    /** Terms of the power series up to 1. */
    private static final int SERIES = 18;

    /** Of a positive finite shape at a positive finite x. */
    static GammaTail of(Var a, Var x) {
        return of(a, x, Log.of(x));
    }

    /** Of a positive finite shape at an x with a finite log, which may itself be too small for a double. */
    static GammaTail of(Var a, Var x, Var logX) {
        Var logPower = sub(mul(a, logX), Lgamma.of(add(a, 1)));
        Var flat = and(lt(a, 1), lt(x, 1));
        Var lower = select(lt(a, 1), and(lt(x, 1), lt(logPower, HALF)), Elementwise.less(x, a));
        Var near = and(flat, Elementwise.not(lower));
        Var from = select(near, 1, x);
        Var logFrom = select(near, 0, logX);
        return new GammaTail(a, x, lower, lt(a, RAISED_BELOW), near, from, logX, logFrom, div(sub(from, a), a));
    }

    /** The same with another shape, of which it is a function while all that was decided stays. */
    private GammaTail with(Var shape) {
        return new GammaTail(shape, x, lower, small, near, from, logX, logFrom, div(sub(from, shape), shape));
    }

    private Var raised() {
        return and(lower, small);
    }

    /** The integral of exp(-h), and what the recurrence and the series add, by {@link #logFront}. */
    Var rest() {
        Var raised = raised();
        Var integral = integral(select(raised, add(a, RAISE), a));
        Var shape = select(raised, a, 1);
        Var at = select(raised, from, 1);
        Var term = select(raised, 1, c(0));
        Var sum = term;
        for (int k = 1; k <= RAISE; k++) {
            term = mul(term, div(at, add(shape, k)));
            sum = k < RAISE ? add(sum, term) : fma(mul(term, add(shape, RAISE)), integral, sum);
        }
        return select(raised, sum, add(integral, select(near, mul(upToOne(), Math.E), 0)));
    }

    private Var integral(Var shape) {
        Var d = select(lower, sub(shape, from), sub(from, shape));
        Panel panel = Panel.upTo(end(shape, d));
        Var v = panel.at();
        Var curve = Panel.expRest(select(panel.spread(lower), neg(v), v));
        return panel.integral(fma(panel.spread(d), v, mul(panel.spread(from), curve)));
    }

    /** Where h has passed the cut: the end for its first two terms, or for x (exp(v) - 1) - a v if sooner, and a step of Newton. */
    private Var end(Var shape, Var distance) {
        Var d = Elementwise.minimum(distance, c(1e150)); // whose square is finite
        Var parabola = div(c(2 * Panel.CUT), add(d, sqrt(fma(d, d, mul(from, 2 * Panel.CUT)))));
        Var u = div(c(Panel.CUT), from);
        Var rate = sub(from, div(shape, add(u, 1)));
        Var further = add(u, div(mul(shape, Log1p.of(u)), Elementwise.maximum(rate, c(Double.MIN_NORMAL))));
        Var v = select(lower, parabola, Elementwise.minimum(parabola, Log1p.of(further)));
        Var curve = Panel.expRest(select(lower, neg(v), v));
        Var h = fma(d, v, mul(from, curve));
        Var slope = fma(from, select(lower, sub(v, curve), add(v, curve)), d);
        return sub(v, div(sub(h, Panel.CUT), slope));
    }

    /** The integral of {@code t^(a-1) exp(-t)} from x to 1, by the power series of the exponential. */
    private Var upToOne() {
        Var shape = select(near, a, 1);
        Var log = select(near, logX, 0);
        Var at = select(near, x, 1);
        Var power = mul(shape, log);
        Var sum = neg(div(Expm1.of(power), shape));
        Var t = Exp.of(power);
        double factorial = 1;
        for (int n = 1; n <= SERIES; n++) {
            t = mul(t, at);
            factorial *= -n;
            sum = add(sum, div(mul(sub(1, t), 1 / factorial), add(shape, n)));
        }
        return sum;
    }

    /** {@code log(x^a exp(-x) / Gamma(a))}, or with {@code Gamma(a + 1)} where the shape is raised. */
    private Var logFront() {
        Var plain = sub(sub(mul(a, logFrom), from), Lgamma.of(select(raised(), add(a, 1), a)));
        Var large = select(small, RAISED_BELOW, a);
        Var deviance = select(lt(away, -0.5), sub(sub(logFrom, Log.of(large)), away), Log1pMinus.of(away));
        Var half = mul(sub(Log.of(large), LOG_2PI), 0.5);
        return select(small, plain, sub(fma(large, deviance, half), Lgamma.remainder(large)));
    }

    /** The log of the tail. */
    Var log() {
        return add(logFront(), Log.of(rest()));
    }

    /** By how much the log of the tail changes with log x: x times the density by the tail, without a sign. */
    Var steepness() {
        Var front = select(raised(), a, select(near, Exp.of(add(sub(mul(a, logX), x), 1)), 1));
        return div(front, rest());
    }

    /** The derivative of the log of the tail by the shape. */
    Var slopeByShape() {
        Var large = select(small, RAISED_BELOW, a);
        Var ratio = select(lt(away, -0.5), sub(logFrom, Log.of(large)), Log1p.of(away));
        Var front = select(
                small, sub(logFrom, Digamma.of(select(raised(), add(a, 1), a))), add(ratio, Digamma.belowLog(large)));
        return add(front, Partial.by(a, shape -> Log.of(with(shape).rest())));
    }

    /** The ratio of this tail to the other one. */
    static Var odds(Var log) {
        return reciprocal(Expm1.of(neg(log)));
    }
}
