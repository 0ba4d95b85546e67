package ppl.aeppl.law;

import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * An interval of values whose probability may be asked for. A missing end is no bound. Open and closed ends differ
 * where a law has atoms or is discrete.
 *
 * @param lo least value, broadcastable to the draw
 * @param loClosed true if {@code lo} itself belongs to the event
 * @param hi greatest value, broadcastable to the draw
 * @param hiClosed true if {@code hi} itself belongs to the event
 */
public record Event(
        @Nullable Var lo, boolean loClosed, @Nullable Var hi, boolean hiClosed) {

    /** {@code X <= x}. */
    public static Event atMost(Var x) {
        return new Event(null, false, x, true);
    }

    /** {@code X < x}. */
    public static Event below(Var x) {
        return new Event(null, false, x, false);
    }

    /** {@code X >= x}. */
    public static Event atLeast(Var x) {
        return new Event(x, true, null, false);
    }

    /** {@code X > x}. */
    public static Event above(Var x) {
        return new Event(x, false, null, false);
    }

    /** {@code lo <= X <= hi}. */
    public static Event between(Var lo, Var hi) {
        return new Event(lo, true, hi, true);
    }

    /** The same interval read from right to left, with new ends. */
    public Event reversed(@Nullable Var newLo, @Nullable Var newHi) {
        return new Event(newLo, hiClosed, newHi, loClosed);
    }

    /** The same interval with new ends. */
    public Event withEnds(@Nullable Var newLo, @Nullable Var newHi) {
        return new Event(newLo, loClosed, newHi, hiClosed);
    }
}
