package ppl.graph.math.kernel;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.bits;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.k;
import static ppl.graph.math.kernel.Exact.le;
import static ppl.graph.math.kernel.Exact.mask;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.real;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.shl;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;

/**
 * Sine and cosine of {@code x = n pi/2 + r}, {@code |r| <= pi/4}, with r as an unevaluated sum. The fused multiply-add
 * makes {@code x - n P} exact for the leading 53 bits P of pi/2, so two more parts of pi/2 give every bit that r needs
 * for {@code |x| <= 2^40}.
 *
 * @param sine of r
 * @param cosine of r
 * @param quadrant an int64 whose two low bits are n mod 4
 */
public record CircleKernel(Var sine, Var cosine, Var quadrant) {

    /** Beyond this the result is NaN: neighbouring arguments lie 1e-4 apart there, so their sines mean nothing. */
    public static final double MOST = 0x1p40;

    private static final double TWO_BY_PI = 0x1.45f306dc9c883p-1;
    private static final double HALF_PI = 0x1.921fb54442d18p0;
    private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
    private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;
    private static final double ROUND = 0x1.8p52;

    /** (sin(r) / r - 1) / r^2 in r^2; error below 2^-58. */
    private static final double[] SINE = {
        -0x1.5555555555549p-3,
        0x1.111111110f8a4p-7,
        -0x1.a01a019c15b51p-13,
        0x1.71de357aaead1p-19,
        -0x1.ae5e683c7b0c7p-26,
        0x1.5d9384d6ccd2fp-33
    };

    /** (cos(r) - 1 + r^2 / 2) / r^4 in r^2; error below 2^-64. */
    private static final double[] COSINE = {
        0x1.555555555554cp-5,
        -0x1.6c16c16c1521dp-10,
        0x1.a01a019cbf10ep-16,
        -0x1.27e4f8126b29fp-22,
        0x1.1ee9f116e707cp-29,
        -0x1.8fb10e7cf8a0bp-37
    };

    /** Sine and cosine of the rest of x. */
    public static CircleKernel of(Var x) {
        Var t = fma(x, TWO_BY_PI, ROUND);
        Var n = sub(t, ROUND);
        Var r1 = fma(n, -HALF_PI, x);
        Var w = mul(n, HALF_PI_2);
        Var wLow = fma(n, HALF_PI_2, neg(w));
        Var sum = sub(r1, w);
        Var part = sub(sum, r1);
        Var error = sub(sub(r1, sub(sum, part)), add(w, part));
        Var low = fma(n, -HALF_PI_3, sub(error, wLow));
        Var r = add(sum, low);
        Var rLow = add(sub(sum, r), low);
        Var z = mul(r, r);
        Var sine = add(r, fma(mul(z, r), poly(z, SINE), rLow));
        Var half = mul(z, 0.5);
        Var one = sub(1, half);
        Var rest = fma(mul(z, z), poly(z, COSINE), neg(mul(r, rLow)));
        Var cosine = add(one, add(sub(sub(1, one), half), rest));
        return new CircleKernel(sine, cosine, bits(t));
    }

    /** The sine of x turned by {@code quarters} right angles; NaN beyond {@link #MOST}. */
    public Var turned(Var x, int quarters) {
        Var turns = add(quadrant, k(quarters));
        Var y = select(Elementwise.equal(mask(turns, 1), k(1)), cosine, sine);
        Var signed = real(Elementwise.xor(bits(y), shl(mask(turns, 2), 62)));
        return select(le(abs(x), MOST), signed, Double.NaN);
    }
}
