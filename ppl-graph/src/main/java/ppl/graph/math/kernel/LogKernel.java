package ppl.graph.math.kernel;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.bits;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.k;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mask;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.or;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.real;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.shl;
import static ppl.graph.math.kernel.Exact.shr;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;

/**
 * The parts of which every function with a logarithm is made: {@code u = 2^k m} with m in [sqrt(1/2), sqrt(2)),
 * {@code f = m - 1}, {@code s = f / (2 + f)}, {@code log(1 + f) = f - (h - s (h + R(s^2)))} with {@code h = f^2 / 2},
 * which is fdlibm's arrangement of {@code 2 atanh(s)}.
 */
public final class LogKernel {

    static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
    static final long ONE = 0x3ff0000000000000L;
    static final long TWO_POW_52 = 0x4330000000000000L;
    static final long FRACTION = 0xfffffffffffffL;
    static final long EXPONENT = ~FRACTION;

    /** (2 atanh(s) - 2s) / s^3 in s^2, for |s| <= 0.1717; error below 2^-58. */
    static final double[] LOG = {
        0x1.5555555555593p-1,
        0x1.999999997f951p-2,
        0x1.24924942380f8p-2,
        0x1.c71c51ca521f6p-3,
        0x1.74664ccb4fffep-3,
        0x1.39a03e2f5fc01p-3,
        0x1.2f152e6ab24e6p-3
    };

    /** The same on 0 <= s <= 1/3. */
    static final double[] LOG_WIDE = {
        0x1.5555555555535p-1,
        0x1.99999999a0784p-2,
        0x1.249249208a239p-2,
        0x1.c71c741d9f0dbp-3,
        0x1.745cb3d720034p-3,
        0x1.3b1ddea7ed78dp-3,
        0x1.10679ed00f5f8p-3,
        0x1.efda61b531e0bp-4,
        0x1.55a93e4d57ac6p-4,
        0x1.5c7ee8e319282p-3
    };

    private static final double TWO_THIRDS = 0x1.5555555555555p-1;
    private static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;

    /** (2 atanh(s) / s - 2 - 2 s^2 / 3) / s^4 in s^2, for |s| <= 0.1717; error of the logarithm below 2^-66. */
    private static final double[] LOG_DOUBLE = {
        0x1.9999999999995p-2,
        0x1.2492492493194p-2,
        0x1.c71c71c556db1p-3,
        0x1.745d184627bf9p-3,
        0x1.3b135d736a25ep-3,
        0x1.11217efe5d1b0p-3,
        0x1.de13ac2911284p-4,
        0x1.ec184a032fdc5p-4
    };

    private LogKernel() {}

    /**
     * A positive number taken apart.
     *
     * @param shifted bits of u moved so that the exponent field is k + 1023
     * @param exponent k as a float64
     * @param m in [sqrt(1/2), sqrt(2))
     */
    private record Split(Var shifted, Var exponent, Var m) {

        /** Of a normal positive u; k is counted from {@code 1023 + offset}. */
        static Split of(Var u, Var offset) {
            Var i = add(bits(u), k(ONE - SQRT_HALF));
            Var exponent = sub(real(or(shr(i, 52), TWO_POW_52)), offset);
            return new Split(i, exponent, real(add(mask(i, FRACTION), k(SQRT_HALF))));
        }

        /** Of a positive u, subnormal ones too. */
        static Split ofAny(Var u) {
            if (u.range().lo() >= Double.MIN_NORMAL) {
                return of(u, c(0x1p52 + 1023));
            }
            Var tiny = lt(u, Double.MIN_NORMAL);
            return of(select(tiny, mul(u, 0x1p54), u), select(tiny, 0x1p52 + 1023 + 54, 0x1p52 + 1023));
        }
    }

    /** A value as the unevaluated sum of two float64. */
    public record Pair(Var high, Var low) {}

    /** log(u) for finite u > 0, at most 1 ulp off; other arguments are mended by {@link #ends}. */
    public static Var log(Var u) {
        Split x = Split.ofAny(u);
        Var f = sub(x.m, 1);
        Var h = mul(mul(f, 0.5), f);
        Var tail = tail(f, h, mul(x.exponent, ExpKernel.LN2_LOW), LOG);
        return fma(x.exponent, ExpKernel.LN2_HIGH, sub(f, sub(h, tail)));
    }

    /** log(u) for finite u > 0 with an error of about 2^-57 of max(1, |log u|). */
    public static Pair logPair(Var u) {
        Split x = Split.ofAny(u);
        Var f = sub(x.m, 1);
        Var h = mul(mul(f, 0.5), f);
        Var d = sub(h, tail(f, h, mul(x.exponent, ExpKernel.LN2_LOW), LOG));
        Var a = mul(x.exponent, ExpKernel.LN2_HIGH);
        Var b = sub(f, d);
        Var high = add(a, b);
        return new Pair(high, add(sub(b, sub(high, a)), sub(sub(f, b), d)));
    }

    /**
     * log(u) for finite u > 0 with a relative error below 2^-65, as a power needs it: {@code 2 s + s^3 R(s^2)} in twice
     * the precision.
     */
    public static Pair logDouble(Var u) {
        Split x = Split.ofAny(u);
        Var f = sub(x.m, 1);
        Var d = add(f, 2);
        Var inverse = reciprocal(d);
        Var s = mul(f, inverse);
        Var sLow = mul(fma(neg(s), sub(f, sub(d, 2)), fma(neg(s), d, f)), inverse);
        Var z = mul(s, s);
        Var zLow = fma(add(s, s), sLow, fma(s, s, neg(z)));
        Var p = mul(z, poly(z, LOG_DOUBLE));
        Var r = add(p, TWO_THIRDS);
        Var rLow = add(sub(p, sub(r, TWO_THIRDS)), TWO_THIRDS_LOW);
        Var cube = mul(s, z);
        Var cubeLow = fma(s, zLow, fma(sLow, z, fma(s, z, neg(cube))));
        Var v = mul(cube, r);
        Var vLow = fma(cube, rLow, fma(cubeLow, r, fma(cube, r, neg(v))));
        Var twice = add(s, s);
        Var h = add(twice, v);
        Var hLow = add(sub(v, sub(h, twice)), fma(sLow, 2, vLow));
        Var k = mul(x.exponent, ExpKernel.LN2_HIGH);
        Var sum = add(k, h);
        Var low = add(sub(h, sub(sum, k)), fma(x.exponent, ExpKernel.LN2_LOW, hLow));
        Var high = add(sum, low);
        return new Pair(high, add(sub(sum, high), low));
    }

    /** log(u + d) for normal u > 0 and |d| at most an ulp of u. */
    public static Var logOfNormalSum(Var u, Var d) {
        return logOfSum(Split.of(u, c(0x1p52 + 1023)), d);
    }

    /** log(u + d) for u > 0 and |d| at most an ulp of u; d must be 0 where u is subnormal. */
    public static Var logOfSum(Var u, Var d) {
        return logOfSum(Split.ofAny(u), d);
    }

    /**
     * log(u + d) for normal u of at least 2^-53 and |d| at most an ulp of u, within 1 ulp in fewer operations, and the division waits for u
     * alone: d is added in the end, divided by u, to the few bits that it needs.
     */
    public static Var logOfSumSoon(Var u, Var d) {
        Split x = Split.of(u, c(0x1p52 + 1023));
        Var shrink = real(sub(k(2047L << 52), mask(x.shifted, EXPONENT))); // 2^(1-k), finite for every k
        Var w = mul(mul(d, 0.5), shrink);
        Var f = sub(x.m, 1);
        Var h = mul(mul(f, 0.5), f);
        Var s = div(f, add(f, 2));
        Var z = mul(s, s);
        Var low = fma(x.exponent, ExpKernel.LN2_LOW, fma(mul(s, -2), w, w)); // 1 / (1 + f) is 1 - 2 s + 2 s^2 ...
        Var tail = fma(s, fma(z, poly(z, LOG), h), low);
        return fma(x.exponent, ExpKernel.LN2_HIGH, sub(f, sub(h, tail)));
    }

    private static Var logOfSum(Split x, Var d) {
        Var shrink = real(shl(sub(k(2047), shr(x.shifted, 52)), 52)); // 2^(1-k), finite for every k
        Var w = mul(mul(d, 0.5), shrink);
        Var g = sub(x.m, 1);
        Var f = add(g, w);
        Var h = mul(mul(f, 0.5), f);
        Var tail = tail(f, h, fma(x.exponent, ExpKernel.LN2_LOW, sub(w, sub(f, g))), LOG);
        return fma(x.exponent, ExpKernel.LN2_HIGH, sub(f, sub(h, tail)));
    }

    /** log(1 + e) for e in [0, 1]. */
    public static Var logOnePlusUnit(Var e) {
        Var h = mul(mul(e, 0.5), e);
        Var s = div(e, add(e, 2));
        Var z = mul(s, s);
        return sub(e, sub(h, mul(s, fma(z, poly(z, LOG_WIDE), h))));
    }

    private static Var tail(Var f, Var h, Var low, double[] series) {
        Var s = div(f, add(f, 2));
        Var z = mul(s, s);
        return fma(s, fma(z, poly(z, series), h), low);
    }

    /**
     * {@code y}, but what a logarithm gives at the ends: -inf where {@code x} is {@code zero}, NaN below, x at +inf.
     */
    public static Var ends(Var x, double zero, Var y) {
        boolean above = x.range().lo() > zero;
        Var mended =
                above || x.range().hi() == Double.POSITIVE_INFINITY ? select(lt(x, Double.POSITIVE_INFINITY), y, x) : y;
        return above ? mended : select(gt(x, zero), mended, select(eq(x, zero), Double.NEGATIVE_INFINITY, Double.NaN));
    }

    /** log(x) of a Java number, bit for bit what {@link #log} and {@link #ends} give. */
    public static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x > 0 || Double.isNaN(x) ? x : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        return x < Double.MIN_NORMAL ? logOf(x * 0x1p54, 1023 + 54) : logOf(x, 1023);
    }

    /** log(x) of a normal positive Java number, the same bits without a branch. */
    public static double logOfNormal(double x) {
        return logOf(x, 1023);
    }

    private static double logOf(double x, double bias) {
        long i = Double.doubleToRawLongBits(x) + (ONE - SQRT_HALF);
        double k = Double.longBitsToDouble(i >>> 52 | TWO_POW_52) - (0x1p52 + bias);
        double f = Double.longBitsToDouble((i & FRACTION) + SQRT_HALF) - 1;
        double h = f * 0.5 * f;
        double s = f / (f + 2);
        double z = s * s;
        double tail = Math.fma(s, Math.fma(z, Exact.poly(z, LOG), h), k * ExpKernel.LN2_LOW);
        return Math.fma(k, ExpKernel.LN2_HIGH, f - (h - tail));
    }
}
