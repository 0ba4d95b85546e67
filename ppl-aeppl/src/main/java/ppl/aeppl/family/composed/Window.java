package ppl.aeppl.family.composed;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Support.RealInterval;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A closed interval to which a law is restricted; a missing end is infinite.
 *
 * @param lo least value
 * @param hi greatest value
 */
record Window(@Nullable Var lo, @Nullable Var hi) {

    /** The interval as an event. */
    Event event() {
        return new Event(lo, true, hi, true);
    }

    /** The interval as a set. */
    RealInterval interval() {
        return new RealInterval(lo, true, hi, true);
    }

    /**
     * The log-probability of both an event and the interval. Where an end of the event is open and that of the interval, which is
     * closed, lies farther in, the other probability counts: it differs where there are single points with a probability of their own.
     */
    Var logProb(EventProbability p, Event e, BaseMeasure measure) {
        Var from = inner(e.lo(), lo, true);
        Var to = inner(e.hi(), hi, false);
        boolean smooth = measure instanceof BaseMeasure.Lebesgue;
        return lower(p, e, from, to, smooth);
    }

    private Var lower(EventProbability p, Event e, @Nullable Var from, @Nullable Var to, boolean smooth) {
        if (from == null || e.lo() == null || lo == null || e.loClosed() || smooth) {
            return upper(p, e, from, e.lo() == null || e.loClosed(), to, smooth);
        }
        return where(lo.gt(e.lo()), upper(p, e, from, true, to, smooth), upper(p, e, from, false, to, smooth));
    }

    private Var upper(
            EventProbability p, Event e, @Nullable Var from, boolean fromClosed, @Nullable Var to, boolean smooth) {
        if (to == null || e.hi() == null || hi == null || e.hiClosed() || smooth) {
            return p.logProb(new Event(from, fromClosed, to, e.hi() == null || e.hiClosed()));
        }
        return where(
                hi.lt(e.hi()),
                p.logProb(new Event(from, fromClosed, to, true)),
                p.logProb(new Event(from, fromClosed, to, false)));
    }

    private static @Nullable Var inner(@Nullable Var a, @Nullable Var b, boolean lower) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Var x = Functions.toFloat(a);
        Var y = Functions.toFloat(b);
        return lower ? Functions.maximum(x, y) : Functions.minimum(x, y);
    }
}
