package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Cosh;

/**
 * {@code cosh(x)} on numbers from 0 on. At 1 its inverse is infinitely steep, so there is no density there.
 *
 * @param counts true for a discrete x, which may be 0 with a probability
 */
record CoshMap(boolean counts) implements SmoothMap {

    private static final Var ONE = Var.constant(1.0);

    @Override
    public String name() {
        return "cosh";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Support range() {
        return new Support.RealInterval(ONE, counts, null, false);
    }

    @Override
    public double harmless() {
        return 2;
    }

    @Override
    public Var forward(Var x) {
        return Cosh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Acosh.of(y.var());
    }

    /** {@code y^2 - 1 = (y - 1) (y + 1)}. */
    @Override
    public Var logSlope(Value y) {
        return y.logAbove(ONE).plus(y.log1p()).times(-0.5);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return null;
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }
}
