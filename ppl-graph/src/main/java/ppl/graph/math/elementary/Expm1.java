package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atLeast;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.bits;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.real;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.shl;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.ExpKernel;

/**
 * {@code exp(x) - 1} without cancellation near 0.
 *
 * <p><b>Numerics</b>: at most 1 ulp; the sign of zeros is kept. 40 operations.
 */
public record Expm1() implements Univariate {

    /** (exp(r) - 1 - r) / r^2 on |r| <= log(2)/2; error below 2^-63.5 of exp(r). */
    private static final double[] SERIES = {
        0x1.0000000000000p-1,
        0x1.555555555555dp-3,
        0x1.555555555556cp-5,
        0x1.111111110e549p-7,
        0x1.6c16c16c0a492p-10,
        0x1.a01a01b5f42a0p-13,
        0x1.a01a01e85c360p-16,
        0x1.71ddeaac85e67p-19,
        0x1.27e44b257fd59p-22,
        0x1.af7453a129fafp-26,
        0x1.205086deb00a6p-29
    };

    /** Rounds to a whole number n and leaves n + 1022 in the low bits. */
    private static final double ROUND = 0x1.8p52 + 1022;

    /** {@code e^x - 1}. */
    public static Var of(Var x) {
        return Univariate.at(new Expm1(), x);
    }

    @Override
    public String name() {
        return "expm1";
    }

    @Override
    public Var value(Var x) {
        return select(lt(abs(x), 0x1p-54), x, large(x));
    }

    /** The value where |x| is at least 2^-54; loses the sign of zero and bits of subnormal numbers. */
    static Var large(Var argument) {
        Var x = atMost(709.8, atLeast(-45, argument));
        Var t = ExpKernel.rounded(x, ROUND);
        Var n = sub(t, ROUND);
        Var r0 = fma(n, -ExpKernel.LN2_HIGH, x);
        Var r = fma(n, -ExpKernel.LN2_LOW, r0);
        Var rLow = fma(n, -ExpKernel.LN2_LOW, sub(r0, r));
        Var q = mul(r, r);
        Var qLow = fma(r, r, neg(q));
        Var low = fma(q, poly(r, SERIES), fma(qLow, 0.5, rLow));
        // Half the result, so that 2^(n-1) is finite for every n: (2^(n-1) - 1/2) + 2^(n-1) (r + low), the sum of the
        // large parts with its rounding error e.
        Var power = real(shl(bits(t), 52));
        Var a = sub(power, 0.5);
        Var b = mul(power, r);
        Var sum = add(a, b);
        Var e = add(sub(b, sub(sum, a)), sub(sub(power, a), 0.5));
        Var half = add(sum, fma(power, low, e));
        return add(half, half);
    }

    /** {@code exp(x)}, which is {@code y + 1} only where y is not near -1. */
    @Override
    public Var slope(Var x, Var y) {
        return Exp.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::expm1, new Interval(-1, Double.POSITIVE_INFINITY));
    }
}
