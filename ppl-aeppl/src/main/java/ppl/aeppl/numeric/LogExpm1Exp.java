package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Expm1;

/**
 * {@code log(exp(exp(x)) - 1)}: the log of the distance from exp(b) up to exp(a), relative to exp(b), from the log x of that of b
 * up to a. It is x itself in the left tail.
 *
 * <p><b>Numerics:</b> a few ulp of the larger of 1 and the result.
 */
public record LogExpm1Exp() implements Univariate {

    /** Below this the function is its argument to the last bit. */
    private static final double FAR = -37;

    /** {@code log(exp(exp(x)) - 1)}. */
    public static Var of(Var x) {
        return Univariate.at(new LogExpm1Exp(), x);
    }

    @Override
    public String name() {
        return "log_expm1_exp";
    }

    @Override
    public Var value(Var x) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        Var size = near.exp();
        return where(far, x, size.plus(LogMath.log1mExp(size.unaryMinus())));
    }

    @Override
    public Var slope(Var x, Var y) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        Var size = near.exp();
        return where(
                far, Var.constant(1.0), size.div(Expm1.of(size.unaryMinus()).unaryMinus()));
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.ALL;
    }
}
