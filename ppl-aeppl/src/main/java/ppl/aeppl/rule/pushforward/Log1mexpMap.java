package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Log1mexpExp;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.logistic.Log1mexp;

/** {@code log(1 - exp(x))} on negative numbers, which is its own inverse. */
record Log1mexpMap() implements SmoothMap {

    private static final Var ZERO = Var.constant(0.0);

    @Override
    public String name() {
        return "log1mexp";
    }

    @Override
    public Interval domain() {
        return Interval.NON_POSITIVE;
    }

    @Override
    public Support range() {
        return new Support.RealInterval(null, false, ZERO, false);
    }

    @Override
    public double harmless() {
        return -1;
    }

    @Override
    public Var forward(Var x) {
        return Log1mexp.of(x);
    }

    @Override
    public Var preimage(Value y) {
        if (y.below() == null || !y.below().isTo(ZERO)) {
            return LogMath.log1mExp(y.var());
        }
        Var near = y.var().gt(-0.5);
        Var known = Log1mexpExp.of(where(near, y.logBelow(ZERO), Var.constant(0.0)));
        return where(near, known, LogMath.log1mExp(where(near, Var.constant(-1.0), y.var())));
    }

    @Override
    public @Nullable Var logDistance(Value y, boolean lower) {
        return lower ? null : LogMinusLog1mexp.of(y.var());
    }

    @Override
    public Var logSlope(Value y) {
        return y.var().minus(preimage(y));
    }

    @Override
    public Var increasing() {
        return Var.constant(false);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? ZERO : null;
    }
}
