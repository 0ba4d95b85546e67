package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Expm1;

/**
 * {@code log(-log(1 - exp(x)))} for x at most 0: the log of the distance from log(a) up to log(b) from that of a up to b. It is x
 * itself in the left tail and infinite from 0 on.
 *
 * <p><b>Numerics:</b> a few ulp of the larger of 1 and the result.
 */
public record LogMinusLog1mexp() implements Univariate {

    /** Below this the function is its argument to the last bit. */
    private static final double FAR = -37;

    /** {@code log(-log(1 - exp(x)))}. */
    public static Var of(Var x) {
        return Univariate.at(new LogMinusLog1mexp(), x);
    }

    @Override
    public String name() {
        return "log_minus_log1mexp";
    }

    @Override
    public Var value(Var x) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        return where(far, x, LogMath.log1mExp(near).unaryMinus().log());
    }

    @Override
    public Var slope(Var x, Var y) {
        Var some = Functions.and(x.gt(FAR), x.lt(0));
        Var near = where(some, x, Var.constant(-1.0));
        Var inner = Expm1.of(near.unaryMinus()).times(LogMath.log1mExp(near)).unaryMinus();
        return where(some, Var.constant(1.0).div(inner), Var.constant(1.0));
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.ALL;
    }
}
