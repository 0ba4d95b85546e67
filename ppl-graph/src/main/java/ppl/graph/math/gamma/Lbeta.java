package ppl.graph.math.gamma;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Bivariate;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;

/**
 * The logarithm of the beta function, {@code lgamma(a) + lgamma(b) - lgamma(a + b)} for positive a and b, without the
 * cancellation of large terms: arguments below 3 are shifted by 3 through the recurrence, then Stirling's formulas are
 * subtracted by hand (DiDonato and Morris, ACM TOMS 18, 1992, algorithm 708, have the same terms). The logarithm of the
 * binomial coefficient is {@code -log(n + 1) - lbeta(n - k + 1, k + 1)}.
 *
 * <p><b>Numerics</b>: error below 5 ulp or 3e-15; +inf where an argument is 0, NaN below.
 */
public record Lbeta() implements Bivariate {

    private static final double HALF_LOG_2PI = 0.918938533204672741780329736406;
    private static final double SHIFT_BELOW = 3;

    /** {@code log B(a, b)}. */
    public static Var of(Var a, Var b) {
        return Bivariate.at(new Lbeta(), a, b);
    }

    @Override
    public String name() {
        return "lbeta";
    }

    @Override
    public Var value(Var x, Var y) {
        Var a = Elementwise.minimum(x, y);
        Var b = Elementwise.maximum(x, y);
        Var low = lt(a, SHIFT_BELOW);
        Var bothLow = lt(b, SHIFT_BELOW);
        Var p = select(low, add(a, 3), a);
        Var q = select(bothLow, add(b, 3), b);
        Var sum = add(p, q);
        Var ratio = div(p, sum);
        // B(a, b) = B(p, q) * factor; where only a is shifted, (sum / p)^3 is left out of the factor
        Var one = shift(a, b, ratio);
        Var two = mul(mul(quotient(a, b, 0), quotient(a, b, 1)), quotient(a, b, 2));
        Var factor = select(low, select(bothLow, two, one), 1);
        Var weight = select(bothLow, p, a);
        Var stirling = sub(add(Lgamma.remainder(p), Lgamma.remainder(q)), Lgamma.remainder(sum));
        Var rest = add(Log.of(div(factor, sqrt(p))), add(stirling, HALF_LOG_2PI));
        Var y1 = fma(weight, Log.of(ratio), fma(sub(0.5, q), Log1p.of(div(p, q)), rest));
        Var inside = gt(a, 0);
        Var edge = select(eq(a, 0), Double.POSITIVE_INFINITY, Double.NaN);
        return select(inside, select(lt(b, Double.POSITIVE_INFINITY), y1, Double.NEGATIVE_INFINITY), edge);
    }

    /** The product over k < 3 of {@code (a + b + k) r / (a + k)}. */
    private static Var shift(Var a, Var b, Var r) {
        Var s = add(a, b);
        Var first = div(mul(s, r), a);
        Var second = div(mul(add(s, 1), r), add(a, 1));
        Var third = div(mul(add(s, 2), r), add(a, 2));
        return mul(mul(first, second), third);
    }

    /** {@code (a + b + 2k) (a + b + 2k + 1) / ((a + k) (b + k))}. */
    private static Var quotient(Var a, Var b, int k) {
        Var s = add(a, b);
        return div(mul(div(add(s, 2 * k), add(b, k)), add(s, 2 * k + 1)), add(a, k));
    }

    @Override
    public Var slopeX(Var a, Var b, Var z) {
        return neg(DigammaDifference.of(a, b));
    }

    @Override
    public Var slopeY(Var a, Var b, Var z) {
        return neg(DigammaDifference.of(b, a));
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        return Interval.ALL;
    }
}
