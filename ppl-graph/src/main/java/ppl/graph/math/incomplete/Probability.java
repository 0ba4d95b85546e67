package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.le;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.logistic.Log1mexp;

/**
 * A probability to be inverted, by the smaller tail that it leaves.
 *
 * @param inside true where it is above 0 and below 1
 * @param lower true where the smaller tail is the lower one
 * @param log the log of the smaller tail, at most that of 1/2
 */
record Probability(Var inside, Var lower, Var log) {

    private static final double LOG_HALF = -0.6931471805599453;

    /**
     * Of a tail.
     *
     * @param p its probability, or the log of that
     * @param upper true if it is that of the upper tail
     * @param isLog true if p is a log
     */
    static Probability of(Var p, boolean upper, boolean isLog) {
        Var inside = isLog ? and(lt(p, 0), gt(p, Double.NEGATIVE_INFINITY)) : and(gt(p, 0), lt(p, 1));
        Var q = select(inside, p, isLog ? LOG_HALF : 0.5);
        Var small = le(q, isLog ? LOG_HALF : 0.5);
        Var log = isLog ? select(small, q, Log1mexp.of(q)) : select(small, Log.of(q), Log1p.of(neg(q)));
        return new Probability(inside, upper ? Elementwise.not(small) : small, log);
    }

    /** Whether a probability is 0. */
    static Var isNone(Var p, boolean isLog) {
        return Elementwise.equal(p, Var.constant(isLog ? Double.NEGATIVE_INFINITY : 0));
    }

    /** Whether a probability is 1. */
    static Var isAll(Var p, boolean isLog) {
        return Elementwise.equal(p, Var.constant(isLog ? 0.0 : 1.0));
    }
}
