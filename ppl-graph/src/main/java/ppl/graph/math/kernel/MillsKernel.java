package ppl.graph.math.kernel;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;

/**
 * The scaled tail of the normal law, one approximation for all {@code a >= 0}: {@code P(a) = (1 + beta a)
 * erfcx(a / sqrt(2))} with {@code beta = 1.25} stays within [0.99, 1.19]; it is {@code 1 + u S(t)} with
 * {@code t = (a - 5) / (a + 5)}, {@code u = 1 + t} and a polynomial S. The idea of one polynomial in such a t is
 * Shepherd and Laframboise's (Mathematics of Computation 36, 1981); prefactor, pole and coefficients are our own.
 *
 * @param w {@code 1 / (1 + beta a)}, rounded
 * @param wError relative correction of w
 * @param v {@code P - 1}
 */
public record MillsKernel(Var w, Var wError, Var v) {

    private static final double BETA = 1.25;
    private static final double POLE = 5;
    private static final double SQRT2 = 0x1.6a09e667f3bcdp0;
    /** 1.25 sqrt(2) less its float64. */
    private static final double BETA_SQRT2_LOW = -0x1.2d481189efd6bp-54;

    /** S, error of P below 2^-55. */
    private static final double[] S = {
        0x1.d864303d4c847p-4,
        -0x1.17057b5a641d7p-2,
        0x1.2b082c3bd7b43p-2,
        -0x1.d006d6d1a3d7ap-3,
        0x1.17d9787b3b9abp-3,
        -0x1.047d23248e4d5p-4,
        0x1.5aeaf18016c9fp-6,
        -0x1.e2501768031f9p-9,
        -0x1.4529fd536d4a8p-11,
        0x1.2c2d3f530b5b4p-11,
        -0x1.6ac6bfca7e865p-14,
        -0x1.92b613c8f1eb5p-15,
        0x1.4e9d332c81878p-16,
        0x1.c0462b986d06fp-19,
        -0x1.aa9b80848b5abp-19,
        -0x1.c66cc38796a19p-23,
        0x1.08c8e87332db3p-21,
        0x1.22635198cb95dp-26,
        -0x1.4d808c3008c6ap-24,
        -0x1.5a8ff9696e5e4p-29,
        0x1.7b9d4e9a22e4ep-27,
        0x1.217cd51371afep-32,
        -0x1.0f80650e073cbp-30,
        0x1.2838bf94a6bc0p-36
    };

    /** At a >= 0: {@code erfcx(a / sqrt(2)) = w (1 + wError) (1 + v)}. */
    public static MillsKernel normal(Var a) {
        return of(a, BETA, 0, POLE);
    }

    /** At a >= 0: {@code erfcx(a) = w (1 + wError) (1 + v)}. */
    public static MillsKernel erf(Var a) {
        return of(a, BETA * SQRT2, BETA_SQRT2_LOW, POLE / SQRT2);
    }

    private static MillsKernel of(Var a, double beta, double betaLow, double pole) {
        Var s = fma(a, beta, 1);
        Var exactLow = fma(a, beta, sub(1, s));
        Var sLow = betaLow == 0 ? exactLow : fma(a, betaLow, exactLow);
        Var q = add(a, pole);
        Var inverse = reciprocal(mul(s, q)); // one division for both reciprocals
        Var w = mul(inverse, q);
        Var u = mul(add(a, a), mul(inverse, s));
        Var v = mul(u, poly(sub(u, 1), S));
        return new MillsKernel(w, fma(neg(w), sLow, fma(neg(w), s, c(1))), v);
    }

    /** The approximated function itself, {@code w (1 + wError) (1 + v)}, rounded once. */
    public Var scaledTail() {
        LogKernel.Pair g = pair();
        return add(g.high(), g.low());
    }

    /** The approximated function as an unevaluated sum. */
    public LogKernel.Pair pair() {
        Var p = add(v, 1);
        Var pLow = sub(v, sub(p, 1));
        Var g = mul(w, p);
        return new LogKernel.Pair(g, fma(w, pLow, fma(g, wError, fma(w, p, neg(g)))));
    }

    /**
     * {@code exp(-scale a^2) erfcx / 2^halvings}, rounded once where it is subnormal; a at most 40.
     *
     * @param scale 1/2 for the normal law, 1 for erfc
     */
    public Var tail(Var a, double scale, int halvings) {
        double round = ExpKernel.ROUND - halvings;
        Var square = mul(a, a);
        Var t = ExpKernel.rounded(mul(square, -scale), round);
        Var q = gaussQ(a, square, -scale, sub(t, round));
        LogKernel.Pair g = pair();
        return ExpKernel.scale(add(g.high(), fma(g.high(), q, fma(g.low(), q, g.low()))), t);
    }

    /** {@code exp(scale a^2) 2^doublings}, at most 1 ulp off; |a| at most 40. */
    public static Var gauss(Var a, double scale, int doublings) {
        double round = ExpKernel.ROUND + doublings;
        Var square = mul(a, a);
        Var t = ExpKernel.rounded(mul(square, scale), round);
        return ExpKernel.scale(add(gaussQ(a, square, scale, sub(t, round)), 1), t);
    }

    /** {@code exp(scale a^2) / 2^n - 1} with the square to twice the precision. */
    private static Var gaussQ(Var a, Var square, double scale, Var n) {
        Var squareLow = fma(a, a, neg(square));
        Var low = fma(n, -ExpKernel.LN2_LOW, mul(squareLow, scale));
        return ExpKernel.q(add(fma(n, -ExpKernel.LN2_HIGH, mul(square, scale)), low));
    }
}
