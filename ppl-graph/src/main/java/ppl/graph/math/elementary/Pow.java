package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.atLeast;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.bits;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.k;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Bivariate;
import ppl.graph.math.kernel.ExpKernel;
import ppl.graph.math.kernel.LogKernel;
import ppl.graph.math.logistic.XLogY;

/**
 * Powers: {@code exp(y log |x|)} with the logarithm and the product in twice the precision, and a sign where y is odd.
 *
 * <p><b>Numerics</b>: at most 1.5 ulp (worst seen 1.12 over 6.5e5 points). Special cases are those of {@link
 * StrictMath#pow}: 1 where y is 0; NaN for finite x &lt; 0 and y that is not whole. Where x is proved to be at least 0,
 * the sign of zeros is not looked at.
 */
public record Pow() implements Bivariate {

    private static final int MOST_PRODUCTS = 16;

    /** {@code x} to the power {@code y}. */
    public static Var of(Var x, Var y) {
        return Bivariate.at(new Pow(), x, y);
    }

    /** {@code x} to a fixed power: products for whole exponents up to 16, a root for 1/2, else the general function. */
    public static Var of(Var x, double y) {
        if (y == 0.5) {
            return Elementwise.sqrt(x);
        }
        if (y != Math.rint(y) || Math.abs(y) > MOST_PRODUCTS) {
            return of(x, Var.constant(x.dtype().isFloat() ? x.dtype() : DType.F64, y));
        }
        if (y == 0) {
            return Creation.onesLike(x);
        }
        int n = (int) Math.abs(y);
        Var power = x;
        for (int bit = Integer.highestOneBit(n) >> 1; bit > 0; bit >>= 1) {
            power = mul(power, power);
            power = (n & bit) != 0 ? mul(power, x) : power;
        }
        return y < 0 ? Elementwise.divide(1.0, power) : power;
    }

    @Override
    public String name() {
        return "pow";
    }

    @Override
    public Var value(Var x, Var y) {
        Var a = abs(x);
        LogKernel.Pair log = LogKernel.logDouble(a);
        Var finite = select(lt(a, Double.POSITIVE_INFINITY), log.high(), a);
        Var high = select(eq(a, 0), Double.NEGATIVE_INFINITY, finite);
        Var product = mul(y, high);
        Var productLow = fma(y, log.low(), fma(y, high, neg(product)));
        Var low = select(lt(abs(product), 800), productLow, 0);
        Var e = atMost(710, atLeast(-746, product));
        Var t = ExpKernel.rounded(e, ExpKernel.ROUND);
        Var q = ExpKernel.q(add(ExpKernel.rest(e, sub(t, ExpKernel.ROUND)), low));
        Var power = select(eq(y, 0), 1, ExpKernel.scale(add(q, 1), t));
        return x.range().isNonNegative() ? power : signed(x, y, power);
    }

    private static Var signed(Var x, Var y, Var power) {
        Var whole = isWhole(y);
        Var odd = and(whole, Elementwise.not(isWhole(mul(y, 0.5))));
        Var minus = and(odd, Elementwise.less(bits(x), k(0)));
        Var outside = and(and(lt(x, 0), Elementwise.not(whole)), lt(abs(x), Double.POSITIVE_INFINITY));
        return select(outside, Double.NaN, select(minus, neg(power), power));
    }

    private static Var isWhole(Var y) {
        return Elementwise.equal(Elementwise.rint(y), y);
    }

    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return select(eq(y, 0), 0, mul(y, of(x, sub(y, 1))));
    }

    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return XLogY.of(z, x);
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        return x.isNonNegative() ? Interval.NON_NEGATIVE : Interval.ALL;
    }
}
