package ppl.api.diagnostics;

import java.util.function.DoubleUnaryOperator;

/**
 * A root of a continuous function between two points where its signs differ: inverse quadratic interpolation where it converges
 * fast, bisection where it does not (Brent 1973, chapter 4).
 *
 * <p>Of a function with several roots, which one is found depends on the steps; these are the usual ones.
 */
final class BrentRoot {
    private static final double ABSOLUTE = 2e-12;
    private static final double RELATIVE = 4 * Math.ulp(1.0);
    private static final int MOST_STEPS = 100;

    private BrentRoot() {}

    /** A root in [from, to], or NaN where the signs at the ends do not differ. */
    static double find(DoubleUnaryOperator f, double from, double to) {
        double previous = from;
        double current = to;
        double atPrevious = f.applyAsDouble(previous);
        double atCurrent = f.applyAsDouble(current);
        if (!(atPrevious * atCurrent < 0)) {
            return Double.NaN;
        }
        double blocking = previous;
        double atBlocking = atPrevious;
        double lastStep = current - previous;
        double step = lastStep;
        for (int i = 0; i < MOST_STEPS && atCurrent != 0; i++) {
            if (atPrevious != 0 && Math.signum(atPrevious) != Math.signum(atCurrent)) {
                blocking = previous;
                atBlocking = atPrevious;
                step = current - previous;
                lastStep = step;
            }
            if (Math.abs(atBlocking) < Math.abs(atCurrent)) {
                previous = current;
                current = blocking;
                blocking = previous;
                atPrevious = atCurrent;
                atCurrent = atBlocking;
                atBlocking = atPrevious;
            }
            double tolerance = (ABSOLUTE + RELATIVE * Math.abs(current)) / 2;
            double bisection = (blocking - current) / 2;
            if (Math.abs(bisection) < tolerance) {
                return current;
            }
            double next = bisection;
            double before = bisection;
            if (Math.abs(lastStep) > tolerance && Math.abs(atCurrent) < Math.abs(atPrevious)) {
                double trial = interpolated(previous, current, blocking, atPrevious, atCurrent, atBlocking);
                if (2 * Math.abs(trial) < Math.min(Math.abs(lastStep), 3 * Math.abs(bisection) - tolerance)) {
                    before = step;
                    next = trial;
                }
            }
            lastStep = before;
            step = next;
            previous = current;
            atPrevious = atCurrent;
            current += Math.abs(step) > tolerance ? step : Math.copySign(tolerance, bisection);
            atCurrent = f.applyAsDouble(current);
        }
        return current;
    }

    /** The step to the root of the secant, or of the inverse parabola where three points are apart. */
    private static double interpolated(double a, double b, double c, double fa, double fb, double fc) {
        if (a == c) {
            return -fb * (b - a) / (fb - fa);
        }
        double slopeA = (fa - fb) / (a - b);
        double slopeC = (fc - fb) / (c - b);
        return -fb * (fc * slopeC - fa * slopeA) / (slopeC * slopeA * (fc - fa));
    }
}
