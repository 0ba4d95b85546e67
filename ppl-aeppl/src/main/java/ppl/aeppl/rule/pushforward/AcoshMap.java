package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogHyperbolic;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Cosh;

/** {@code acosh(x)} on numbers from 1 on. */
record AcoshMap() implements SmoothMap {

    /** From here on the inverse is infinite. */
    private static final double OVERFLOW = 710.4758600739439;

    @Override
    public String name() {
        return "acosh";
    }

    @Override
    public Interval domain() {
        return new Interval(1, Double.POSITIVE_INFINITY);
    }

    @Override
    public Support range() {
        return Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return Acosh.of(x);
    }

    @Override
    public Var preimage(Value y) {
        Var fits = y.var().lt(OVERFLOW);
        return where(fits, Cosh.of(where(fits, y.var(), Var.constant(0.0))), Var.constant(Double.POSITIVE_INFINITY));
    }

    /** {@code cosh(y) - 1 = 2 sinh(y / 2)^2}. */
    @Override
    public @Nullable Var logDistance(Value y, boolean lower) {
        return lower
                ? logSinh(y.log().minus(LOG_2), y.var().times(0.5)).times(2).plus(LOG_2)
                : null;
    }

    @Override
    public Var logSlope(Value y) {
        return logSinh(y.log(), y.var());
    }

    /** {@code log(sinh(y))} of a y that may have underflowed. */
    private static Var logSinh(Var logY, Var y) {
        Var tiny = logY.lt(-19);
        return where(tiny, logY, LogHyperbolic.logSinh(where(tiny, Var.constant(1.0), y)));
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }
}
