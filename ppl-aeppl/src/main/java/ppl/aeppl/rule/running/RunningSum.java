package ppl.aeppl.rule.running;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.op.CumulativeSum;

/**
 * Sums up to each place, or from each place on.
 *
 * @param reverse whether from the last element to the first
 */
record RunningSum(boolean reverse) implements Accumulated {

    @Override
    public String name() {
        return "random walk";
    }

    @Override
    public Var path(Var steps, int axis) {
        return Var.of(new CumulativeSum(axis, reverse), steps);
    }

    @Override
    public Value steps(Var path, int axis) {
        return Value.of(path.minus(Neighbours.of(path, axis, reverse, 0)));
    }

    @Override
    public Var isPath(Var path, int axis) {
        if (!path.dtype().isFloat()) {
            return Var.constant(true);
        }
        Var finite = path.abs().lt(Double.POSITIVE_INFINITY);
        return Functions.and(finite, Neighbours.of(path, axis, reverse, 0).abs().lt(Double.POSITIVE_INFINITY));
    }

    @Override
    public @Nullable Var logSlope(Var path, int axis) {
        return null;
    }

    @Override
    public Support support(Support ofSteps) {
        boolean up = ofSteps.bounds().isNonNegative();
        return ofSteps.isDiscrete()
                ? new Support.Integers(up ? Var.constant(0L) : null, null)
                : up ? Support.nonNegative() : Support.reals();
    }
}
