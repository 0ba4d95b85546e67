package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.HyperbolicKernel;

/**
 * The hyperbolic cosine, {@code h + 1 / (4 h)} with {@code h = exp(|x|) / 2}.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.4 over 10^6 points); infinite only where the true value is beyond the greatest
 * number. 28 operations and a division.
 */
public record Cosh() implements Univariate {

    /** {@code cosh x}. */
    public static Var of(Var x) {
        return Univariate.at(new Cosh(), x);
    }

    @Override
    public String name() {
        return "cosh";
    }

    @Override
    public Var value(Var x) {
        Var h = HyperbolicKernel.halfExp(abs(x));
        return add(h, div(c(0.25), h));
    }

    @Override
    public Var slope(Var x, Var y) {
        return Sinh.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        double least = x.lo() <= 0 && x.hi() >= 0 ? 0 : Math.min(Math.abs(x.lo()), Math.abs(x.hi()));
        Interval size = new Interval(least, Math.max(Math.abs(x.lo()), Math.abs(x.hi())));
        return Bounds.increasing(size, Math::cosh, new Interval(1, Double.POSITIVE_INFINITY));
    }
}
