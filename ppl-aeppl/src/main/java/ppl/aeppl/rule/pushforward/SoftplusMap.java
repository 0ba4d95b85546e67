package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
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
        return Value.of(y.var().plus(LogMath.log1mExp(y.var().unaryMinus())));
    }

    @Override
    public Var logSlope(Value y) {
        return LogMath.log1mExp(y.var().unaryMinus()).unaryMinus();
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }
}
