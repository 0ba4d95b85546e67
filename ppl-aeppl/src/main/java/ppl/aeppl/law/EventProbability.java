package ppl.aeppl.law;

import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * Probabilities of intervals, the one primitive from which distribution functions, censoring, rounding, comparison and
 * truncation follow. Both tails are computed as such, never as the log of one minus the other.
 */
@FunctionalInterface
public interface EventProbability {

    /** The natural log of the probability of the event, for each element; −∞ for an impossible or empty one. */
    Var logProb(Event event);

    /**
     * The same of an event whose ends may be known better than their digits show, as those of an interval that was found through a
     * function: a number next to 1 knows how far it lies below 1. By default only digits count.
     *
     * @param event which ends belong to it
     * @param lo its lower end; null for no bound
     * @param hi its upper end likewise
     */
    default Var logProb(Event event, @Nullable Value lo, @Nullable Value hi) {
        return logProb(event.withEnds(lo == null ? null : lo.var(), hi == null ? null : hi.var()));
    }

    /** The log of the distribution function, {@code log P(X <= x)}. */
    default Var logcdf(Var x) {
        return logProb(Event.atMost(x));
    }

    /** The log of the survival function, {@code log P(X > x)}. */
    default Var logsf(Var x) {
        return logProb(Event.above(x));
    }
}
