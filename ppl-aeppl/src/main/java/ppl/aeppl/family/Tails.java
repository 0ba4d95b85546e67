package ppl.aeppl.family;

import static ppl.graph.Functions.or;
import static ppl.graph.Functions.where;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Value;
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
public record Tails(Function<Value, Var> logcdf, Function<Value, Var> logsf, boolean discrete)
        implements EventProbability {

    /** Of a continuous law. */
    public static EventProbability continuous(UnaryOperator<Var> logcdf, UnaryOperator<Var> logsf) {
        return new Tails(x -> logcdf.apply(x.var()), x -> logsf.apply(x.var()), false);
    }

    /** Of a continuous law on an interval, which sees how far a number lies from its ends. */
    public static EventProbability between(Function<Value, Var> logcdf, Function<Value, Var> logsf) {
        return new Tails(logcdf, logsf, false);
    }

    /** Of a law of whole numbers. */
    public static Tails discrete(UnaryOperator<Var> logcdf, UnaryOperator<Var> logsf) {
        return new Tails(x -> logcdf.apply(x.var()), x -> logsf.apply(x.var()), true);
    }

    @Override
    public Var logProb(Event e) {
        return logProb(e, e.lo() == null ? null : Value.of(e.lo()), e.hi() == null ? null : Value.of(e.hi()));
    }

    @Override
    public Var logProb(Event e, @Nullable Value from, @Nullable Value to) {
        if (from == null) {
            return to == null ? Var.constant(0.0) : logcdf.apply(last(to, e.hiClosed()));
        }
        Value lo = beforeFirst(from, e.loClosed());
        if (to == null) {
            return logsf.apply(lo);
        }
        Value hi = last(to, e.hiClosed());
        Var below = logcdf.apply(hi);
        Var above = logsf.apply(lo);
        Var difference = where(
                below.lt(above),
                LogMath.logDiffExp(below, logcdf.apply(lo)),
                LogMath.logDiffExp(above, logsf.apply(hi)));
        return where(isLess(lo, hi), difference, Var.constant(Double.NEGATIVE_INFINITY));
    }

    /** By distances from one end too, where digits have become the same. */
    private static Var isLess(Value lo, Value hi) {
        Var less = lo.var().lt(hi.var());
        if (lo.above() != null
                && hi.above() != null
                && lo.above().isTo(hi.above().end())) {
            less = or(less, lo.above().log().lt(hi.above().log()));
        }
        return lo.below() != null
                        && hi.below() != null
                        && lo.below().isTo(hi.below().end())
                ? or(less, lo.below().log().gt(hi.below().log()))
                : less;
    }

    /** The greatest possible value in an event that ends at {@code hi}. */
    private Value last(Value hi, boolean closed) {
        if (!discrete) {
            return hi;
        }
        Var x = Functions.toFloat(hi.var());
        return Value.of(closed ? Functions.floor(x) : Functions.ceil(x).minus(1));
    }

    /** The greatest possible value before an event that begins at {@code lo}. */
    private Value beforeFirst(Value lo, boolean closed) {
        if (!discrete) {
            return lo;
        }
        Var x = Functions.toFloat(lo.var());
        return Value.of(closed ? Functions.ceil(x).minus(1) : Functions.floor(x));
    }
}
