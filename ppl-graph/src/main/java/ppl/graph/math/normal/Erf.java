package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Exp;

/**
 * The error function {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x: a polynomial near 0,
 * {@code 1 - erfc} beyond 0.65.
 *
 * <p><b>Numerics</b>: at most 1 ulp (worst seen 0.91 over 10^6 points); the sign of zeros is kept. 98 operations and a
 * division.
 */
public record Erf() implements Univariate {

    private static final double NEAR = 0.65;
    private static final double TWO_BY_SQRT_PI = 0x1.20dd750429b6dp0;
    private static final double TWO_BY_SQRT_PI_LOW = 0x1.1ae3a914fed80p-56;

    /** (erf(x) / x - 2 / sqrt(pi)) / x^2 in x^2, |x| <= 0.65; error below 2^-57. */
    private static final double[] SERIES = {
        -0x1.812746b0379cdp-2,
        0x1.ce2f21a0405e8p-4,
        -0x1.b82ce31153afcp-6,
        0x1.565bccc13917ep-8,
        -0x1.c02d9e2440e0ep-11,
        0x1.f99f6775a21a1p-14,
        -0x1.f46c9d3f48381p-17,
        0x1.b35a97a55ba7dp-20,
        -0x1.22d0db0400338p-23
    };

    /** The error function. */
    public static Var of(Var x) {
        return Univariate.at(new Erf(), x);
    }

    @Override
    public String name() {
        return "erf";
    }

    @Override
    public Var value(Var x) {
        Var a = abs(x);
        Var z = mul(x, x);
        Var near = fma(x, TWO_BY_SQRT_PI, mul(x, fma(z, poly(z, SERIES), TWO_BY_SQRT_PI_LOW)));
        Var far = sub(1, Erfc.tail(a));
        return select(lt(a, NEAR), near, select(lt(x, 0), neg(far), far));
    }

    /** {@code 2 / sqrt(pi) exp(-x^2)}. */
    static Var density(Var x) {
        return mul(Exp.of(neg(mul(x, x))), TWO_BY_SQRT_PI);
    }

    @Override
    public Var slope(Var x, Var y) {
        return density(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return new Interval(x.lo() >= 0 ? 0 : -1, x.hi() <= 0 ? 0 : 1);
    }
}
