package ppl.examples.foreign;

import static ppl.graph.Functions.log;
import static ppl.graph.Functions.log1p;
import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * The inverse hyperbolic sine, as someone outside of the project adds a function: value, derivative and bounds in one record, made
 * of public functions only.
 *
 * <p><b>Numerics</b>: by {@code log1p} of a sum of positive terms, so that small arguments keep their digits; beyond 1e8, where
 * squares would overflow at last, by {@code log(2 |x|)}, which is the same to the last digit.
 */
record Asinh() implements Univariate {

    private static final double LARGE = 1e8;
    private static final double LOG_2 = 0.6931471805599453;

    static Var asinh(Var x) {
        return Univariate.at(new Asinh(), x);
    }

    @Override
    public String name() {
        return "asinh";
    }

    @Override
    public Var value(Var x) {
        Var a = x.abs();
        Var small = where(a.gt(LARGE), 1, a);
        Var square = small.square();
        Var near = log1p(small.plus(square.div(square.plus(1).sqrt().plus(1))));
        Var size = where(a.gt(LARGE), log(a).plus(LOG_2), near);
        return where(x.lt(0), size.unaryMinus(), size);
    }

    @Override
    public Var slope(Var x, Var y) {
        Var a = x.abs();
        Var small = where(a.gt(LARGE), 1, a);
        return where(
                a.gt(LARGE),
                Var.constant(1.0).div(a),
                Var.constant(1.0).div(small.square().plus(1).sqrt()));
    }

    /** Of an increasing function; a little wider than it is, as the ends are computed with Java's logarithm. */
    @Override
    public Interval bounds(Interval x) {
        return Interval.of(end(x.lo()) - slack(x.lo()), end(x.hi()) + slack(x.hi()));
    }

    private static double end(double x) {
        double a = Math.abs(x);
        double size = a > LARGE ? Math.log(a) + LOG_2 : Math.log1p(a + a * a / (Math.sqrt(a * a + 1) + 1));
        return Math.copySign(size, x);
    }

    private static double slack(double x) {
        return x == 0 ? 0 : 1e-14 * Math.max(Math.abs(end(x)), Double.MIN_NORMAL);
    }
}
