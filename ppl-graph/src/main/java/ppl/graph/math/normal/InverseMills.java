package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.MillsKernel;

/**
 * The inverse Mills ratio {@code phi(x) / Phi(x)} of the standard normal law, the derivative of {@link LogNdtr}: from
 * the scaled tail below 0, so that nothing underflows; it goes to {@code -x} there.
 *
 * <p><b>Numerics</b>: at most 4 ulp (worst seen 3.1 over 7e5 points). 93 operations and 2 divisions.
 */
public record InverseMills() implements Univariate {

    private static final double SQRT_2_BY_PI = 0.797884560802865355879892119869;

    /** {@code phi(x) / Phi(x)}. */
    public static Var of(Var x) {
        return Univariate.at(new InverseMills(), x);
    }

    @Override
    public String name() {
        return "inverse_mills";
    }

    @Override
    public Var value(Var x) {
        Var below = lt(x, 0);
        Var a = atMost(1e8, abs(x));
        MillsKernel mills = MillsKernel.normal(a);
        Var numerator = select(below, SQRT_2_BY_PI, NormalDensity.ofBounded(atMost(40, a)));
        Var denominator = select(below, mills.scaledTail(), sub(1, mills.tail(atMost(40, a), 0.5, 1)));
        return select(lt(x, -1e8), neg(x), div(numerator, denominator));
    }

    /** {@code -y (x + y)}; for very negative x the sum cancels: relative error about x^2 ulp. */
    @Override
    public Var slope(Var x, Var y) {
        return neg(mul(y, add(x, y)));
    }

    @Override
    public Interval bounds(Interval x) {
        return x.isNonNegative() ? Interval.UNIT : Interval.NON_NEGATIVE;
    }
}
