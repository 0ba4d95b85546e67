package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * The logarithm of {@link CauchyCdf}, in both tails: {@code log1p} of minus the upper tail above 1. The logarithm of the
 * survival function is its value at -x.
 *
 * <p><b>Numerics</b>: at most 6 ulp for every finite x.
 */
public record LogCauchyCdf() implements Univariate {

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

    @Override
    public Var slope(Var x, Var y) {
        return reciprocal(mul(mul(add(mul(x, x), 1), Math.PI), CauchyCdf.of(x)));
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
