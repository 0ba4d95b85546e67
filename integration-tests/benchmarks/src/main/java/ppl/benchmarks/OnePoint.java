package ppl.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import ppl.api.spi.LogDensity;

/** Calls of a density at one point. */
public final class OnePoint extends Repeated {
    private static final double AGREE = 1e-9;

    private final LogDensity.Evaluator evaluator;
    private final double[] point;
    private final double[] gradient;

    /** Calls at one point. */
    public OnePoint(LogDensity density) {
        evaluator = density.evaluator();
        point = new double[density.dimension()];
        Arrays.setAll(point, i -> 0.1 * StrictMath.sin(1 + i));
        gradient = new double[point.length];
    }

    double[] point() {
        return point;
    }

    /** The microseconds of the first call, which compiles. */
    public double first() {
        long start = System.nanoTime();
        once();
        return (System.nanoTime() - start) * 1e-3;
    }

    @Override
    double call() {
        point[0] += 1e-12;
        return evaluator.logpAndGradient(point, gradient);
    }

    /** The bytes that a call allocates, the least of several. */
    double bytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < 10; k++) {
                once();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / 10.0;
    }

    /** Refuses to compare what is not the same: gradients, and the difference of the log-densities at two points. */
    void requireSame(String what, double[] seen) {
        double at = evaluator.logpAndGradient(point, gradient);
        double half = evaluator.logp(Arrays.stream(point).map(x -> x / 2).toArray());
        double scale = Arrays.stream(gradient).map(Math::abs).max().orElse(1);
        for (int i = 0; i < gradient.length; i++) {
            requireClose(what + ", slope " + i, gradient[i], seen[1 + i], scale);
        }
        double theirs = seen[0] - seen[1 + gradient.length];
        requireClose(what + ", difference of log-densities", at - half, theirs, Math.abs(at));
    }

    private static void requireClose(String what, double ours, double theirs, double scale) {
        if (!(Math.abs(ours - theirs) <= AGREE * Math.max(1, scale))) {
            throw new IllegalStateException(what + " is " + ours + " here and " + theirs + " in C");
        }
    }
}
