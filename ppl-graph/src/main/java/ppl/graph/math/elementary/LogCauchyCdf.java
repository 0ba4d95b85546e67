package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Exact;

/**
 * The logarithm of {@link CauchyCdf}, in both tails: {@code log1p} of minus the upper tail above 1. The logarithm of the
 * survival function is its value at -x.
 *
 * <p><b>Numerics</b>: at most 6 ulp for every finite x.
 */
public record LogCauchyCdf() implements Univariate {

    /** Below minus this, 1 + x * x is x * x and pi times the probability is -1/x, to the last bit. */
    private static final double FAR = 0x1p60;

    /** The log-probability that a standard Cauchy variable is at most {@code x}. */
    public static Var of(Var x) {
        return Univariate.at(new LogCauchyCdf(), x);
    }

    @Override
    public String name() {
        return "log_cauchy_cdf";
    }

    @Override
    public Var value(Var x) {
        Var above = gt(x, 1);
        Var tail = CauchyCdf.of(neg(abs(x)));
        return select(above, Log1p.of(neg(select(above, tail, 0))), Log.of(CauchyCdf.of(x)));
    }

    /** The density over the probability: -1/x far below, where both underflow. */
    @Override
    public Var slope(Var x, Var y) {
        Var far = lt(x, -FAR);
        Var near = select(far, -1, x);
        Var ratio = reciprocal(mul(mul(add(mul(near, near), 1), Math.PI), CauchyCdf.of(near)));
        return select(far, div(Exact.c(-1), select(far, x, -1)), ratio);
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
