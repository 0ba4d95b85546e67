package ppl.aeppl.law;

import java.util.function.Function;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Vectors along the last axis with sum 0: effects that are known only up to a constant. Or tables along the last axes, of which each line
 * along each of them has sum 0: interactions.
 *
 * <p><b>Numerics:</b> a sum within {@value #TOLERANCE} of 0, relative to the sum of absolute values where that is above 1, counts as 0. The
 * measure of a density on it is length, area or volume in the plane of these vectors.
 *
 * @param axes along how many of the last axes sums are 0
 */
public record SumToZero(int axes) implements Support {

    /** By how much the sum may differ from 0. */
    public static final double TOLERANCE = 1e-9;

    /**
     * Checks the number of axes.
     *
     * @throws GraphException with code SHAPE if it is less than 1
     */
    public SumToZero {
        if (axes < 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "sums are 0 along one axis or more, but got " + axes + "; give how many of the last");
        }
    }

    /** Vectors. */
    public SumToZero() {
        this(1);
    }

    @Override
    public int eventRank() {
        return axes;
    }

    @Override
    public Var contains(Var x) {
        Var all = along(x, x.rank() - 1);
        for (int a = 2; a <= axes; a++) {
            all = Functions.and(all, along(x, x.rank() - a));
        }
        return all;
    }

    /** Whether all lines of an event along one of its axes have sum 0. */
    private Var along(Var x, int axis) {
        Var size = Functions.maximum(x.abs().sum(axis), 1);
        Var zero = Functions.and(x.sum(axis).abs().le(size.times(TOLERANCE)), size.lt(Double.POSITIVE_INFINITY));
        int[] others =
                IntStream.rangeClosed(1, axes - 1).map(a -> zero.rank() - a).toArray();
        return others.length == 0 ? zero : Functions.all(zero, others);
    }

    @Override
    public Interval bounds() {
        return Interval.ALL;
    }

    @Override
    public Bijector bijector() {
        return new Plane(axes);
    }

    @Override
    public String remedy() {
        return axes == 1
                ? "give numbers that add up to 0, or subtract their mean"
                : "give numbers that add up to 0 along each of the last " + axes + " axes, or subtract the means";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return axes == 1 ? "{x with sum 0}" : "{x with sums 0 along " + axes + " axes}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
