package ppl.api.optimize;

/**
 * A search along a line for a point with the strong Wolfe conditions: the objective has fallen by a share of what the slope at the start
 * promises, and the slope is flatter than there. Ends of the bracket are combined by cubic interpolation; a point where the objective is
 * not finite is only an end. Nothing is allocated after the constructor.
 *
 * <p><b>Numerics.</b> Near a minimum the objective changes by less than its rounding, while its slope is still known. There a point counts
 * that is not higher, to rounding, and has a flatter slope.
 *
 * <p>Source: Nocedal and Wright, <i>Numerical Optimization</i>, algorithms 3.5 and 3.6; the rule for values within rounding is the approximate
 * Wolfe condition of Hager and Zhang (2005).
 */
final class LineSearch {

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST_EVALUATIONS = 60;
    private static final double ROUNDING = 1e-13;
    private static final double LEAST_MARGIN = 0.1;

    /** Widening steps grow at least and at most by these factors. */
    private static final double SLOW = 2;

    private static final double FAST = 10;

    private final Objective objective;

    /** The point that was tried last, and the gradient there: the result of a search. */
    final double[] at;

    final double[] gradient;
    double value;
    private double slope;
    private int evaluations;

    LineSearch(Objective objective) {
        this.objective = objective;
        this.at = new double[objective.dimension()];
        this.gradient = new double[objective.dimension()];
    }

    int evaluations() {
        return evaluations;
    }

    private boolean isFinite() {
        return Double.isFinite(value) && Double.isFinite(slope);
    }

    private void evaluate(double[] from, double[] direction, double step) {
        for (int i = 0; i < at.length; i++) {
            at[i] = from[i] + step * direction[i];
        }
        value = objective.valueAndGradient(at, gradient);
        evaluations++;
        // Of an infinite gradient times a zero of the direction the slope is NaN, which is not finite either.
        slope = Vectors.dot(gradient, direction);
        if (!Vectors.isFinite(gradient)) {
            slope = Double.NaN;
        }
    }

    /**
     * Searches; the fields then hold the point found.
     *
     * @param from where the line begins
     * @param startValue the objective there
     * @param startSlope the slope there along the direction, less than 0
     * @param step the first step to try
     * @return whether a lower point was found
     */
    boolean search(double[] from, double startValue, double startSlope, double[] direction, double step) {
        double noise = ROUNDING * Math.max(1, Math.abs(startValue));
        double low = 0;
        double lowValue = startValue;
        double lowSlope = startSlope;
        double high = Double.POSITIVE_INFINITY;
        double highValue = Double.POSITIVE_INFINITY;
        double highSlope = Double.NaN;
        double trial = step;
        for (int e = 0; e < MOST_EVALUATIONS; e++) {
            evaluate(from, direction, trial);
            boolean finite = isFinite();
            boolean fallen = finite && value <= startValue + DECREASE * trial * startSlope;
            boolean flatter = finite && Math.abs(slope) <= -CURVATURE * startSlope;
            if (flatter && (fallen || value <= startValue + noise)) {
                return true;
            }
            if (!finite || (!fallen && value > startValue + noise) || value > lowValue + noise || slope >= 0) {
                high = trial;
                highValue = finite ? value : Double.POSITIVE_INFINITY;
                highSlope = slope;
            } else {
                low = trial;
                lowValue = value;
                lowSlope = slope;
            }
            double width = high - low;
            if (width <= Math.ulp(high)) {
                break;
            }
            trial = high == Double.POSITIVE_INFINITY
                    ? wider(trial, startSlope)
                    : Double.isFinite(highValue)
                            ? between(low, lowValue, lowSlope, high, highValue, highSlope)
                            : low + LEAST_MARGIN * width;
        }
        // Lower, though the slope is not yet flat: progress all the same.
        if (low > 0 && lowValue < startValue) {
            evaluate(from, direction, low);
            return true;
        }
        return false;
    }

    /** Where the slope would vanish if it went on changing as from the start to here. */
    private double wider(double trial, double startSlope) {
        double zero = slope > startSlope ? trial * startSlope / (startSlope - slope) : Double.POSITIVE_INFINITY;
        return Math.clamp(zero, SLOW * trial, FAST * trial);
    }

    /** The minimum of the cubic with the values and slopes at both ends, kept away from these. */
    private static double between(
            double low, double lowValue, double lowSlope, double high, double highValue, double highSlope) {
        double width = high - low;
        double chord = 3 * (lowValue - highValue) / width + lowSlope + highSlope;
        double radicand = chord * chord - lowSlope * highSlope;
        double share = 0.5;
        if (radicand >= 0) {
            double root = Math.sqrt(radicand);
            share = 1 - (highSlope + root - chord) / (highSlope - lowSlope + 2 * root);
        }
        return low + width * (Double.isNaN(share) ? 0.5 : Math.clamp(share, LEAST_MARGIN, 1 - LEAST_MARGIN));
    }
}
