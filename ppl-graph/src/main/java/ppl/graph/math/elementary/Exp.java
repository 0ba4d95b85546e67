package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.atLeast;
import static ppl.graph.math.kernel.Exact.atMost;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;
import ppl.graph.math.kernel.ExpKernel;

/**
 * The exponential function.
 *
 * <p><b>Numerics</b>: at most 1 ulp (worst seen 0.9 over 10^6 points); subnormal results are rounded once.
 * 27 operations.
 */
public record Exp() implements Univariate {

    /** {@code e^x}. */
    public static Var of(Var x) {
        return Univariate.at(new Exp(), x);
    }

    /** The value at a Java number, the same bits as the node gives on any backend. */
    public static double valueAt(double x) {
        return ExpKernel.exp(Math.min(710, Math.max(-746, x)));
    }

    @Override
    public String name() {
        return "exp";
    }

    @Override
    public Var value(Var x) {
        return ExpKernel.exp(atMost(710, atLeast(-746, x)));
    }

    @Override
    public Var slope(Var x, Var y) {
        return y;
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::exp, Interval.NON_NEGATIVE);
    }
}
