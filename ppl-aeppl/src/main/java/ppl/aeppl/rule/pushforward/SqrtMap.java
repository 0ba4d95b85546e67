package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;

/** {@code sqrt(x)} on numbers that are not negative. */
record SqrtMap() implements MonotoneMap {

    @Override
    public String name() {
        return "sqrt";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Support range() {
        return Support.nonNegative();
    }

    @Override
    public Var forward(Var x) {
        return x.sqrt();
    }

    @Override
    public Value inverse(Value y) {
        return Value.of(y.var().square());
    }

    @Override
    public Var logSlope(Value y) {
        return y.var().log().plus(LOG_2);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }
}
