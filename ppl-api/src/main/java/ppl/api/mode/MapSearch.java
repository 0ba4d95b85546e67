package ppl.api.mode;

/**
 * One search for a maximum.
 *
 * @param start its number: 0 from support points and start values, the others from jittered ones
 * @param stop why it ended
 * @param lp the log-density where it ended
 * @param distance how far from the maximum it ended, in standard deviations of the normal law around it: the root of twice what the
 *     log-density may still rise; NaN if there is no such law
 * @param gradient the largest slope along a coordinate in unconstrained space where it ended
 * @param iterations how many directions it took
 * @param evaluations how many values and gradients of the log-density it asked for
 * @param away how far from the estimate it ended, in standard deviations of the normal law around that: of a search that ended at the same
 *     maximum next to nothing; where there is no such law, relative to the values of the coordinates
 * @param why what {@code stop} means here, as a sentence that names variables; empty for CONVERGED
 */
public record MapSearch(
        int start,
        MapStop stop,
        double lp,
        double distance,
        double gradient,
        int iterations,
        int evaluations,
        double away,
        String why) {

    /** Whether it found a maximum. */
    public boolean converged() {
        return stop == MapStop.CONVERGED;
    }

    /** The same search, seen from the estimate. */
    MapSearch from(double distanceFromEstimate) {
        return new MapSearch(start, stop, lp, distance, gradient, iterations, evaluations, distanceFromEstimate, why);
    }
}
