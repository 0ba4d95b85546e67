package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.le;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.kernel.LogKernel;

/**
 * The standard normal quantile of a probability given by its logarithm, for probabilities that float64 cannot hold too:
 * {@link Ndtri}'s two approximations, and beyond {@code log p = -729} the asymptotic equation
 * {@code z^2 = -2 log p - log(2 pi z^2) + 2 log(1 - 1/z^2 + ...)} iterated to the end.
 *
 * <p><b>Numerics</b>: at most 4 ulp, absolute 3e-16 around the zero at -log 2; -inf at -inf, +inf at 0, NaN above.
 */
public record NdtriExp() implements Univariate {

    private static final double LOWER_MIDDLE = -2.56;
    private static final double UPPER_MIDDLE = -0.08045;
    private static final double FAR = -729;
    private static final double LOG_4PI = 2.5310242469692907929778915942694;

    /** 1 / (1 + t) for |t| < 0.01. */
    private static final double[] GEOMETRIC = {1, -1, 1, -1, 1, -1};

    /** log(1 + t) / t for |t| < 0.01. */
    private static final double[] LOG1P = {1, -1 / 2.0, 1 / 3.0, -1 / 4.0, 1 / 5.0, -1 / 6.0, 1 / 7.0};

    /** log(1 - s + 3 s^2 - 15 s^3 + ...) / s, the asymptotic series of the upper tail in s = 1/z^2. */
    private static final double[] MILLS = {-1, 5 / 2.0, -37 / 3.0, 353 / 4.0, -4081 / 5.0};

    /** The number that a standard normal variable does not exceed with probability {@code exp(y)}. */
    public static Var of(Var y) {
        return Univariate.at(new NdtriExp(), y);
    }

    @Override
    public String name() {
        return "ndtri_exp";
    }

    @Override
    public Var value(Var y) {
        Var e = Expm1.of(y);
        Var upper = gt(y, UPPER_MIDDLE);
        Var middle = and(gt(y, LOWER_MIDDLE), le(y, UPPER_MIDDLE));
        Var far = lt(y, FAR);
        Var argument = select(upper, neg(e), select(middle, mul(mul(neg(e), 4), add(e, 1)), neg(y)));
        Var log = LogKernel.ends(argument, 0, LogKernel.log(argument));
        Var tail = Ndtri.tail(sqrt(select(upper, neg(log), neg(y))));
        Var lower = select(far, far(y, log), tail);
        Var z = select(middle, Ndtri.middle(add(e, 0.5), neg(log)), select(upper, tail, neg(lower)));
        Var end = select(eq(y, 0), Double.POSITIVE_INFINITY, select(lt(y, 0), y, Double.NaN));
        return select(and(lt(y, 0), gt(y, Double.NEGATIVE_INFINITY)), z, end);
    }

    /** z for {@code log Q(z) = y} with y below -729, given log(-y): {@code w = z^2 / (-2 y)} is nearly 1. */
    private static Var far(Var y, Var logMinusY) {
        Var s = mul(reciprocal(y), -0.5); // 1 / (-2 y)
        Var level = add(logMinusY, LOG_4PI); // log(2 pi (-2 y))
        Var t = mul(neg(s), level);
        for (int i = 0; i < 4; i++) {
            Var inverse = mul(s, poly(t, GEOMETRIC)); // s / w = 1 / z^2
            Var logs = fma(t, neg(poly(t, LOG1P)), mul(mul(inverse, poly(inverse, MILLS)), 2));
            t = mul(s, sub(logs, level));
        }
        Var root = mul(sqrt(mul(y, -0.5)), 2);
        // sqrt(1 + t) - 1 = t / (1 + sqrt(1 + t))
        return fma(root, mul(t, reciprocal(add(sqrt(add(t, 1)), 1))), root);
    }

    /** {@code Phi(z) / phi(z)}. */
    @Override
    public Var slope(Var y, Var z) {
        return reciprocal(InverseMills.of(z));
    }

    @Override
    public Interval bounds(Interval y) {
        return Interval.of(
                y.lo() >= -0.693 ? 0 : Double.NEGATIVE_INFINITY, y.hi() <= -0.6932 ? 0 : Double.POSITIVE_INFINITY);
    }
}
