package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Bivariate;
import ppl.graph.math.elementary.Expm1;

/**
 * {@code log(exp(x) - exp(y))} for x at least y: {@code x + log1mexp(y - x)}; the log-probability of an interval from
 * those of two half-lines.
 *
 * <p><b>Numerics</b>: error at most 4 ulp of the larger of |x| and |log(1 - exp(y - x))|, given x - y; -inf where x = y
 * (both -inf too), x where y is -inf, NaN where x is less than y.
 */
public record LogDiffExp() implements Bivariate {

    /** {@code log(exp(x) - exp(y))}. */
    public static Var of(Var x, Var y) {
        return Bivariate.at(new LogDiffExp(), x, y);
    }

    @Override
    public String name() {
        return "logdiffexp";
    }

    @Override
    public Var value(Var x, Var y) {
        return add(x, Log1mexp.of(LogAddExp.difference(y, x)));
    }

    /** {@code 1 / (1 - exp(y - x))}. */
    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return neg(reciprocal(Expm1.of(LogAddExp.difference(y, x))));
    }

    /** {@code -1 / (exp(x - y) - 1)}. */
    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return neg(reciprocal(Expm1.of(LogAddExp.difference(x, y))));
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        return new Interval(Double.NEGATIVE_INFINITY, x.hi());
    }
}
