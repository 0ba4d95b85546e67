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
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.normal.NdtriExp;

/**
 * The inverse of a regularised incomplete gamma function: the x at which {@code P(a, x)}, or {@code Q(a, x)} ({@code upper}), is a
 * probability, which may be given by its log. Halley's iteration on the log of the smaller tail by log x, from the estimate of
 * Wilson and Hilferty or from the first term of the power series; it takes 3 to 6 steps.
 *
 * <p><b>Numerics</b>: x has the tail that it should within a few ulp of the log of it; where the density is small beside the tail, that is all
 * that determines x. 0 where {@code P} is to be 0 and below the least double, inf where it is to be 1. NaN for probabilities
 * outside of [0, 1] and shapes that are not positive and finite. The slopes are those of the implicit function.
 *
 * @param upper true for Q
 * @param isLog true if the log of the probability is given
 */
public record GammaQuantile(boolean upper, boolean isLog) implements Multivariate {

    private static final double LEAST_NORMAL = 1e-300;

    /** The quantile of shape {@code a} at a probability, or at the log of one. */
    public static Var of(boolean upper, boolean isLog, Var a, Var p) {
        return Multivariate.at(new GammaQuantile(upper, isLog), a, p);
    }

    @Override
    public String name() {
        return (upper ? "gammainccinv" : "gammaincinv") + (isLog ? "_exp" : "");
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Var value(List<Var> xs) {
        Var p = xs.get(1);
        Var usable = LogGammaTail.positive(xs.get(0));
        Probability given = Probability.of(p, upper, isLog);
        Var inside = and(usable, given.inside());
        Var a = select(inside, xs.get(0), 1);
        Var log = Root.of(start(a, given), y -> at(a, Exp.of(y), y, given));
        Var x = Exp.of(log);
        Var normal = gt(x, LEAST_NORMAL);
        Var safe = select(normal, x, 1);
        Var mended = Elementwise.fma(
                x, select(normal, at(a, safe, Log.of(safe), given).step(), 0), x);
        Var none = Probability.isNone(p, isLog);
        Var all = Probability.isAll(p, isLog);
        Var end = select(upper ? all : none, 0, select(upper ? none : all, Double.POSITIVE_INFINITY, Double.NaN));
        return select(inside, mended, select(usable, end, Double.NaN));
    }

    /** The log of the tail at x less what it should be, as a function of log x. */
    private static Root.Point at(Var a, Var x, Var logX, Probability given) {
        GammaTail tail = GammaTail.of(a, x, logX);
        Var log = tail.log();
        Var same = Elementwise.equal(tail.lower(), given.lower());
        Var steep = tail.steepness();
        Var size = select(same, steep, mul(steep, GammaTail.odds(log)));
        Var slope = select(given.lower(), size, neg(size));
        Var value = sub(select(same, log, Log1mexp.of(log)), given.log());
        return new Root.Point(value, slope, sub(sub(a, x), slope));
    }

    /** Log x to begin with. */
    private static Var start(Var a, Probability given) {
        Var z = NdtriExp.of(given.log());
        Var third = div(c(1.0 / 3), sqrt(a));
        Var cube = add(sub(1, mul(third, third)), mul(third, select(given.lower(), z, neg(z))));
        Var wilson = mul(mul(mul(cube, cube), cube), a);
        // P(a, x) is at most x^a / Gamma(a + 1), and the upper tail at a + sqrt(2 a t) + t at most exp(-t)
        Var logLower = select(given.lower(), given.log(), Log1mexp.of(given.log()));
        Var power = div(add(logLower, Lgamma.of(add(a, 1))), a);
        Var t = neg(given.log());
        Var most = Log.of(add(add(a, sqrt(mul(mul(a, 2), t))), t));
        Var byNormal = select(gt(cube, 0.1), Log.of(select(gt(cube, 0.1), wilson, 1)), power);
        Var low = Elementwise.maximum(power, byNormal);
        Var smallShape = lt(a, 1);
        Var beyond1 = Log.of(Elementwise.maximum(sub(t, Lgamma.of(a)), c(1)));
        Var high = select(smallShape, select(lt(power, 0), power, beyond1), Elementwise.minimum(byNormal, most));
        return select(given.lower(), select(smallShape, power, low), high);
    }

    @Override
    public List<@Nullable Var> slopes(List<Var> xs, Var x) {
        Var a = xs.get(0);
        Var p = xs.get(1);
        Var[] at = {a, x};
        Var log = LogGammaTail.of(upper, a, x);
        Var byX = Multivariate.at(new GammaTailSlope(upper, false), at);
        Var byShape = Multivariate.at(new GammaTailSlope(upper, true), at);
        Var byLog = reciprocal(byX);
        return List.of(neg(div(byShape, byX)), isLog ? byLog : mul(byLog, Exp.of(neg(log))));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_NEGATIVE;
    }
}
