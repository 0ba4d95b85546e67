package ppl.aeppl.family;

import static ppl.graph.Functions.where;

import java.util.function.UnaryOperator;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * Probabilities of intervals from the logs of both tails. Between two ends the difference is taken in the tail in which
 * the probabilities are smaller, so that nothing is lost by subtracting from one.
 *
 * @param logcdf {@code log P(X <= x)}, for any x; a whole number for discrete laws
 * @param logsf {@code log P(X > x)}, likewise
 * @param discrete true if X takes whole numbers only
 */
public record Tails(UnaryOperator<Var> logcdf, UnaryOperator<Var> logsf, boolean discrete) implements EventProbability {

    /** Of a continuous law. */
    public static EventProbability continuous(UnaryOperator<Var> logcdf, UnaryOperator<Var> logsf) {
        return new Tails(logcdf, logsf, false);
    }

    /** Of a law of whole numbers. */
    public static EventProbability discrete(UnaryOperator<Var> logcdf, UnaryOperator<Var> logsf) {
        return new Tails(logcdf, logsf, true);
    }

    @Override
    public Var logProb(Event e) {
        if (e.lo() == null) {
            return e.hi() == null ? Var.constant(0.0) : logcdf.apply(last(e.hi(), e.hiClosed()));
        }
        Var lo = beforeFirst(e.lo(), e.loClosed());
        if (e.hi() == null) {
            return logsf.apply(lo);
        }
        Var hi = last(e.hi(), e.hiClosed());
        Var below = logcdf.apply(hi);
        Var above = logsf.apply(lo);
        Var difference = where(
                below.lt(above),
                LogMath.logDiffExp(below, logcdf.apply(lo)),
                LogMath.logDiffExp(above, logsf.apply(hi)));
        return where(lo.lt(hi), difference, Var.constant(Double.NEGATIVE_INFINITY));
    }

    /** The greatest possible value in an event that ends at {@code hi}. */
    private Var last(Var hi, boolean closed) {
        if (!discrete) {
            return hi;
        }
        Var x = Functions.toFloat(hi);
        return closed ? Functions.floor(x) : Functions.ceil(x).minus(1);
    }

    /** The greatest possible value before an event that begins at {@code lo}. */
    private Var beforeFirst(Var lo, boolean closed) {
        if (!discrete) {
            return lo;
        }
        Var x = Functions.toFloat(lo);
        return closed ? Functions.ceil(x).minus(1) : Functions.floor(x);
    }
}
