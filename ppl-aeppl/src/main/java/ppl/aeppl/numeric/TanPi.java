package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * {@code tan(pi x)} for {@code |x| <= 1/2}: quantiles of Cauchy laws. At ±1/2 it is infinite.
 *
 * <p><b>Numerics:</b> Lambert's continued fraction up to 1/4, the reciprocal of the complement beyond; a few ulp.
 */
public record TanPi() implements Univariate {

    private static final int DEPTH = 12;

    /** {@code tan(pi x)}. */
    public static Var of(Var x) {
        return Univariate.at(new TanPi(), x);
    }

    @Override
    public String name() {
        return "tan_pi";
    }

    @Override
    public Var value(Var x) {
        Var size = x.abs();
        Var beyond = size.gt(0.25);
        Var reduced = where(beyond, Var.constant(0.5).minus(size), size);
        Var y = reduced.times(Math.PI);
        Var y2 = y.square();
        Var fraction = Var.constant(2.0 * DEPTH + 1);
        for (int k = DEPTH - 1; k >= 0; k--) {
            fraction = Var.constant(2.0 * k + 1).minus(y2.div(fraction));
        }
        Var tangent = where(beyond, fraction.div(y), y.div(fraction));
        return where(x.lt(0), tangent.unaryMinus(), tangent);
    }

    @Override
    public Var slope(Var x, Var y) {
        return y.square().plus(1).times(Math.PI);
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.ALL;
    }
}
