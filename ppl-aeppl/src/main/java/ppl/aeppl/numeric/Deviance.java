package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Var;
import ppl.graph.math.elementary.Log1pMinus;

/**
 * {@code n log(n / m) + m - n}: by how much a count n misses its expectation m, in log-likelihood. Never negative, 0 at
 * {@code n = m}, where a difference of the parts would cancel.
 *
 * <p><b>Source:</b> Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
public final class Deviance {

    private Deviance() {}

    /**
     * The deviance.
     *
     * @param n greater than 0
     * @param excess {@code (m - n) / n}
     * @param logRatio {@code log(m / n)}, used where m is less than half of n
     */
    public static Var of(Var n, Var excess, Var logRatio) {
        Var far = excess.lt(-0.5);
        Var near = Log1pMinus.of(where(far, Var.constant(0.0), excess));
        return n.times(where(far, excess.minus(logRatio), near.unaryMinus()));
    }
}
