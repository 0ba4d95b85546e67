package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;

/**
 * {@code log(log(1 + exp(x)))}: the log of the distance from log(b) to log(a) from that of b to a, which may be far below what
 * a double can hold. In other words {@code log(log1p(exp(x)))}, which is x itself in the left tail.
 *
 * <p><b>Numerics:</b> a few ulp of the larger of 1 and the result.
 */
public record LogSoftplus() implements Univariate {

    /** Below this the function is its argument to the last bit. */
    private static final double FAR = -37;

    /** {@code log(log(1 + exp(x)))}. */
    public static Var of(Var x) {
        return Univariate.at(new LogSoftplus(), x);
    }

    @Override
    public String name() {
        return "log_softplus";
    }

    @Override
    public Var value(Var x) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        return where(far, x, Softplus.of(near).log());
    }

    @Override
    public Var slope(Var x, Var y) {
        Var far = x.lt(FAR);
        Var near = where(far, Var.constant(FAR), x);
        return where(far, Var.constant(1.0), Sigmoid.of(near).div(Softplus.of(near)));
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.ALL;
    }
}
