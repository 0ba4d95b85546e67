package ppl.benchmarks;

import java.util.Arrays;
import ppl.api.spi.LogDensity;

/** Calls of a density at several points. */
public final class SomePoints extends Repeated {
    private final LogDensity.Evaluator evaluator;
    private final double[] points;
    private final double[] logp;
    private final double[] gradients;

    /** Calls at so many points together. */
    public SomePoints(LogDensity density, int count) {
        evaluator = density.evaluator();
        points = new double[count * density.dimension()];
        Arrays.setAll(points, i -> 0.1 * StrictMath.sin(1 + i));
        logp = new double[count];
        gradients = new double[points.length];
    }

    @Override
    double call() {
        points[0] += 1e-12;
        evaluator.logpAndGradient(points, logp, gradients);
        return logp[0];
    }

    /** The least microseconds for one of the points, once calls do not get faster. */
    public double each(double warm, double seconds) {
        warm(warm);
        return least(seconds) / logp.length;
    }
}
