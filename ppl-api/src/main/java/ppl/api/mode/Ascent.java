package ppl.api.mode;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.api.optimize.Lbfgs;
import ppl.api.optimize.Minimum;
import ppl.api.optimize.Objective;

/**
 * The search from one start: L-BFGS, then Newton's steps with the true Hessian, then the question whether the point is a maximum. It is one if
 * the Hessian is negative definite, the gradient is within the tolerance in its metric, and the log-density is lower one standard deviation
 * away on either side along n independent directions. The last is what tells a maximum from a slope that flattens out
 * for ever, where gradient and Hessian vanish together. A point that turns out to be higher is where the search goes on.
 */
final class Ascent {

    /** From here on a Hessian would take too long and too much memory; then only the search itself judges. */
    static final int MOST_COORDINATES = 2000;

    private static final int ROUNDS = 8;
    private static final int NEWTON_STEPS = 12;

    /** A normal law falls by a half. */
    private static final double LEAST_FALL = 1e-3;

    private static final double HIGHER = 1e-9;

    /**
     * What was found.
     *
     * @param point in unconstrained space
     * @param search how
     * @param curvature there; null if it was not taken
     * @param factor of the curvature; null if it is not positive definite or was not taken
     */
    record Found(
            double[] point,
            MapSearch search,
            @Nullable Curvature curvature,
            @Nullable PrecisionFactor factor) {}

    private final Target target;
    private final MapOptions options;
    private final double[] start;
    private final int number;
    private final double[] gradient;
    private double[] point;
    private double lp;
    private int iterations;
    private double distance = Double.NaN;
    private @Nullable Curvature curvature;
    private @Nullable PrecisionFactor factor;

    private Ascent(Target target, MapOptions options, double[] start, int number) {
        this.target = target;
        this.options = options;
        this.start = start;
        this.number = number;
        this.point = start;
        this.gradient = new double[start.length];
    }

    static Found from(Target target, MapOptions options, double[] start, int number) {
        target.restart();
        return new Ascent(target, options, start, number).climb();
    }

    private Found climb() {
        double tolerance = options.tolerance();
        for (int round = 0; round < ROUNDS; round++) {
            Minimum m = Lbfgs.minimize(objective(), point, options.iterations() - iterations, tolerance);
            iterations += m.iterations();
            moveTo(m.at());
            distance = m.distance();
            if (m.stop() == Minimum.Stop.LIMIT) {
                break;
            }
            if (point.length > MOST_COORDINATES) {
                return m.stop() == Minimum.Stop.CONVERGED ? found(MapStop.CONVERGED, "") : stopped(m.stop());
            }
            bend();
            PrecisionFactor law = factor;
            double[] higher;
            if (law == null) {
                double[] along = flaw().direction();
                higher = higher(along, 1);
                if (higher == null) {
                    return hasRunOff() || m.stop() == Minimum.Stop.CONVERGED ? flat(along) : stopped(m.stop());
                }
            } else {
                polish(law);
                if (distance > options.tolerance()) {
                    if (m.stop() == Minimum.Stop.LINE_SEARCH && round > 0) {
                        return stopped(m.stop());
                    }
                    tolerance *= 1e-2;
                    continue;
                }
                Neighbours around = neighbours(law);
                higher = around.higher();
                if (higher == null) {
                    double[] along = around.level();
                    return along == null ? found(MapStop.CONVERGED, "") : flat(along);
                }
            }
            moveTo(higher);
        }
        return stopped(Minimum.Stop.LIMIT);
    }

    private Objective objective() {
        return new Objective() {
            @Override
            public int dimension() {
                return start.length;
            }

            @Override
            public double valueAndGradient(double[] at, double[] slope) {
                double value = target.logpAndGradient(at, slope);
                for (int i = 0; i < slope.length; i++) {
                    slope[i] = -slope[i];
                }
                return -value;
            }
        };
    }

    private void moveTo(double[] to) {
        point = to;
        lp = target.logpAndGradient(point, gradient);
    }

    private void bend() {
        curvature = target.curvature(point);
        PrecisionFactor made = PrecisionFactor.of(curvature.precision());
        factor = made.flaw() == null ? made : null;
    }

    private PrecisionFactor.Flaw flaw() {
        PrecisionFactor.Flaw flaw = PrecisionFactor.of(
                        Objects.requireNonNull(curvature).precision())
                .flaw();
        return Objects.requireNonNull(flaw);
    }

    /** Newton's steps with one Hessian while they bring the maximum nearer by half, then the Hessian where they end. */
    private void polish(PrecisionFactor law) {
        boolean moved = false;
        for (int k = 0; k < NEWTON_STEPS; k++) {
            double[] step = law.solve(gradient);
            distance = distance(step);
            double[] next = point.clone();
            for (int i = 0; i < next.length; i++) {
                next[i] += step[i];
            }
            double[] slope = new double[next.length];
            double value = target.logpAndGradient(next, slope);
            double[] rest = law.solve(slope);
            double after = 0;
            for (int i = 0; i < rest.length; i++) {
                after += rest[i] * slope[i];
            }
            boolean nearer = Double.isFinite(value)
                    && Math.sqrt(after) <= distance / 2
                    && value >= lp - 1e-9 * Math.max(1, Math.abs(lp));
            if (!nearer) {
                break;
            }
            point = next;
            lp = value;
            System.arraycopy(slope, 0, gradient, 0, slope.length);
            distance = Math.sqrt(after);
            moved = true;
        }
        if (moved) {
            bend();
            PrecisionFactor there = factor;
            distance = there == null ? Double.NaN : distance(there.solve(gradient));
        }
    }

    private double distance(double[] step) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum += step[i] * gradient[i];
        }
        return Math.sqrt(Math.max(0, sum));
    }

    /** A higher point along a direction, on either side; null if there is none. */
    private double @Nullable [] higher(double[] along, double length) {
        for (double side : new double[] {length, -length}) {
            double[] there = point.clone();
            for (int i = 0; i < there.length; i++) {
                there[i] += side * along[i];
            }
            double[] slope = new double[there.length];
            if (target.logpAndGradient(there, slope) > lp + HIGHER * Math.max(1, Math.abs(lp))
                    && Arrays.stream(slope).allMatch(Double::isFinite)) {
                return there;
            }
        }
        return null;
    }

    /** What is found a standard deviation away: a higher point, or a direction along which the log-density does not fall. */
    private record Neighbours(double @Nullable [] higher, double @Nullable [] level) {}

    private Neighbours neighbours(PrecisionFactor law) {
        double[] slope = new double[point.length];
        double @Nullable [] level = null;
        for (int j = 0; j < point.length; j++) {
            double[] along = law.column(j);
            double[] higher = higher(along, 1);
            if (higher != null) {
                return new Neighbours(higher, null);
            }
            for (int side = -1; side <= 1; side += 2) {
                double[] there = point.clone();
                for (int i = 0; i < there.length; i++) {
                    there[i] += side * along[i];
                }
                if (lp - target.logpAndGradient(there, slope) < LEAST_FALL) {
                    level = along;
                }
            }
        }
        return new Neighbours(null, level);
    }

    private boolean hasRunOff() {
        return target.edge(start, point, Target.FAR_OUT) != null;
    }

    private Found flat(double[] along) {
        String edge = target.edge(start, point, Target.OUT);
        return edge == null
                ? found(
                        MapStop.FLAT,
                        "the log-density does not fall along " + target.direction(along)
                                + ": the data and the priors do not determine it")
                : ranOff(edge);
    }

    /** Where coordinates end is chance, since the last numbers are; whether the log-density still rises there is not. */
    private Found ranOff(String edge) {
        boolean rises = Arrays.stream(gradient).anyMatch(slope -> Math.abs(slope) > LEAST_FALL);
        return found(
                MapStop.RAN_OFF,
                edge + (rises ? ", and the log-density still rises" : ", where the log-density does not fall"));
    }

    private Found stopped(Minimum.Stop stop) {
        String edge = target.edge(start, point, Target.FAR_OUT);
        if (edge != null) {
            return ranOff(edge);
        }
        String steep = "the log-density still rises, by a slope of " + target.slope(gradient);
        return stop == Minimum.Stop.LIMIT
                ? found(MapStop.LIMIT, "after " + iterations + " iterations " + steep)
                : found(MapStop.LINE_SEARCH, "no higher point was found, but " + steep);
    }

    private Found found(MapStop stop, String why) {
        double steepest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
        return new Found(
                point,
                new MapSearch(number, stop, lp, distance, steepest, iterations, target.evaluations(), 0, why),
                curvature,
                factor);
    }
}
