package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.MillsKernel;

/**
 * The distribution function of the standard normal law.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.7 over 10^6 points), down to the smallest subnormal result at
 * x = -38.5. 83 operations and a division.
 */
public record Ndtr() implements Univariate {

    /** The probability that a standard normal variable is at most {@code x}. */
    public static Var of(Var x) {
        return Univariate.at(new Ndtr(), x);
    }

    @Override
    public String name() {
        return "ndtr";
    }

    @Override
    public Var value(Var x) {
        Var a = atMost(40, abs(x));
        Var tail = MillsKernel.normal(a).tail(a, 0.5, 1);
        return select(lt(x, 0), tail, sub(1, tail));
    }

    @Override
    public Var slope(Var x, Var y) {
        return NormalDensity.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return new Interval(x.lo() >= 0 ? 0.5 : 0, x.hi() <= 0 ? 0.5 : 1);
    }
}
