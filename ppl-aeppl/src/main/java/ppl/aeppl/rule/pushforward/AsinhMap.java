package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogHyperbolic;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Sinh;

/** {@code asinh(x)}. */
record AsinhMap() implements SmoothMap {

    /** From here on the inverse is infinite. */
    private static final double OVERFLOW = 710.4758600739439;

    @Override
    public String name() {
        return "asinh";
    }

    @Override
    public Var forward(Var x) {
        return Asinh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        Var fits = y.var().abs().lt(OVERFLOW);
        Var infinite = y.var().times(Double.POSITIVE_INFINITY);
        return where(fits, Sinh.of(where(fits, y.var(), Var.constant(0.0))), infinite);
    }

    @Override
    public Var logSlope(Value y) {
        return LogHyperbolic.logCosh(y.var());
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }
}
