package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.MillsKernel;

/**
 * The density of the standard normal law, {@code exp(-x^2/2) / sqrt(2 pi)}, with the square to twice the precision, so
 * that it keeps its digits in the tails. Its exponential is the one that {@link Ndtr} computes.
 *
 * <p><b>Numerics</b>: at most 2 ulp.
 */
public record NormalDensity() implements Univariate {

    private static final double SQRT_2_BY_PI = 0.797884560802865355879892119869;

    /** {@code exp(-x^2/2) / sqrt(2 pi)}. */
    public static Var of(Var x) {
        return Univariate.at(new NormalDensity(), x);
    }

    @Override
    public String name() {
        return "normal_density";
    }

    @Override
    public Var value(Var x) {
        return ofBounded(atMost(40, abs(x)));
    }

    /** The density at a in [0, 40]. */
    static Var ofBounded(Var a) {
        return mul(MillsKernel.gauss(a, -0.5, -1), SQRT_2_BY_PI);
    }

    @Override
    public Var slope(Var x, Var y) {
        return neg(mul(x, y));
    }

    @Override
    public Interval bounds(Interval x) {
        return new Interval(0, 0.39894228040143276);
    }
}
