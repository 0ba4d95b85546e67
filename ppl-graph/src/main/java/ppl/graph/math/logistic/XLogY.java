package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Bivariate;
import ppl.graph.math.elementary.Log;

/**
 * {@code x log y}, which is 0 where x is 0, whatever y is (but NaN where y is NaN): the limit that log-densities mean.
 * The derivative by y is 0 there too.
 *
 * <p><b>Numerics</b>: at most 2 ulp.
 */
public record XLogY() implements Bivariate {

    /** {@code x log y}, 0 where x is 0. */
    public static Var of(Var x, Var y) {
        return Bivariate.at(new XLogY(), x, y);
    }

    /**
     * {@code x log y} by the logarithm of y, with the cases in which that logarithm is not used: 0 where x is 0 and {@code
     * lost} holds, the product elsewhere. Unlike a choice by x alone it keeps the derivative by x, which is log y.
     */
    public static Var byLog(Var x, Var log, Var lost) {
        Var zero = Elementwise.equal(x, Var.constant(x.dtype(), 0));
        boolean never = x.range().isPositive() || x.range().hi() < 0 || zero.isSplat(0);
        return x.times(never ? log : Elementwise.where(Elementwise.and(zero, lost), Var.constant(log.dtype(), 0), log));
    }

    @Override
    public String name() {
        return "xlogy";
    }

    @Override
    public Var value(Var x, Var y) {
        Var zero = and(eq(x, 0), Elementwise.equal(y, y));
        return select(zero, 0, mul(x, Log.of(select(zero, 1, y))));
    }

    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return Log.of(y);
    }

    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return select(eq(x, 0), 0, div(x, y));
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        boolean falls = x.isNonNegative() && y.hi() <= 1;
        boolean rises = x.isNonNegative() && y.lo() >= 1;
        return falls ? Interval.NON_POSITIVE : rises ? Interval.NON_NEGATIVE : Interval.ALL;
    }
}
