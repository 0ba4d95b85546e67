package ppl.api.sample;

import ppl.api.spi.LogDensity;

/**
 * The slope of a log-density along a direction, by its gradient and by central differences. A finite step does not see
 * everything, so the two are compared only where differences with three steps, each a hundred times the next, agree. They
 * do not agree where a density jumps, or where rounding covers the change. What they agree about means nothing where
 *
 * <ul>
 *   <li>the density is the same at all points: terms that are large and cancel may have swallowed the change;
 *   <li>the point is a kink, as of {@code abs}: there the slope may be anything between the one-sided ones.
 * </ul>
 */
final class Slopes {

    private static final double[] STEPS = {1e-3, 1e-5, 1e-7};
    private static final double AGREEMENT = 1e-3;

    /** More than the common error of three differences that agree. */
    private static final double DISAGREEMENT = 5 * AGREEMENT;

    /** What differences say about a gradient. */
    enum Verdict {
        /** They agree with it. */
        RIGHT,
        /** They contradict it. */
        WRONG,
        /** They cannot tell. */
        NONE
    }

    /**
     * The result of a comparison.
     *
     * @param gradient the slope by the gradient
     * @param difference the slope by differences
     */
    record Finding(Verdict verdict, double gradient, double difference) {}

    private final LogDensity.Evaluator evaluator;
    private final double[] gradient;
    private final double[] moved;
    private final double[] unread;
    private final double[] central = new double[STEPS.length];

    Slopes(LogDensity density) {
        this.evaluator = density.evaluator();
        this.gradient = new double[density.dimension()];
        this.moved = new double[density.dimension()];
        this.unread = new double[density.dimension()];
    }

    /** Compares at a point along a direction. */
    Finding compare(double[] point, double[] direction) {
        double centre = evaluator.logpAndGradient(point, gradient);
        double slope = 0;
        for (int i = 0; i < direction.length; i++) {
            slope += direction[i] == 0 ? 0 : gradient[i] * direction[i];
        }
        double bend = Double.POSITIVE_INFINITY;
        boolean flat = true;
        for (int s = 0; s < STEPS.length; s++) {
            double right = at(point, direction, STEPS[s]);
            double left = at(point, direction, -STEPS[s]);
            central[s] = (right - left) / (2 * STEPS[s]);
            bend = Math.min(bend, Math.abs(right - centre - (centre - left)) / STEPS[s]);
            flat &= right == centre && left == centre;
        }
        return new Finding(verdict(slope, bend, flat), slope, central[1]);
    }

    private Verdict verdict(double slope, double bend, boolean flat) {
        double least = Math.min(central[0], Math.min(central[1], central[2]));
        double most = Math.max(central[0], Math.max(central[1], central[2]));
        double size = Math.max(Math.abs(least), Math.abs(most));
        boolean agree = most - least <= AGREEMENT * size; // false if one is NaN or infinite
        if (!agree || flat || !Double.isFinite(slope)) {
            return Verdict.NONE;
        }
        double error = Math.abs(slope - central[1]);
        if (error <= DISAGREEMENT * Math.max(size, Math.abs(slope))) {
            return Verdict.RIGHT;
        }
        return error > bend ? Verdict.WRONG : Verdict.NONE;
    }

    private double at(double[] point, double[] direction, double step) {
        for (int i = 0; i < moved.length; i++) {
            moved[i] = point[i] + step * direction[i];
        }
        return evaluator.logpAndGradient(moved, unread);
    }
}
