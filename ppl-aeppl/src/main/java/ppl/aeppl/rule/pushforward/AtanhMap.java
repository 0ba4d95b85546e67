package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;

import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogHyperbolic;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.logistic.Softplus;

/** {@code atanh(x)} on numbers from −1 to 1. */
record AtanhMap() implements SmoothMap {

    @Override
    public String name() {
        return "atanh";
    }

    @Override
    public Interval domain() {
        return new Interval(-1, 1);
    }

    @Override
    public Var forward(Var x) {
        return Atanh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Tanh.of(y.var());
    }

    @Override
    public Var logDistance(Value y, boolean lower) {
        return Softplus.of(y.var().times(lower ? -2 : 2)).unaryMinus().plus(LOG_2);
    }

    @Override
    public Var logSlope(Value y) {
        return LogHyperbolic.logCosh(y.var()).times(-2);
    }
}
