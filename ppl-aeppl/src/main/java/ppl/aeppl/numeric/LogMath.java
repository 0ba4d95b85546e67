package ppl.aeppl.numeric;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.LogSumExp;
import ppl.graph.math.logistic.XLogY;

/** Arithmetic on probabilities that are given as logs. No result and no gradient is NaN for logs from −∞ to 0. */
public final class LogMath {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    private LogMath() {}

    /** {@code log(1 - exp(x))} for x &lt; 0; −∞ from 0 on. */
    public static Var log1mExp(Var x) {
        Var negative = x.lt(0);
        return where(negative, Log1mexp.of(where(negative, x, Var.constant(-1.0))), NEVER);
    }

    /** {@code log(exp(a) - exp(b))} for a ≥ b; −∞ where a ≤ b. */
    public static Var logDiffExp(Var a, Var b) {
        Var greater = a.gt(b);
        Var finite = and(greater, b.gt(Double.NEGATIVE_INFINITY));
        Var gap = where(finite, b.minus(a), Var.constant(-1.0));
        Var safe = where(greater, a, Var.constant(0.0));
        return where(finite, safe.plus(log1mExp(gap)), where(greater, a, NEVER));
    }

    /** {@code log(sum(exp(x)))} along an axis; −∞ for nothing but −∞, ∞ if any element is. */
    public static Var logSumExp(Var x, int axis) {
        return LogSumExp.of(x, List.of(x.shape().normalizeAxis(axis)));
    }

    /** {@code a * logY} with {@code 0 * log 0 = 0}: the power {@code y^a} in log form. */
    public static Var timesLog(Var a, Var logY) {
        return Functions.equal(a, Var.constant(0.0)).isSplat(1)
                ? Var.constant(0.0) // so that no slope of logY at its pole is met
                : XLogY.byLog(a, logY, logY.le(Double.NEGATIVE_INFINITY));
    }

    /**
     * {@code n * logY} for a count n, with {@code 0 * log 0 = 0}. Unlike {@link #timesLog} it has no slope in n, so that where n is
     * 0 it does not meet the slope of logY, which overflows where y is subnormal.
     */
    public static Var countTimesLog(Var n, Var logY) {
        return n.times(where(Functions.equal(n, Var.constant(0.0)), Var.constant(0.0), logY));
    }
}
