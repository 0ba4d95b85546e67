package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
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

    /** The log of numbers that vanish beside 1. */
    private static final double TINY = -37;

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
        if (y.above() == null || !y.above().isTo(ONE)) {
            return Acosh.of(y.var());
        }
        Var near = y.var().lt(2);
        Var known = nearOne(where(near, y.logAbove(ONE), Var.constant(0.0)));
        return where(near, known, Acosh.of(where(near, Var.constant(2.0), y.var())));
    }

    /** {@code acosh(1 + s)} by the log of s. */
    private static Var nearOne(Var logS) {
        Var tiny = logS.lt(TINY);
        Var s = where(tiny, Var.constant(1.0), logS).exp();
        Var series = logS.plus(LOG_2).times(0.5).exp();
        return where(tiny, series, Functions.log1p(s.plus(s.times(s.plus(2)).sqrt())));
    }

    /** {@code x^2 = 2 s} for an s next to nothing. */
    @Override
    public @Nullable Var logDistance(Value y, boolean lower) {
        Var logS = y.logAbove(ONE);
        Var tiny = logS.lt(TINY);
        Var x = preimage(y.or(Functions.not(tiny), harmless()));
        return where(tiny, logS.plus(LOG_2).times(0.5), x.log());
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
