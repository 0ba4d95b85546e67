package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.HyperbolicKernel;

/**
 * The hyperbolic sine: {@code (e + e / (e + 1)) / 2} with {@code e = exp(|x|) - 1} below 1, {@code h - 1 / (4 h)} with {@code h =
 * exp(|x|) / 2} above.
 *
 * <p><b>Numerics</b>: at most 2.5 ulp (worst seen 2.05 over 10^6 points); the sign of zeros is kept; infinite only where the true value
 * is beyond the greatest number. 74 operations and two divisions.
 */
public record Sinh() implements Univariate {

    /** {@code sinh x}. */
    public static Var of(Var x) {
        return Univariate.at(new Sinh(), x);
    }

    @Override
    public String name() {
        return "sinh";
    }

    @Override
    public Var value(Var x) {
        Var a = abs(x);
        Var e = Expm1.large(atMost(1, a));
        Var near = mul(add(e, div(e, add(e, 1))), 0.5);
        Var h = HyperbolicKernel.halfExp(a);
        Var far = sub(h, div(c(0.25), h));
        return HyperbolicKernel.odd(x, select(lt(a, 1), near, far));
    }

    @Override
    public Var slope(Var x, Var y) {
        return Cosh.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::sinh, Interval.ALL);
    }
}
