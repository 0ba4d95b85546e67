package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.LogKernel;

/**
 * {@code log(1 + x)} without cancellation near 0.
 *
 * <p><b>Numerics</b>: at most 1 ulp (worst seen 0.92 over 10^6 points); the sign of zeros is kept; -inf at -1, NaN
 * below. 49 operations and a division.
 */
public record Log1p() implements Univariate {

    /** {@code log(1 + x)}. */
    public static Var of(Var x) {
        return Univariate.at(new Log1p(), x);
    }

    @Override
    public String name() {
        return "log1p";
    }

    @Override
    public Var value(Var x) {
        Var u = add(x, 1);
        Var a = sub(u, x);
        Var d = add(sub(1, a), sub(x, sub(u, a))); // what rounding took from 1 + x
        Var size = x.range().isNonNegative() ? x : abs(x);
        Var y = select(lt(size, 0x1p-54), x, LogKernel.logOfNormalSum(u, d));
        return LogKernel.ends(x, -1, y);
    }

    /** 33 operations and a division where x is known not to be negative. */
    @Override
    public Var fastValue(Var x) {
        Var u = add(x, 1);
        Var y = LogKernel.logOfSumSoon(u, sub(x, sub(u, 1)));
        return LogKernel.ends(x, -1, x.range().isNonNegative() ? y : select(eq(x, 0), x, y));
    }

    @Override
    public Var slope(Var x, Var y) {
        return reciprocal(add(x, 1));
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::log1p, Interval.ALL);
    }
}
