package ppl.aeppl.numeric;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.where;

import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;

/**
 * The parts of the log-probability of counts of categories, without large terms that cancel: that of the total, and one of each count.
 * With shares that add up to 1 but for rounding, the rounding does not count as often as there are trials.
 *
 * <p><b>Source:</b> Loader, "Fast and accurate computation of binomial probabilities" (2000), for any number of categories.
 */
public final class CountPart {

    private static final Var ZERO = Var.constant(0.0);
    private static final Var ONE = Var.constant(1.0);

    private CountPart() {}

    /** {@code log n! - (n log n - n)}. */
    public static Var ofTotal(Var n) {
        Var some = n.gt(0);
        Var n1 = where(some, n, ONE);
        return where(some, overPower(n1), ZERO);
    }

    /**
     * {@code -log x! + x log(n s) - n s} of a count x of n, with {@code n log n - n} of the total spread over the shares.
     *
     * @param x the count
     * @param n the total
     * @param gap {@code n s - x}
     * @param share what is expected of each trial, s
     * @param logShare its log
     */
    public static Var of(Var x, Var n, Var gap, Var share, Var logShare) {
        Var some = x.gt(0);
        Var x1 = where(some, x, ONE);
        Var n1 = where(some, n, ONE);
        Var g1 = where(some, gap, ZERO);
        Var misses = Deviance.of(x1, g1.div(x1), n1.div(x1).log().plus(where(some, logShare, ZERO)));
        Var body = overPower(x1).plus(misses).unaryMinus();
        return where(some, body, n.times(share).unaryMinus());
    }

    private static Var overPower(Var n) {
        return n.log().times(0.5).plus(HALF_LOG_2PI).plus(StirlingError.of(n));
    }

    /** What Stirling's formula leaves of the rise of a log-gamma from a shape by a count, and half the log of their ratio. */
    public static Var rise(Var shape, Var count) {
        Var remainder = StirlingError.of(shape.plus(count)).minus(StirlingError.of(shape));
        return remainder.minus(Log1p.of(count.div(shape)).times(0.5));
    }
}
