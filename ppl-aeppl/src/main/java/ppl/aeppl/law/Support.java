package ppl.aeppl.law;

import static ppl.graph.Elementwise.and;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Interval;
import ppl.graph.Var;

/** A set that holds every draw of a law. Ends may be parameters, so they are nodes. */
public sealed interface Support {

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
            Var above = lo == null || certain(x.range().lo(), lo.range().hi(), loClosed)
                    ? Var.constant(true)
                    : loClosed ? x.ge(lo) : x.gt(lo);
            Var below = hi == null || certain(hi.range().lo(), x.range().hi(), hiClosed)
                    ? Var.constant(true)
                    : hiClosed ? x.le(hi) : x.lt(hi);
            return both(above, below);
        }

        private static boolean certain(double least, double greatest, boolean closed) {
            return least > greatest || (closed && least == greatest);
        }

        @Override
        public Interval bounds() {
            return Support.bounds(lo, hi);
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
                    ? Elementwise.equal(x.minus(Elementwise.floor(x)), Var.constant(0.0)) // which infinity is not
                    : Var.constant(true);
            return both(whole, new RealInterval(lo, true, hi, true).contains(x));
        }

        @Override
        public Interval bounds() {
            return Support.bounds(lo, hi);
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

    /** For each element whether it lies in the support; a true scalar where that is certain. NaN lies in no bounded one. */
    Var contains(Var x);

    /** Numbers between which the support is certain to lie. */
    Interval bounds();

    /** The set in signs, with its ends as a function tells them. */
    String describe(Function<Var, String> end);

    /** True for sets of whole numbers. */
    default boolean isDiscrete() {
        return this instanceof Integers;
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
