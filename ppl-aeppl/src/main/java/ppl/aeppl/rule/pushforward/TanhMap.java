package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.Tanh;

/** {@code tanh(x)}. Its inverse is half the log of {@code (1 + y) / (1 - y)}, by the logs of both distances outside the middle. */
record TanhMap() implements SmoothMap {

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(-1.0), false, Var.constant(1.0), false);
    }

    @Override
    public double harmless() {
        return 0.5;
    }

    @Override
    public Var forward(Var x) {
        return Tanh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        Var middle = y.var().abs().lt(0.5);
        Var near = where(middle, y.var(), Var.constant(0.0));
        return where(middle, Atanh.of(near), y.log1p().minus(y.log1m()).times(0.5));
    }

    @Override
    public Var logSlope(Value y) {
        return y.log1p().plus(y.log1m()).unaryMinus();
    }

    @Override
    public Var limit(boolean lower) {
        return Var.constant(lower ? -1.0 : 1.0);
    }
}
