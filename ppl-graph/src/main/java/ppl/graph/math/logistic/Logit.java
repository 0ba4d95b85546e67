package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.LogKernel;

/**
 * The log-odds {@code log(p / (1 - p))}, the inverse of sigmoid. The quotient keeps what rounding takes from it, so
 * that nothing cancels near 1/2.
 *
 * <p><b>Numerics</b>: at most 1 ulp (worst seen 0.89 over 6e5 points), near the zero at 1/2 too; -inf at 0, +inf at 1,
 * NaN outside. 54 operations and 2 divisions.
 */
public record Logit() implements Univariate {

    /** {@code log(p / (1 - p))}. */
    public static Var of(Var p) {
        return Univariate.at(new Logit(), p);
    }

    @Override
    public String name() {
        return "logit";
    }

    @Override
    public Var value(Var p) {
        Var m = sub(1, p);
        Var mLow = sub(sub(1, m), p);
        Var r = reciprocal(m);
        Var u = mul(p, r);
        Var d = mul(fma(neg(u), mLow, fma(neg(u), m, p)), r);
        Var inside = and(gt(p, 0), lt(p, 1));
        Var ends = select(eq(p, 0), Double.NEGATIVE_INFINITY, select(eq(p, 1), Double.POSITIVE_INFINITY, Double.NaN));
        return select(inside, LogKernel.logOfSum(u, d), ends);
    }

    /** {@code 1 / (p (1 - p))}. */
    @Override
    public Var slope(Var p, Var y) {
        return reciprocal(mul(p, sub(1, p)));
    }

    @Override
    public Interval bounds(Interval p) {
        return Bounds.increasing(p, v -> Math.log(v) - Math.log1p(-v), Interval.ALL);
    }
}
