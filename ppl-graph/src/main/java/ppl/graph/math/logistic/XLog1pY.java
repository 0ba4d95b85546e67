package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Bivariate;
import ppl.graph.math.elementary.Log1p;

/**
 * {@code x log(1 + y)}, which is 0 where x is 0, whatever y is (but NaN where y is NaN): the limit that log-densities
 * mean. The derivative by y is 0 there too.
 *
 * <p><b>Numerics</b>: at most 2 ulp.
 */
public record XLog1pY() implements Bivariate {

    /** {@code x log(1 + y)}, 0 where x is 0. */
    public static Var of(Var x, Var y) {
        return Bivariate.at(new XLog1pY(), x, y);
    }

    @Override
    public String name() {
        return "xlog1py";
    }

    @Override
    public Var value(Var x, Var y) {
        Var zero = and(eq(x, 0), Elementwise.equal(y, y));
        return select(zero, 0, mul(x, Log1p.of(select(zero, 0, y))));
    }

    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return Log1p.of(y);
    }

    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return select(eq(x, 0), 0, div(x, add(y, 1)));
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        boolean falls = x.isNonNegative() && y.hi() <= 0;
        boolean rises = x.isNonNegative() && y.lo() >= 0;
        return falls ? Interval.NON_POSITIVE : rises ? Interval.NON_NEGATIVE : Interval.ALL;
    }
}
