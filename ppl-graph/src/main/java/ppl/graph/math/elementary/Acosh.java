package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.HyperbolicKernel;

/**
 * The inverse hyperbolic cosine that is not negative, {@code log1p} of {@code s + sqrt(s (s + 2))} with {@code s = x - 1}, which is exact near
 * 1; {@code log(2 x)} far out.
 *
 * <p><b>Numerics</b>: at most 3 ulp (worst seen 2.4 over 10^6 points); NaN below 1; its slope at 1 is infinite. 60 operations, a division and a root.
 */
public record Acosh() implements Univariate {

    /** {@code acosh x}. */
    public static Var of(Var x) {
        return Univariate.at(new Acosh(), x);
    }

    @Override
    public String name() {
        return "acosh";
    }

    @Override
    public Var value(Var x) {
        Var s = sub(HyperbolicKernel.near(x), 1);
        Var t = add(s, sqrt(mul(s, add(s, 2))));
        return select(lt(x, 1), Double.NaN, HyperbolicKernel.log(t, x));
    }

    @Override
    public Var slope(Var x, Var y) {
        return reciprocal(mul(sqrt(sub(x, 1)), sqrt(add(x, 1))));
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Acosh::onHost, Interval.NON_NEGATIVE);
    }

    private static double onHost(double x) {
        double far = Math.log(x) + Math.log(2);
        return x > HyperbolicKernel.FAR ? far : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
    }
}
