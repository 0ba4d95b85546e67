package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Expm1;

/** {@code exp(x) - 1}. */
record Expm1Map() implements MonotoneMap {

    @Override
    public String name() {
        return "expm1";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(-1.0), false, null, false);
    }

    @Override
    public Var forward(Var x) {
        return Expm1.of(x);
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        return Logarithmic.inverse(y.log1p(), y, ends, 30);
    }

    @Override
    public Var logSlope(Value y) {
        return y.log1p().unaryMinus();
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(-1.0) : null;
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return whole.lo() > -30;
    }
}
