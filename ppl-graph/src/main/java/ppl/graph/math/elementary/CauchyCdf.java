package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.Exact;

/**
 * The distribution function of the standard Cauchy law, {@code 1/2 + atan(x) / pi}: below -1 as the angle of -1/x, which
 * does not cancel. One minus it is its value at -x.
 *
 * <p><b>Numerics</b>: at most 4 ulp for every x. 40 operations and 3 divisions.
 */
public record CauchyCdf() implements Univariate {

    /** The probability that a standard Cauchy variable is at most {@code x}. */
    public static Var of(Var x) {
        return Univariate.at(new CauchyCdf(), x);
    }

    @Override
    public String name() {
        return "cauchy_cdf";
    }

    @Override
    public Var value(Var x) {
        Var tail = lt(x, -1);
        Var angle = div(Atan.of(select(tail, div(Exact.c(-1), select(tail, x, -1)), x)), Exact.c(Math.PI));
        return select(tail, angle, add(angle, 0.5));
    }

    @Override
    public Var slope(Var x, Var y) {
        return reciprocal(mul(add(mul(x, x), 1), Math.PI));
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, v -> 0.5 + Math.atan(v) / Math.PI, Interval.UNIT);
    }
}
