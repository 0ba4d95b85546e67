package ppl.api.optimize;

/**
 * Where a search ended.
 *
 * @param at the point
 * @param value the objective there
 * @param gradient its gradient there
 * @param stop why the search ended
 * @param distance the length of the gradient in the metric of the inverse Hessian that the search has learnt: the root of twice what a
 *     quadratic with that Hessian would still fall
 * @param iterations how many directions were searched
 * @param evaluations how often the objective was asked
 */
public record Minimum(
        double[] at, double value, double[] gradient, Stop stop, double distance, int iterations, int evaluations) {

    /** Why a search ended. */
    public enum Stop {
        /** The distance is within the tolerance. */
        CONVERGED,
        /** There were as many iterations as were allowed. */
        LIMIT,
        /** Along the last direction no lower point was found, though the gradient promises one. */
        LINE_SEARCH
    }
}
