package ppl.graph.math.kernel;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.bits;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.real;
import static ppl.graph.math.kernel.Exact.shl;
import static ppl.graph.math.kernel.Exact.shr;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;

/**
 * The parts of which every function with an exponential is made: {@code x = n log 2 + r} with {@code |r| <= 0.3466},
 * {@code exp(x) = 2^n (1 + q)}.
 */
public final class ExpKernel {

    /** log2(e). */
    public static final double LOG2_E = 0x1.71547652b82fep0;
    /** The leading 42 bits of log 2: its product with any |n| below 2048 is exact. */
    public static final double LN2_HIGH = 0x1.62e42fefa3800p-1;
    /** log 2 less {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.ef35793c76730p-45;
    /** Added to n, rounds to a whole number and leaves n + 2046 in the low bits. */
    public static final double ROUND = 0x1.8p52 + 2046;

    /** (exp(r) - 1 - r) / r^2 on |r| <= log(2)/2; error below 2^-57.8 of exp(r). */
    static final double[] EXP = {
        0x1.000000000000ap-1,
        0x1.5555555555526p-3,
        0x1.55555555508eep-5,
        0x1.111111111ff55p-7,
        0x1.6c16c183ddc96p-10,
        0x1.a01a0149c6ce6p-13,
        0x1.a0199b0b997cbp-16,
        0x1.71deeeedf524bp-19,
        0x1.28ac7967b009dp-22,
        0x1.adc3eaaa007fep-26
    };

    private ExpKernel() {}

    /** n + {@code round}, where n is {@code x / log 2} rounded to a whole number. */
    public static Var rounded(Var x, double round) {
        return fma(x, LOG2_E, round);
    }

    /** r for the n in {@code t}, in two steps; {@code low} is added in the second. */
    public static Var rest(Var x, Var n) {
        return fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    }

    /** exp(r) - 1, relative to exp(r). */
    public static Var q(Var r) {
        return fma(mul(r, r), poly(r, EXP), r);
    }

    /** exp(x) for x within [-746, 710], at most 1 ulp off. */
    public static Var exp(Var x) {
        Var t = rounded(x, ROUND);
        return scale(add(q(rest(x, sub(t, ROUND))), 1), t);
    }

    /** {@code p * 2^n}, where {@code t} holds n + 2046 in its low bits; in two factors, so that it rounds only once. */
    public static Var scale(Var p, Var t) {
        Var sum = bits(t);
        Var half = shr(sum, 1);
        return mul(mul(p, real(shl(half, 52))), real(shl(sub(sum, half), 52)));
    }

    /** exp(x) of a Java number within [-746, 710], bit for bit what {@link #exp(Var)} gives. */
    public static double exp(double x) {
        double t = Math.fma(x, LOG2_E, ROUND);
        double n = t - ROUND;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        double p = Math.fma(r * r, Exact.poly(r, EXP), r) + 1;
        long sum = Double.doubleToRawLongBits(t);
        long half = sum >>> 1;
        return p * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble(sum - half << 52);
    }
}
