package ppl.aeppl.rule.pushforward;

import static ppl.graph.Elementwise.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Elementwise;
import ppl.graph.Var;
import ppl.graph.math.logistic.Softplus;

/** {@code log(1 + exp(x))}, whose inverse is {@code y + log(1 - exp(-y))}. */
record SoftplusMap() implements MonotoneMap {

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public Support range() {
        return Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return Softplus.of(x);
    }

    @Override
    public Value inverse(Value y) {
        return Value.of(y.var().plus(logOneMinusExp(y)));
    }

    @Override
    public Var logSlope(Value y) {
        return logOneMinusExp(y).unaryMinus();
    }

    /** {@code log(1 - exp(-y))}; near 0 from the log of y, which may be known where y itself has rounded to 0. */
    private static Var logOneMinusExp(Value y) {
        Var near = y.var().lt(1e-5);
        Var small = where(near, y.var(), Var.constant(0.0));
        Var series = y.log().minus(small.times(0.5)).plus(small.square().div(24));
        return where(
                near,
                series,
                LogMath.log1mExp(y.or(Elementwise.not(near), 1).var().unaryMinus()));
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }
}
