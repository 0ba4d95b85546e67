package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogHyperbolic;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Sinh;

/** {@code sinh(x)}. */
record SinhMap() implements SmoothMap {

    @Override
    public String name() {
        return "sinh";
    }

    @Override
    public Var forward(Var x) {
        return Sinh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Asinh.of(y.var());
    }

    @Override
    public Var logSlope(Value y) {
        return LogHyperbolic.logCosh(preimage(y)).unaryMinus();
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }
}
