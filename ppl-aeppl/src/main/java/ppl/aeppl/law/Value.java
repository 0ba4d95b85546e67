package ppl.aeppl.law;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * The value at which a density is evaluated, with what is known of it beside its digits. A transformed value knows that
 * it lies in the support, and the logs of its distances to the support's ends without cancellation: for
 * {@code x = sigmoid(u)} the log of {@code x} is {@code -softplus(-u)} even where {@code x} has rounded to 0 or 1. Known
 * distances are right even where the digits of the value have over- or underflowed.
 *
 * @param var the value, of the type of a draw
 * @param inside true if it lies in the support by construction, though rounding may have put it on the boundary
 * @param above how far it lies above the lower end of the support, if known
 * @param below how far it lies below the upper end of the support, if known
 * @param factor the lower Cholesky factor of a value that is a positive definite matrix, if known
 */
public record Value(
        Var var,
        boolean inside,
        @Nullable Distance above,
        @Nullable Distance below,
        @Nullable Var factor) {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var NEVER = Var.constant(-INF);

    /**
     * A known distance to an end.
     *
     * @param end the end
     * @param log the log of the distance to it; −∞ at the end and beyond it
     */
    public record Distance(Var end, Var log) {

        /** True if this is the distance to another end, as far as can be seen when the graph is built. */
        public boolean isTo(Var other) {
            Interval a = end.range();
            Interval b = other.range();
            return end == other || (a.lo() == a.hi() && b.lo() == b.hi() && a.lo() == b.lo());
        }

        private Distance or(Var condition, Var harmless, int sign) {
            Var gap = sign > 0 ? harmless.minus(end) : end.minus(harmless);
            Var some = gap.gt(0);
            Var known = where(some, gap, Var.constant(1.0)).log();
            return new Distance(end, where(condition, log, known));
        }
    }

    /** A value of which no factor is known. */
    public Value(Var var, boolean inside, @Nullable Distance above, @Nullable Distance below) {
        this(var, inside, above, below, null);
    }

    /** A positive definite matrix in the support, with its lower Cholesky factor. */
    public static Value ofFactor(Var var, Var factor) {
        return new Value(var, true, null, null, factor);
    }

    /** A value of which only the digits are known. */
    public static Value of(Var var) {
        return new Value(var, false, null, null);
    }

    /** The shape of the draw. */
    public Shape shape() {
        return var.shape();
    }

    /** The log of the value, for values that are positive. */
    public Var log() {
        return above != null && above.isTo(Var.constant(0.0)) ? above.log : logOfLarge(Var::log);
    }

    /** The log of one minus the value, for values less than 1. Far from 1 the digits say more than the distance. */
    public Var log1m() {
        if (below == null || !below.isTo(Var.constant(1.0))) {
            return Functions.log1p(var.unaryMinus());
        }
        if (inside) {
            return below.log;
        }
        Var near = var.gt(0.5);
        return where(
                near,
                below.log,
                Functions.log1p(where(near, Var.constant(0.0), var).unaryMinus()));
    }

    /** The log of one plus the value, for values greater than −1. Far from −1 the digits say more than the distance. */
    public Var log1p() {
        if (above == null || !above.isTo(Var.constant(-1.0))) {
            return logOfLarge(Functions::log1p);
        }
        if (inside) {
            return above.log;
        }
        Var near = var.lt(-0.5);
        Value far = or(Functions.not(near), 0);
        return where(near, above.log, far.logOfLarge(Functions::log1p));
    }

    /** The log of the absolute value. */
    public Var logAbs() {
        Var zero = Var.constant(0.0);
        return above != null && above.isTo(zero)
                ? above.log
                : below != null && below.isTo(zero)
                        ? below.log
                        : logOfLarge(x -> x.abs().log());
    }

    /** A log of the digits; where these have overflowed, that of a distance, which differs from it by nothing then. */
    private Var logOfLarge(UnaryOperator<Var> log) {
        Var one = Var.constant(1.0);
        Var result = log.apply(var);
        if (above != null) {
            Var fits = var.lt(INF);
            result = where(fits, log.apply(where(fits, var, one)), above.log);
        }
        if (below != null) {
            Var fits = var.gt(-INF);
            result = where(fits, above == null ? log.apply(where(fits, var, one)) : result, below.log);
        }
        return result;
    }

    /** The log of the distance to an end below: the known one, or else from the digits; −∞ at the end and beyond it. */
    public Var logAbove(Var end) {
        return above != null && above.isTo(end) ? above.log : logGap(var.minus(end));
    }

    /** The log of the distance to an end above: the known one, or else from the digits; −∞ at the end and beyond it. */
    public Var logBelow(Var end) {
        return below != null && below.isTo(end) ? below.log : logGap(end.minus(var));
    }

    private static Var logGap(Var gap) {
        Var some = gap.gt(0);
        return where(some, where(some, gap, Var.constant(1.0)).log(), NEVER);
    }

    /** For each element whether it is a finite number, even if its digits have overflowed. */
    public Var isFinite() {
        Var finite = var.abs().lt(INF);
        if (above != null) {
            finite = Functions.or(finite, and(var.gt(-INF), above.log.abs().lt(INF)));
        }
        return below == null
                ? finite
                : Functions.or(finite, and(var.lt(INF), below.log.abs().lt(INF)));
    }

    /** For each element whether it is not infinite, as {@link #isFinite} is, or NaN, which stays NaN. */
    public Var isNotInfinite() {
        return Functions.or(isFinite(), Functions.isNaN(var));
    }

    /** Whether it lies in the support, event by event; a true scalar where that is certain. */
    public Var in(Support support) {
        return inside ? Var.constant(true) : support.contains(this);
    }

    /** This value with every node of it replaced. */
    public Value map(UnaryOperator<Var> by) {
        return new Value(
                by.apply(var),
                inside,
                above == null ? null : new Distance(by.apply(above.end), by.apply(above.log)),
                below == null ? null : new Distance(by.apply(below.end), by.apply(below.log)),
                factor == null ? null : by.apply(factor));
    }

    /**
     * This value where the condition holds, elsewhere a harmless number inside the support: so that no gradient becomes NaN
     * there. Known distances stay known.
     */
    public Value or(Var condition, double harmless) {
        return or(condition, Var.constant(var.dtype(), harmless));
    }

    /** This value where the condition holds, elsewhere a harmless one inside the support, to which no gradient flows. */
    public Value or(Var condition, Var harmless) {
        if (condition.isSplat(1)) {
            return this;
        }
        Var other = Functions.cast(harmless, var.dtype());
        return new Value(
                where(condition, var, other),
                inside,
                above == null ? null : above.or(condition, other, 1),
                below == null ? null : below.or(condition, other, -1));
    }

    /** This value, except that it is −∞ or ∞ where conditions hold. */
    public Value beyond(Var low, Var high) {
        return new Value(
                infinite(low, -INF, infinite(high, INF, var)),
                inside,
                above == null ? null : new Distance(above.end, infinite(low, -INF, infinite(high, INF, above.log))),
                below == null ? null : new Distance(below.end, infinite(low, INF, infinite(high, -INF, below.log))));
    }

    private static Var infinite(Var condition, double value, Var x) {
        return condition.isSplat(0) ? x : where(condition, Var.constant(value), x);
    }
}
