package ppl.aeppl.numeric;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Elementwise.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Special;
import ppl.graph.math.Univariate;

/**
 * The log of the standard normal distribution function, accurate in both tails.
 *
 * <p><b>Numerics:</b> below −5 the continued fraction of Mills' ratio, above 5 from the complement, between the log of the
 * probability; relative error of a few ulp, in the middle of a few 1e-16 absolute.
 */
public record LogNdtr() implements Univariate {

    private static final double FAR = 5;
    private static final int DEPTH = 60;

    /** {@code log P(Z <= x)}. */
    public static Var of(Var x) {
        return Univariate.at(new LogNdtr(), x);
    }

    @Override
    public String name() {
        return "log_ndtr";
    }

    @Override
    public Var value(Var x) {
        Var low = x.lt(-FAR);
        Var high = x.gt(FAR);
        Var a = where(low, x.unaryMinus(), Var.constant(FAR));
        Var fraction = a;
        for (int k = DEPTH; k >= 1; k--) {
            fraction = a.plus(Var.constant((double) k).div(fraction));
        }
        Var tail = a.square().times(-0.5).minus(HALF_LOG_2PI).minus(fraction.log());
        Var upper = Special.log1p(Special.ndtr(where(high, x.unaryMinus(), Var.constant(-FAR))).unaryMinus());
        Var middle = Special.ndtr(where(low, Var.constant(0.0), where(high, Var.constant(0.0), x))).log();
        return where(low, tail, where(high, upper, middle));
    }

    /** The inverse Mills ratio. */
    @Override
    public Var slope(Var x, Var y) {
        return x.square().times(-0.5).minus(HALF_LOG_2PI).minus(y).exp();
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
