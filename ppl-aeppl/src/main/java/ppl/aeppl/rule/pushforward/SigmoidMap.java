package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.math.logistic.Sigmoid;

/** {@code 1 / (1 + exp(-x))}. */
record SigmoidMap() implements MonotoneMap {

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(0.0), false, Var.constant(1.0), false);
    }

    @Override
    public double harmless() {
        return 0.5;
    }

    @Override
    public Var forward(Var x) {
        return Sigmoid.of(x);
    }

    @Override
    public Value inverse(Value y) {
        return Value.of(y.log().minus(y.log1m()));
    }

    @Override
    public Var logSlope(Value y) {
        return y.log().plus(y.log1m()).unaryMinus();
    }

    @Override
    public Var limit(boolean lower) {
        return Var.constant(lower ? 0.0 : 1.0);
    }
}
