package ppl.aeppl.law;

import java.util.function.Function;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Vectors along the last axis of nonnegative numbers with sum 1: probabilities, shares of a whole.
 *
 * <p><b>Numerics:</b> a sum within {@value #TOLERANCE} of 1 counts as 1, so that rounding excludes no value. The measure of a density
 * on it is the volume of all components but one, whichever is left out.
 */
public record Simplex() implements Support {

    /** By how much the sum may differ from 1. */
    public static final double TOLERANCE = 1e-9;

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Var contains(Var x) {
        Var whole = x.sum(-1).minus(1).abs().le(TOLERANCE);
        return Functions.and(Functions.all(x.ge(0), -1), whole);
    }

    @Override
    public Interval bounds() {
        return new Interval(0, 1);
    }

    @Override
    public Bijector bijector() {
        return new IsometricLogRatio();
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{x >= 0 with sum 1}";
    }

    @Override
    public String remedy() {
        return "give numbers above 0 that add up to 1, or divide them by their sum";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
