package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atLeast;
import static ppl.graph.math.kernel.Exact.neg;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.LogKernel;

/**
 * {@code log(1 + exp(x))}, also called log1pexp: {@code max(x, 0) + log1p(exp(-|x|))}.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.7 over 7e5 points), for any x. 20 operations, a division and an
 * exponential, which {@link Sigmoid} shares.
 */
public record Softplus() implements Univariate {

    /** {@code log(1 + exp(x))}. */
    public static Var of(Var x) {
        return Univariate.at(new Softplus(), x);
    }

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public Var value(Var x) {
        return add(atLeast(0, x), LogKernel.logOnePlusUnit(Exp.of(neg(abs(x)))));
    }

    @Override
    public Var slope(Var x, Var y) {
        return Sigmoid.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))), Interval.NON_NEGATIVE);
    }
}
