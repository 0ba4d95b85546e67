package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * The ends of the support of x and where the map takes them, so that the distances of an inverse image to them are known.
 *
 * @param lo lower end of the support of x; null if infinite, or if x is a whole number
 * @param hi upper end likewise
 * @param atLo the image of the lower end, as the support of y has it; null if it is infinite or not known to be an end
 * @param atHi the image of the upper end likewise
 */
record Ends(
        @Nullable Var lo,
        @Nullable Var hi,
        @Nullable Var atLo,
        @Nullable Var atHi) {

    /** Nothing is known. */
    static final Ends NONE = new Ends(null, null, null, null);

    /** Of a map whose direction may not be known. */
    static Ends of(MonotoneMap map, Support base, Support image) {
        if (!(base instanceof Support.RealInterval(Var lo, var _, Var hi, var _))
                || !(image instanceof Support.RealInterval(Var first, var _, Var last, var _))) {
            return NONE;
        }
        if (map.increasing().isSplat(1)) {
            return new Ends(lo, hi, first, last);
        }
        return map.increasing().isSplat(0) ? new Ends(lo, hi, last, first) : new Ends(lo, hi, null, null);
    }

    /**
     * An x with its distances to both ends.
     *
     * @param x its digits
     * @param aboveLo the log of its distance to the lower end; null to take it from the digits
     * @param belowHi the log of its distance to the upper end likewise
     */
    Value value(Var x, @Nullable Var aboveLo, @Nullable Var belowHi) {
        Value digits = Value.of(x);
        return new Value(
                x,
                false,
                lo == null ? null : new Value.Distance(lo, aboveLo == null ? digits.logAbove(lo) : aboveLo),
                hi == null ? null : new Value.Distance(hi, belowHi == null ? digits.logBelow(hi) : belowHi));
    }

    /**
     * The same where distances found from those of y serve near an end only, because far from it, or where the image of the
     * end may have lost its digits, those of x are better.
     *
     * @param y whose distances may be known
     * @param x its digits
     * @param aboveLo the log of its distance to the lower end, from y; null to take it from the digits
     * @param belowHi the log of its distance to the upper end likewise
     * @param trusted ends whose images keep their digits lie between minus and plus this number
     */
    Value valueNear(Value y, Var x, @Nullable Var aboveLo, @Nullable Var belowHi, double trusted) {
        return valueNear(y.above() != null || y.below() != null, x, aboveLo, belowHi, trusted);
    }

    /**
     * The same, where the caller says whether the digits of x may be lost near an end.
     *
     * @param lost true if y may have been rounded, or if digits cancel on the way to x
     */
    Value valueNear(boolean lost, Var x, @Nullable Var aboveLo, @Nullable Var belowHi, double trusted) {
        Value digits = Value.of(x);
        Var above = lo == null ? null : near(x.minus(lo), lo, aboveLo, digits.logAbove(lo), trusted);
        Var below = hi == null ? null : near(hi.minus(x), hi, belowHi, digits.logBelow(hi), trusted);
        Var lower = lost && lo != null && lo.isSplat(0) && above != null ? digits(x, above) : x;
        Var upper = lost && hi != null && hi.isSplat(0) && below != null
                ? digits(lower.unaryMinus(), below).unaryMinus()
                : lower;
        return value(upper, above, below);
    }

    /** A small number, from its log where digits were lost on the way from a y that had been rounded. */
    private static Var digits(Var x, Var log) {
        Var small = and(log.lt(-6), log.gt(Double.NEGATIVE_INFINITY));
        Var fine = where(small, log, Var.constant(0.0)).exp();
        Var lost = x.minus(fine).abs().gt(fine.times(0x1p-44));
        return where(and(small, lost), fine, x);
    }

    private static Var near(Var gap, Var end, @Nullable Var exact, Var digits, double trusted) {
        if (exact == null) {
            return digits;
        }
        Var close = gap.lt(1);
        Var sound = end.abs().lt(trusted);
        return where(sound.isSplat(1) ? close : and(close, sound), exact, digits);
    }
}
