package ppl.aeppl.law;

import java.util.function.Function;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Vectors along the last axis of length 1: directions.
 *
 * <p><b>Numerics:</b> a sum of squares within {@value #TOLERANCE} of 1 counts as 1. The measure of a density on it is the area of the
 * sphere.
 */
public record UnitSphere() implements Support {

    /** By how much the sum of squares may differ from 1. */
    public static final double TOLERANCE = 1e-9;

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Var contains(Var x) {
        return x.square().sum(-1).minus(1).abs().le(TOLERANCE);
    }

    @Override
    public Interval bounds() {
        return new Interval(-1, 1);
    }

    @Override
    public Bijector bijector() {
        return new Stereographic();
    }

    @Override
    public String remedy() {
        return "divide it by its length";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{x of length 1}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
