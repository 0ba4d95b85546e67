package ppl.api.optimize;

import ppl.api.optimize.Minimum.Stop;

/**
 * Minimises a function by L-BFGS: quasi-Newton steps from the last few changes of the gradient, each with a line search.
 *
 * <p><b>Numerics.</b> The search ends when {@code sqrt(g' H g)} is within the tolerance, where H is the inverse Hessian that it has learnt. So the
 * tolerance does not depend on the units of the coordinates: for minus a log-density it is in standard deviations of the normal law around
 * the maximum. H may be wrong along directions that few steps have met, so who needs to be sure takes the true Hessian at the end.
 *
 * <p><b>Source.</b> Nocedal (1980), <i>Updating quasi-Newton matrices with limited storage</i>; Liu and Nocedal (1989).
 */
public final class Lbfgs {

    /**
     * A hundred pairs are worth their arithmetic: of twenty coordinates whose curvatures are spread over eight decades they find the minimum in
     * 190 iterations, twenty pairs in 4,000, ten in more than 20,000. Of very many coordinates there are as many as take some 64 MB, but ten at
     * least.
     */
    private static final int LONGEST_HISTORY = 100;

    private static final int SHORTEST_HISTORY = 10;
    private static final int MOST_NUMBERS = 4_000_000;

    /** The length of the first step, when nothing is known of the scale: about that of a variable in unconstrained space. */
    private static final double FIRST_STEP = 1;

    /** Evaluations an iteration takes at most in the mean: usually it is one or two. */
    private static final int MOST_TRIES = 10;

    private Lbfgs() {}

    /**
     * Searches from a point.
     *
     * @param start where the objective and its gradient are finite; not changed
     * @param mostIterations how many directions to search at most
     * @param tolerance of the distance
     */
    public static Minimum minimize(Objective objective, double[] start, int mostIterations, double tolerance) {
        int n = objective.dimension();
        double[] at = start.clone();
        double[] gradient = new double[n];
        double[] direction = new double[n];
        double value = objective.valueAndGradient(at, gradient);
        InverseHessian inverse = new InverseHessian(n, history(n));
        LineSearch line = new LineSearch(objective);
        double distance = Double.NaN;
        for (int iteration = 0; ; iteration++) {
            double slope = steepest(inverse, gradient, direction);
            double length = Math.sqrt(Vectors.dot(gradient, gradient));
            distance = Math.sqrt(-slope);
            Stop stop = length == 0 || (distance <= tolerance && !inverse.isEmpty())
                    ? Stop.CONVERGED
                    : iteration == mostIterations || line.evaluations() >= MOST_TRIES * (long) mostIterations
                            ? Stop.LIMIT
                            : null;
            if (stop != null) {
                return new Minimum(at, value, gradient, stop, distance, iteration, 1 + line.evaluations());
            }
            double first = inverse.isEmpty() ? Math.min(1, FIRST_STEP / length) : 1;
            boolean lower = line.search(at, value, slope, direction, first);
            if (!lower && !inverse.isEmpty()) {
                // What was learnt may be of another region.
                inverse.forget();
                slope = steepest(inverse, gradient, direction);
                lower = line.search(at, value, slope, direction, Math.min(1, FIRST_STEP / length));
            }
            if (!lower) {
                return new Minimum(
                        at, value, gradient, Stop.LINE_SEARCH, distance, iteration + 1, 1 + line.evaluations());
            }
            inverse.learn(at, line.at, gradient, line.gradient);
            System.arraycopy(line.at, 0, at, 0, n);
            System.arraycopy(line.gradient, 0, gradient, 0, n);
            value = line.value;
        }
    }

    private static int history(int n) {
        return Math.clamp(MOST_NUMBERS / Math.max(1, n), SHORTEST_HISTORY, LONGEST_HISTORY);
    }

    /** Writes the direction to search, and gives the slope along it; the estimate is forgotten where it points upward by rounding. */
    private static double steepest(InverseHessian inverse, double[] gradient, double[] direction) {
        for (int i = 0; i < gradient.length; i++) {
            direction[i] = -gradient[i];
        }
        inverse.apply(direction);
        double slope = Vectors.dot(direction, gradient);
        if (slope < 0 || inverse.isEmpty()) {
            return slope;
        }
        inverse.forget();
        return steepest(inverse, gradient, direction);
    }
}
