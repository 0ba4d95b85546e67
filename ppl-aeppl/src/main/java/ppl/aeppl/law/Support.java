package ppl.aeppl.law;

import static ppl.graph.Functions.and;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.numeric.Constants;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * A set that holds every draw of a law, and the map by which samplers reach it. Ends may be parameters, so they are nodes. Those of
 * single numbers are made here, {@link Simplex} is one of vectors; other laws may define their own.
 *
 * <p><b>Shapes:</b> the last {@link #eventRank} axes of a draw are those of one event, which lies in the set or does not; axes before
 * them repeat it.
 *
 * <p>A support is a value: two of the same set are equal, as records of equal ends are. Values from a map whose {@link Bijector#image}
 * equals the support are known to lie in it; other values are checked by their digits.
 */
public interface Support {

    /**
     * Real numbers between two ends; a missing end is infinite.
     *
     * @param lo lower end, broadcastable to the draw
     * @param loClosed true if the lower end belongs to the support
     * @param hi upper end, broadcastable to the draw
     * @param hiClosed true if the upper end belongs to the support
     */
    record RealInterval(
            @Nullable Var lo, boolean loClosed, @Nullable Var hi, boolean hiClosed) implements Support {

        @Override
        public Var contains(Var x) {
            return both(isAbove(x), isBelow(x));
        }

        /**
         * By its digits, except near an end to which the distance is known: there rounding may have put the digits on the end, a few
         * units beyond it, or away from it.
         */
        @Override
        public Var contains(Value x) {
            Var over = isAbove(x.var());
            Value.Distance above = x.above();
            if (lo != null && above != null && above.isTo(lo) && !(loClosed && (over.isSplat(1) || lo.isSplat(0)))) {
                Var near = x.var().ge(lo.minus(lo.abs().times(Constants.ROUNDING)));
                over = loClosed ? near : and(near, above.log().gt(Double.NEGATIVE_INFINITY));
            }
            Var under = isBelow(x.var());
            Value.Distance below = x.below();
            if (hi != null && below != null && below.isTo(hi) && !(hiClosed && (under.isSplat(1) || hi.isSplat(0)))) {
                Var near = x.var().le(hi.plus(hi.abs().times(Constants.ROUNDING)));
                under = hiClosed ? near : and(near, below.log().gt(Double.NEGATIVE_INFINITY));
            }
            return over.isSplat(1) ? under : under.isSplat(1) ? over : and(over, under);
        }

        private Var isAbove(Var x) {
            return lo == null || certain(x.range().lo(), lo.range().hi(), loClosed)
                    ? Var.constant(true)
                    : loClosed ? x.ge(lo) : x.gt(lo);
        }

        private Var isBelow(Var x) {
            return hi == null || certain(hi.range().lo(), x.range().hi(), hiClosed)
                    ? Var.constant(true)
                    : hiClosed ? x.le(hi) : x.lt(hi);
        }

        private static boolean certain(double least, double greatest, boolean closed) {
            return least > greatest || (closed && least == greatest);
        }

        @Override
        public Interval bounds() {
            return Support.bounds(lo, hi);
        }

        @Override
        public RealInterval hull() {
            return this;
        }

        @Override
        public Bijector bijector() {
            return lo == null
                    ? (hi == null ? new Identity() : new UpperBound(hi))
                    : (hi == null ? new LowerBound(lo) : new Bounded(lo, hi));
        }

        @Override
        public String describe(Function<Var, String> end) {
            return (lo == null ? "(-inf" : (loClosed ? "[" : "(") + end.apply(lo)) + ", "
                    + (hi == null ? "inf)" : end.apply(hi) + (hiClosed ? "]" : ")"));
        }

        @Override
        public String toString() {
            return describe(Var::label);
        }
    }

    /**
     * Whole numbers between two ends, both included; a missing end is infinite.
     *
     * @param lo least value, broadcastable to the draw
     * @param hi greatest value, broadcastable to the draw
     */
    record Integers(@Nullable Var lo, @Nullable Var hi) implements Support {

        @Override
        public Var contains(Var x) {
            Var whole = x.dtype().isFloat()
                    ? Functions.equal(x.minus(Functions.floor(x)), Var.constant(0.0)) // which infinity is not
                    : Var.constant(true);
            return both(whole, hull().contains(x));
        }

        @Override
        public Interval bounds() {
            return Support.bounds(lo, hi);
        }

        @Override
        public RealInterval hull() {
            return new RealInterval(lo, true, hi, true);
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        /** The identity: no smooth map reaches whole numbers. */
        @Override
        public Bijector bijector() {
            return new Identity();
        }

        @Override
        public String remedy() {
            return "give one of these";
        }

        @Override
        public String describe(Function<Var, String> end) {
            if (lo != null && hi != null) {
                return "{" + end.apply(lo) + ", ..., " + end.apply(hi) + "}";
            }
            return lo != null
                    ? "{" + end.apply(lo) + ", ...}"
                    : hi != null ? "{..., " + end.apply(hi) + "}" : "integers";
        }

        @Override
        public String toString() {
            return describe(Var::label);
        }
    }

    /**
     * Single numbers that are not whole, such as halves or exponentials of whole numbers: which ones only the law knows.
     *
     * @param hull the least interval known to hold them
     */
    record Points(RealInterval hull) implements Support {

        @Override
        public Var contains(Var x) {
            return hull.contains(x);
        }

        @Override
        public Interval bounds() {
            return hull.bounds();
        }

        @Override
        public boolean isCountable() {
            return true;
        }

        /** The identity: no smooth map reaches single numbers. */
        @Override
        public Bijector bijector() {
            return new Identity();
        }

        @Override
        public String remedy() {
            return "give one of these";
        }

        @Override
        public String describe(Function<Var, String> end) {
            return "points in " + hull.describe(end);
        }

        @Override
        public String toString() {
            return describe(Var::label);
        }
    }

    /** The whole line. */
    static Support reals() {
        return new RealInterval(null, false, null, false);
    }

    /** {@code (0, inf)}. */
    static Support positive() {
        return new RealInterval(Var.constant(0.0), false, null, false);
    }

    /** {@code [0, inf)}. */
    static Support nonNegative() {
        return new RealInterval(Var.constant(0.0), true, null, false);
    }

    /** {@code [lo, hi]}. */
    static Support between(Var lo, Var hi) {
        return new RealInterval(lo, true, hi, true);
    }

    /** Whole numbers from {@code lo} on. */
    static Support integersFrom(long lo) {
        return new Integers(Var.constant(lo), null);
    }

    /** Whole numbers from {@code lo} to {@code hi}. */
    static Support integers(Var lo, Var hi) {
        return new Integers(lo, hi);
    }

    /** How many of the last axes of a draw make one event; 0 for sets of single numbers. */
    default int eventRank() {
        return 0;
    }

    /** For each event whether it lies in the support; a true scalar where that is certain. NaN lies in no bounded one. */
    Var contains(Var x);

    /** The same for a value of which more than its digits may be known. */
    default Var contains(Value x) {
        return contains(x.var());
    }

    /** Numbers between which every element of a draw is certain to lie. */
    Interval bounds();

    /** The least interval known to hold every element. */
    default RealInterval hull() {
        Interval b = bounds();
        return new RealInterval(
                b.lo() == Double.NEGATIVE_INFINITY ? null : Var.constant(b.lo()),
                true,
                b.hi() == Double.POSITIVE_INFINITY ? null : Var.constant(b.hi()),
                true);
    }

    /** The map onto it from coordinates that may move freely. */
    Bijector bijector();

    /** What to do with a value that is not inside, for messages. */
    default String remedy() {
        return "give one inside, not on the boundary";
    }

    /** The set in mathematical notation; a function says how its ends are written. */
    String describe(Function<Var, String> end);

    /** True for sets of whole numbers. */
    default boolean isDiscrete() {
        return false;
    }

    /** True for sets of single numbers, whole or not. */
    default boolean isCountable() {
        return isDiscrete();
    }

    private static Interval bounds(@Nullable Var lo, @Nullable Var hi) {
        return Interval.of(
                lo == null ? Double.NEGATIVE_INFINITY : lo.range().lo(),
                hi == null ? Double.POSITIVE_INFINITY : hi.range().hi());
    }

    private static Var both(Var a, Var b) {
        if (a.dtype() == DType.BOOL && a.isSplat(1)) {
            return b;
        }
        return b.isSplat(1) ? a : and(a, b);
    }
}
