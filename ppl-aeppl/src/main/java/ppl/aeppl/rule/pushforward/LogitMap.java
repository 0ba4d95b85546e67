package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;

/** {@code log(x / (1 - x))} on numbers from 0 to 1. */
record LogitMap() implements SmoothMap {

    @Override
    public String name() {
        return "logit";
    }

    @Override
    public Interval domain() {
        return Interval.UNIT;
    }

    @Override
    public Var forward(Var x) {
        return Logit.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Sigmoid.of(y.var());
    }

    @Override
    public Var logDistance(Value y, boolean lower) {
        return Softplus.of(lower ? y.var().unaryMinus() : y.var()).unaryMinus();
    }

    @Override
    public Var logSlope(Value y) {
        return logDistance(y, true).plus(logDistance(y, false));
    }
}
