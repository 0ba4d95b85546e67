package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;

/** The standard normal quantile, on probabilities. */
record NdtriMap() implements SmoothMap {

    @Override
    public String name() {
        return "ndtri";
    }

    @Override
    public Interval domain() {
        return Interval.UNIT;
    }

    @Override
    public Var forward(Var x) {
        return Ndtri.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Ndtr.of(y.var());
    }

    @Override
    public Var logDistance(Value y, boolean lower) {
        return LogNdtr.of(lower ? y.var() : y.var().unaryMinus());
    }

    @Override
    public Var logSlope(Value y) {
        return NdtrMap.minusLogDensity(y.var()).unaryMinus();
    }
}
