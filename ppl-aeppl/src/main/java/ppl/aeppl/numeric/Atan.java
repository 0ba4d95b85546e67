package ppl.aeppl.numeric;

import static ppl.graph.Elementwise.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * The angle whose tangent is x, in (−π/2, π/2).
 *
 * <p><b>Numerics:</b> {@code atan x = atan c + atan((x - c) / (1 + c x))} with c one of 0, 1/2 and 1, after
 * {@code atan x = π/2 - atan(1/x)} beyond 1; the rest by the Taylor series for arguments up to 1/4. A few ulp.
 */
public record Atan() implements Univariate {

    private static final double ATAN_HALF = 0.4636476090008061;
    private static final double ATAN_ONE = 0.7853981633974483;
    private static final double HALF_PI = 1.5707963267948966;
    private static final int TERMS = 14;

    /** The angle whose tangent is x. */
    public static Var of(Var x) {
        return Univariate.at(new Atan(), x);
    }

    @Override
    public String name() {
        return "atan";
    }

    @Override
    public Var value(Var x) {
        Var size = x.abs();
        Var beyond = size.gt(1);
        Var a = where(beyond, Var.constant(1.0).div(where(beyond, size, Var.constant(1.0))), size);
        Var low = a.lt(0.25);
        Var high = a.gt(0.75);
        Var c = where(low, Var.constant(0.0), where(high, Var.constant(1.0), Var.constant(0.5)));
        Var angle = where(low, Var.constant(0.0), where(high, Var.constant(ATAN_ONE), Var.constant(ATAN_HALF)));
        Var t = a.minus(c).div(c.times(a).plus(1));
        Var t2 = t.square().unaryMinus();
        Var sum = Var.constant(0.0);
        for (int k = TERMS; k >= 1; k--) {
            sum = sum.plus(1.0 / (2 * k + 1)).times(t2);
        }
        Var reduced = angle.plus(t.plus(t.times(sum)));
        Var full = where(beyond, Var.constant(HALF_PI).minus(reduced), reduced);
        return where(x.lt(0), full.unaryMinus(), full);
    }

    @Override
    public Var slope(Var x, Var y) {
        return Var.constant(1.0).div(x.square().plus(1));
    }

    @Override
    public Interval bounds(Interval x) {
        return new Interval(-HALF_PI, HALF_PI);
    }
}
