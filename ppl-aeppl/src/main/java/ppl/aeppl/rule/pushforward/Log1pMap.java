package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log1p;

/** {@code log(1 + x)} on numbers greater than −1. */
record Log1pMap() implements MonotoneMap {

    @Override
    public String name() {
        return "log1p";
    }

    @Override
    public Interval domain() {
        return new Interval(-1, Double.POSITIVE_INFINITY);
    }

    @Override
    public Var forward(Var x) {
        return Log1p.of(x);
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        return Logarithmic.exponential(Expm1::of, y, ends);
    }

    @Override
    public Var logSlope(Value y) {
        return y.var();
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return whole.lo() > -1;
    }
}
