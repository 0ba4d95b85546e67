package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Bivariate;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.kernel.LogKernel;

/**
 * {@code log(exp(x) + exp(y))}: {@code max(x, y) + log1p(exp(-|x - y|))}.
 *
 * <p><b>Numerics</b>: error at most 2 ulp of the larger of |x|, |y| and 1; infinite operands are right on both sides,
 * with finite derivatives even where both are -inf.
 */
public record LogAddExp() implements Bivariate {

    /** {@code log(exp(x) + exp(y))}. */
    public static Var of(Var x, Var y) {
        return Bivariate.at(new LogAddExp(), x, y);
    }

    @Override
    public String name() {
        return "logaddexp";
    }

    @Override
    public Var value(Var x, Var y) {
        return add(Elementwise.maximum(x, y), LogKernel.logOnePlusUnit(Exp.of(neg(abs(difference(x, y))))));
    }

    /** {@code x - y}, but 0 where both are the same infinity. */
    static Var difference(Var x, Var y) {
        return select(Elementwise.equal(x, y), 0, sub(x, y));
    }

    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return Sigmoid.of(difference(x, y));
    }

    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return Sigmoid.of(difference(y, x));
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        double hi = Math.max(x.hi(), y.hi());
        return Interval.of(Math.max(x.lo(), y.lo()), hi + 0.7 + 1e-15 * Math.abs(hi));
    }
}
