package ppl.aeppl.rule.pushforward;

import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;

/** {@code log(x)} on positive numbers. */
record LogMap() implements MonotoneMap {

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Var forward(Var x) {
        return x.log();
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        return Logarithmic.exponential(Var::exp, y, ends);
    }

    @Override
    public Var logSlope(Value y) {
        return y.var();
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return whole.lo() > 0;
    }
}
