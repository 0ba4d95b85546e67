package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;

/** {@code exp(x)}. */
record ExpMap() implements MonotoneMap {

    @Override
    public String name() {
        return "exp";
    }

    @Override
    public Support range() {
        return Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return x.exp();
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        return Logarithmic.inverse(y.log(), y, ends, Logarithmic.EXPONENTS);
    }

    @Override
    public Var logSlope(Value y) {
        return y.log().unaryMinus();
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return whole.lo() > -700;
    }
}
