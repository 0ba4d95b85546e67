package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Log1mexpExp;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Var;
import ppl.graph.math.normal.InverseMills;
import ppl.graph.math.normal.LogNdtr;

/** The log of the standard normal distribution function. */
record LogNdtrMap() implements SmoothMap {

    private static final Var ZERO = Var.constant(0.0);

    @Override
    public String name() {
        return "log_ndtr";
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
        return LogNdtr.of(x);
    }

    @Override
    public Var preimage(Value y) {
        boolean known = y.below() != null && y.below().isTo(ZERO);
        Var logQ = known ? Log1mexpExp.of(y.logBelow(ZERO)) : LogMath.log1mExp(y.var());
        return NdtrMap.quantile(y.var().exp(), y.var(), logQ);
    }

    @Override
    public Var logSlope(Value y) {
        return logMills(preimage(y), y.var());
    }

    /**
     * The log of what {@code Phi(x) / phi(x)} is, which underflows or overflows on either side as itself.
     *
     * @param logP the log of Phi(x)
     */
    static Var logMills(Var x, Var logP) {
        Var high = x.gt(0);
        Var low = InverseMills.of(where(high, Var.constant(0.0), x)).log().unaryMinus();
        return where(high, NdtrMap.minusLogDensity(x).plus(logP), low);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? null : ZERO;
    }
}
