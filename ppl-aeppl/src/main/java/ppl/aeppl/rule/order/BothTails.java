package ppl.aeppl.rule.order;

import static ppl.graph.Functions.or;
import static ppl.graph.Functions.where;

import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * Probabilities of intervals from those of both sides of a number, which may belong to either: for laws with or without points of positive
 * probability. Between two ends the difference is taken in the tail in which the probabilities are smaller.
 */
interface BothTails extends EventProbability {

    /** {@code log P(Y <= y)}, or {@code log P(Y < y)}. */
    Var below(Var y, boolean closed);

    /** {@code log P(Y >= y)}, or {@code log P(Y > y)}. */
    Var above(Var y, boolean closed);

    @Override
    default Var logProb(Event e) {
        Var lo = e.lo();
        Var hi = e.hi();
        if (lo == null) {
            return hi == null ? Var.constant(0.0) : below(hi, e.hiClosed());
        }
        if (hi == null) {
            return above(lo, e.loClosed());
        }
        Var left = below(hi, e.hiClosed());
        Var right = above(lo, e.loClosed());
        Var difference = where(
                left.lt(right),
                LogMath.logDiffExp(left, below(lo, !e.loClosed())),
                LogMath.logDiffExp(right, above(hi, !e.hiClosed())));
        Var point = e.loClosed() && e.hiClosed() ? Functions.equal(lo, hi) : Var.constant(false);
        Var some = point.isSplat(0) ? lo.lt(hi) : or(lo.lt(hi), point);
        return where(some, difference, Var.constant(Double.NEGATIVE_INFINITY));
    }

    /** {@code log P(Y = y)}; −∞ where there is no point of positive probability. */
    default Var at(Var y) {
        return logProb(Event.between(y, y));
    }
}
