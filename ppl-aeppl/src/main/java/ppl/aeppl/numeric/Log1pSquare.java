package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Log1p;

/** {@code log(1 + x^2)}, also where the square would overflow: the tails of Cauchy and Student laws. */
public record Log1pSquare() implements Univariate {

    private static final double HUGE = 0x1p500;

    /** {@code log(1 + x^2)}. */
    public static Var of(Var x) {
        return Univariate.at(new Log1pSquare(), x);
    }

    @Override
    public String name() {
        return "log1p_square";
    }

    /** Beyond 2^500 it is 2 log|x| to the last bit. */
    @Override
    public Var value(Var x) {
        Var size = x.abs();
        Var huge = size.gt(HUGE);
        Var log = Log1p.of(where(huge, size, size.square()));
        return log.times(where(huge, Var.constant(2.0), Var.constant(1.0)));
    }

    /** {@code 2 x / (1 + x^2)}, beyond 2^500 {@code 2 / x}: one division, by what the value takes the logarithm of. */
    @Override
    public Var slope(Var x, Var y) {
        Var size = x.abs();
        Var huge = size.gt(HUGE);
        Var divisor = where(huge, size, size.square()).plus(1);
        return where(huge, Var.constant(1.0), x).div(where(huge, x, divisor)).times(2);
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_NEGATIVE;
    }
}
