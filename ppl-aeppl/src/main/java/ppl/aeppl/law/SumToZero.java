package ppl.aeppl.law;

import java.util.function.Function;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Vectors along the last axis with sum 0: effects that are known only up to a constant.
 *
 * <p><b>Numerics:</b> a sum within {@value #TOLERANCE} of 0, relative to the sum of absolute values where that is above 1, counts as 0. The
 * measure of a density on it is length, area or volume in the plane of these vectors.
 */
public record SumToZero() implements Support {

    /** By how much the sum may differ from 0. */
    public static final double TOLERANCE = 1e-9;

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Var contains(Var x) {
        Var size = Functions.maximum(x.abs().sum(-1), 1);
        return Functions.and(x.sum(-1).abs().le(size.times(TOLERANCE)), size.lt(Double.POSITIVE_INFINITY));
    }

    @Override
    public Interval bounds() {
        return Interval.ALL;
    }

    @Override
    public Bijector bijector() {
        return new Plane();
    }

    @Override
    public String remedy() {
        return "give numbers that add up to 0, or subtract their mean";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{x with sum 0}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
