package ppl.graph.math.elementary;

import static ppl.graph.function.Elementwise.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Univariate;

/**
 * {@code log(1 + x) - x}, without cancellation near 0: the deviance of Poisson, binomial, gamma and beta densities near
 * their mode.
 *
 * <p><b>Numerics:</b> with {@code s = x / (2 + x)} it is {@code -x s + 2 s^3 (1/3 + s^2/5 + s^4/7 + …)}, used for
 * {@code |s| < 0.1}; a few ulp everywhere. {@code -inf} at −1 and at infinity.
 *
 * <p><b>Source:</b> the series is that of Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
public record Log1pMinus() implements Univariate {

    private static final int TERMS = 9;

    /** {@code log(1 + x) - x}. */
    public static Var of(Var x) {
        return Univariate.at(new Log1pMinus(), x);
    }

    @Override
    public String name() {
        return "log1p_minus";
    }

    @Override
    public Var value(Var x) {
        Var s = x.div(x.plus(2));
        Var near = s.abs().lt(0.1);
        Var t = where(near, s, Var.constant(0.0));
        Var t2 = t.square();
        Var sum = Var.constant(0.0);
        for (int k = TERMS; k >= 1; k--) {
            sum = sum.times(t2).plus(1.0 / (2 * k + 1));
        }
        Var series = t2.times(t).times(sum).times(2).minus(x.times(t));
        Var finite = Elementwise.minimum(x, Var.constant(Double.MAX_VALUE)); // so that infinity does not cancel
        return where(near, series, Log1p.of(finite).minus(x));
    }

    @Override
    public Var slope(Var x, Var y) {
        Var finite = Elementwise.minimum(x, Var.constant(Double.MAX_VALUE));
        return finite.div(finite.plus(1)).unaryMinus();
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
