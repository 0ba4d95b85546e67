package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Monotone;
import ppl.graph.Interval;
import ppl.graph.Var;

/** A function whose op says itself how it is inverted. */
record OpMap(Monotone op) implements MonotoneMap {

    @Override
    public String name() {
        return op.name();
    }

    @Override
    public Interval domain() {
        return op.domain();
    }

    @Override
    public Support range() {
        return op.image();
    }

    @Override
    public double harmless() {
        Interval values = op.image().bounds();
        boolean below = Double.isFinite(values.lo());
        boolean above = Double.isFinite(values.hi());
        if (below && above) {
            return values.lo() / 2 + values.hi() / 2;
        }
        return below ? values.lo() + 1 : above ? values.hi() - 1 : 0;
    }

    @Override
    public Var forward(Var x) {
        return Var.of(op, x);
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        Var above = distance(y, true, ends.lo(), ends.atLo());
        Var below = distance(y, false, ends.hi(), ends.atHi());
        return ends.valueNear(y, op.inverse(y), above, below, Double.POSITIVE_INFINITY);
    }

    private @Nullable Var distance(Value y, boolean isLower, @Nullable Var end, @Nullable Var image) {
        if (end == null || image == null) {
            return null;
        }
        Var logGap = isLower == op.isIncreasing() ? y.logAbove(image) : y.logBelow(image);
        return op.logDistance(y, logGap, new Monotone.End(isLower, end, image));
    }

    @Override
    public Var logSlope(Value y) {
        return op.logSlope(y);
    }

    @Override
    public Var increasing() {
        return Var.constant(op.isIncreasing());
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return op.image() instanceof Support.RealInterval values
                ? lower == op.isIncreasing() ? values.lo() : values.hi()
                : null;
    }
}
