package ppl.examples.foreign;

import static ppl.graph.Functions.atan;
import static ppl.graph.Functions.cosh;
import static ppl.graph.Functions.divide;
import static ppl.graph.Functions.sinh;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * The Gudermannian function, the angle in (-pi/2, pi/2) whose tangent is {@code sinh x}, as someone outside of the project adds a
 * function: value, derivative and bounds in one record, made of public functions only.
 *
 * <p><b>Numerics</b>: both steps keep the relative accuracy of small arguments and the sign of zeros; where {@code sinh} overflows the
 * angle is right, and the derivative {@code 1 / cosh x} underflows to 0 as it should.
 */
record Gudermannian() implements Univariate {

    private static final double RIGHT_ANGLE = 1.5707963267948968; // not below pi/2

    static Var gudermannian(Var x) {
        return Univariate.at(new Gudermannian(), x);
    }

    @Override
    public String name() {
        return "gudermannian";
    }

    @Override
    public Var value(Var x) {
        return atan(sinh(x));
    }

    @Override
    public Var slope(Var x, Var y) {
        return divide(1.0, cosh(x));
    }

    /** Of an increasing function; a little wider than it is, as the ends are computed with Java's functions. */
    @Override
    public Interval bounds(Interval x) {
        return Interval.of(
                Math.max(-RIGHT_ANGLE, end(x.lo()) - slack(x.lo())),
                Math.min(RIGHT_ANGLE, end(x.hi()) + slack(x.hi())));
    }

    private static double end(double x) {
        return Math.atan(Math.sinh(x));
    }

    private static double slack(double x) {
        return 1e-14 * Math.abs(end(x));
    }
}
