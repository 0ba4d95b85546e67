package ppl.graph.math.kernel;

import java.util.function.DoubleUnaryOperator;
import ppl.graph.Interval;

/**
 * Bounds of monotone functions from the Java library's own functions, widened by more than either can be wrong. Zeros
 * are kept, since the expansions keep signs.
 */
public final class Bounds {

    private static final double SLACK = 1e-13;

    private Bounds() {}

    /** Bounds of an increasing function whose values lie within {@code image}. */
    public static Interval increasing(Interval x, DoubleUnaryOperator f, Interval image) {
        return clipped(f.applyAsDouble(x.lo()), f.applyAsDouble(x.hi()), image);
    }

    /** Bounds of a decreasing function whose values lie within {@code image}. */
    public static Interval decreasing(Interval x, DoubleUnaryOperator f, Interval image) {
        return clipped(f.applyAsDouble(x.hi()), f.applyAsDouble(x.lo()), image);
    }

    private static Interval clipped(double lo, double hi, Interval image) {
        double low = Double.isNaN(lo) ? image.lo() : lo - SLACK * Math.abs(lo);
        double high = Double.isNaN(hi) ? image.hi() : hi + SLACK * Math.abs(hi);
        return Interval.of(Math.max(low, image.lo()), Math.min(high, image.hi()));
    }
}
