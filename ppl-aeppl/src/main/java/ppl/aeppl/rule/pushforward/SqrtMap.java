package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * {@code sqrt(x)} on positive numbers.
 *
 * @param counts true for a discrete x, which may be 0 with a probability
 */
record SqrtMap(boolean counts) implements MonotoneMap {

    /** From here on squares are infinite. */
    private static final double OVERFLOW = 0x1p512;

    @Override
    public String name() {
        return "sqrt";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Support range() {
        return counts ? Support.nonNegative() : Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return x.sqrt();
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        Var above = ends.atLo() == null ? null : factors(y, y.logAbove(ends.atLo()), ends.atLo());
        Var below = ends.atHi() == null ? null : factors(y, y.logBelow(ends.atHi()), ends.atHi());
        Var fits = y.var().lt(OVERFLOW);
        Var square =
                where(fits, where(fits, y.var(), Var.constant(1.0)).square(), Var.constant(Double.POSITIVE_INFINITY));
        return ends.value(square, above, below);
    }

    /** The difference of the squares of y and a from that of y and a. */
    private static Var factors(Value y, Var gap, Var a) {
        return gap.plus(a.isSplat(0) ? y.log() : y.var().plus(a).log());
    }

    @Override
    public Var logSlope(Value y) {
        return y.log().plus(LOG_2);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }
}
