package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Expm1;

/**
 * {@code log(1 - exp(-exp(x)))}: the log of the distance from exp(a) down to exp(b), relative to exp(a), from the log x of that of
 * a down to b. It is x itself in the left tail and 0 in the right one.
 *
 * <p><b>Numerics:</b> a few ulp of the larger of 1 and the result.
 */
public record Log1mexpExp() implements Univariate {

    /** Below this the function is its argument to the last bit. */
    private static final double FAR = -37;

    /** {@code log(1 - exp(-exp(x)))}. */
    public static Var of(Var x) {
        return Univariate.at(new Log1mexpExp(), x);
    }

    @Override
    public String name() {
        return "log1mexp_exp";
    }

    @Override
    public Var value(Var x) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        return where(far, x, LogMath.log1mExp(near.exp().unaryMinus()));
    }

    @Override
    public Var slope(Var x, Var y) {
        Var far = x.lt(FAR);
        Var flat = x.gt(7); // where exp(-exp(x)) is 0
        Var size =
                where(far, Var.constant(FAR), where(flat, Var.constant(0.0), x)).exp();
        Var slope = where(flat, Var.constant(0.0), size.div(Expm1.of(size)));
        return where(far, Var.constant(1.0), slope);
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
