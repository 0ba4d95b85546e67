package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * Probabilities of intervals, the one primitive from which distribution functions, censoring, rounding, comparison and
 * truncation follow. Both tails are computed as such, never as the log of one minus the other.
 */
@FunctionalInterface
public interface EventProbability {

    /** The natural log of the probability of the event, for each element; −∞ for an impossible or empty one. */
    Var logProb(Event event);

    /** The log of the distribution function, {@code log P(X <= x)}. */
    default Var logcdf(Var x) {
        return logProb(Event.atMost(x));
    }

    /** The log of the survival function, {@code log P(X > x)}. */
    default Var logsf(Var x) {
        return logProb(Event.above(x));
    }
}
