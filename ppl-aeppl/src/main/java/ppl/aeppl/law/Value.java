package ppl.aeppl.law;

import org.jspecify.annotations.Nullable;
import ppl.graph.Elementwise;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.Special;

/**
 * The value at which a density is evaluated, with what is known of it beside its digits. A transformed value knows that
 * it lies in the support, and the logs of its distances to the support's ends without cancellation: for
 * {@code x = sigmoid(u)} the log of {@code x} is {@code -softplus(-u)} even where {@code x} has rounded to 0 or 1.
 *
 * @param var the value, of the type of a draw
 * @param inside true if it lies in the support by construction, though rounding may have put it on the boundary
 * @param above how far it lies above the lower end of the support, if known
 * @param below how far it lies below the upper end of the support, if known
 */
public record Value(
        Var var,
        boolean inside,
        @Nullable Distance above,
        @Nullable Distance below) {

    /**
     * A known distance to an end.
     *
     * @param end the end
     * @param log the log of the distance to it
     */
    public record Distance(Var end, Var log) {}

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
        return above != null && above.end.isSplat(0) ? above.log : var.log();
    }

    /** The log of one minus the value, for values less than 1. */
    public Var log1m() {
        return below != null && below.end.isSplat(1) ? below.log : Special.log1p(var.unaryMinus());
    }

    /** The log of one plus the value, for values greater than −1. */
    public Var log1p() {
        return above != null && above.end.isSplat(-1) ? above.log : Special.log1p(var);
    }

    /** The log of the absolute value. */
    public Var logAbs() {
        return above != null && above.end.isSplat(0)
                ? above.log
                : below != null && below.end.isSplat(0) ? below.log : var.abs().log();
    }

    /** For each element whether it lies in the support; a true scalar where that is certain. */
    public Var in(Support support) {
        return inside ? Var.constant(true) : support.contains(var);
    }

    /** This value where the condition holds, elsewhere a harmless number: so that no gradient becomes NaN there. */
    public Value or(Var condition, double harmless) {
        if (condition.isSplat(1)) {
            return this;
        }
        return of(Elementwise.where(condition, var, Var.constant(var.dtype(), harmless)));
    }
}
