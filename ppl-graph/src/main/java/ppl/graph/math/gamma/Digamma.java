package ppl.graph.math.gamma;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Log;

/**
 * The derivative of lgamma. On [1, 2] it is {@code (x - x0) (1 + P/Q)} about its zero {@code x0 = 1.46163...}, which
 * one step of the recurrence extends to (0, 3); from 3 the asymptotic formula with a minimax remainder in 1/x^2;
 * negative arguments are reflected.
 *
 * <p><b>Numerics</b>: for x > 0 at most 4 ulp (worst seen 3.96 over 8.6e5 points), near the zero too. For x &lt; 0 the
 * absolute error is a few ulp of the larger of digamma(1 - x) and pi cot(pi x). -inf at 0, +inf at -0, NaN at negative
 * whole numbers. 86 operations and 2 divisions where x is proved to be at least 0, else 114 and 3.
 */
public record Digamma() implements Univariate {

    /** 3/2 less the zero. */
    private static final double FROM_ZERO = 0x1.3a4f395283812p-5;

    private static final double FROM_ZERO_LOW = 0x1.e563779a1f5b1p-60;

    /** P and Q in x - 3/2; error below 2^-54. */
    private static final double[] P = {
        -0x1.90f34478c9e9ap-5,
        -0x1.0085f123270f3p-1,
        -0x1.e4686d61b941dp-2,
        -0x1.425e437408d47p-3,
        -0x1.51dc57305876ep-6,
        -0x1.bd96641f6e84cp-11,
        -0x1.da93b3e530962p-23
    };

    private static final double[] Q = {
        0x1.0000000000000p+0,
        0x1.94cee9ec75a17p+0,
        0x1.c960b7281fe44p-1,
        0x1.c982f41eb1731p-3,
        0x1.8c855c373c6b5p-6,
        0x1.c7e305bb971fbp-11
    };

    /** x^2 (log x - 1/(2x) - digamma(x)) in 1/x^2, x >= 3; error of digamma below 2^-56. */
    private static final double[] ASYMPTOTIC = {
        0x1.55555555551ebp-4,
        -0x1.1111110d4daedp-7,
        0x1.04103b427b365p-8,
        -0x1.110edaf0f72b9p-8,
        0x1.effbbfcdf1872p-8,
        -0x1.54e1797047edcp-6,
        0x1.370927ed26b95p-4,
        -0x1.38de740236c3bp-2,
        0x1.15abb3119b7d6p+0,
        -0x1.57ed5a7b32bbcp+1,
        0x1.a147a28030a65p+1
    };

    /** {@code d/dx log |Gamma(x)|}. */
    public static Var of(Var x) {
        return Univariate.at(new Digamma(), x);
    }

    @Override
    public String name() {
        return "digamma";
    }

    @Override
    public Var value(Var x) {
        if (x.range().isNonNegative()) {
            return positive(x);
        }
        Var below = lt(x, 0);
        Var y = positive(select(below, sub(1, x), x));
        return select(below, sub(y, Reflection.at(x).cotangent()), y);
    }

    private static Var positive(Var x) {
        Var below1 = lt(x, 1);
        Var below2 = lt(x, 2);
        Var below3 = lt(x, 3);
        Var t = select(below3, sub(x, select(below1, 0.5, select(below2, 1.5, 2.5))), 0);
        Var w = select(below2, x, select(below3, sub(x, 1), x));
        Var q = poly(t, Q);
        Var inverse = reciprocal(mul(q, w)); // one division for P/Q and 1/w; from 3 on, q is 1
        Var v = mul(q, inverse);
        Var ratio = select(lt(abs(w), 1e-300), 0, mul(mul(poly(t, P), w), inverse));
        Var d = add(add(t, FROM_ZERO), FROM_ZERO_LOW);
        Var core = add(fma(d, ratio, d), select(below1, neg(v), select(below2, 0, v)));
        Var z = mul(v, v);
        Var asymptotic = add(Log.of(x), fma(v, -0.5, neg(mul(z, poly(z, ASYMPTOTIC)))));
        return select(below3, core, asymptotic);
    }

    /** {@code log x - digamma(x)} for x of at least 3, where the two hardly differ. */
    public static Var belowLog(Var x) {
        Var v = reciprocal(x);
        Var z = mul(v, v);
        return fma(v, 0.5, mul(z, poly(z, ASYMPTOTIC)));
    }

    /**
     * {@code (h(u) - h(v)) / (u - v)} for the small terms {@code h(u) = u/2 + u^2/12 - ...} of
     * {@code log x - digamma(x)} with {@code u = 1/x}, both at most 1/3: no difference is taken.
     */
    public static Var smallTerms(Var u, Var v) {
        Var z1 = mul(u, u);
        Var z2 = mul(v, v);
        // Horner's rule for the polynomial at z1 and, beside it, for its divided difference between z1 and z2
        Var value = c(ASYMPTOTIC[ASYMPTOTIC.length - 1]);
        Var difference = value;
        for (int k = ASYMPTOTIC.length - 2; k >= 0; k--) {
            value = fma(value, z1, ASYMPTOTIC[k]);
            difference = fma(difference, z2, value);
        }
        return fma(add(u, v), difference, 0.5);
    }

    @Override
    public Var slope(Var x, Var y) {
        return Trigamma.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return x.lo() >= 1.5 ? Interval.NON_NEGATIVE : Interval.ALL;
    }
}
