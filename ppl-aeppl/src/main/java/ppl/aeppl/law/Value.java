package ppl.aeppl.law;

import org.jspecify.annotations.Nullable;
import ppl.graph.Elementwise;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;

/**
 * The value at which a density is evaluated, with what is known of it beside its digits. A transformed value knows that
 * it lies in the support, and the logs of its distances to the support's ends without cancellation: for
 * {@code x = sigmoid(u)} the log of {@code x} is {@code -softplus(-u)} even where {@code x} has rounded to 0 or 1.
 *
 * @param var the value, of the type of a draw
 * @param inside true if it lies in the support by construction, though rounding may have put it on the boundary
 * @param logAbove the log of its distance to the lower end of the support, if known
 * @param logBelow the log of its distance to the upper end of the support, if known
 */
public record Value(Var var, boolean inside, @Nullable Var logAbove, @Nullable Var logBelow) {

    /** A value of which only the digits are known. */
    public static Value of(Var var) {
        return new Value(var, false, null, null);
    }

    /** The shape of the draw. */
    public Shape shape() {
        return var.shape();
    }

    /** The log of the value, for supports that begin at 0. */
    public Var log() {
        return logAbove != null ? logAbove : var.log();
    }

    /** The log of one minus the value, for supports that end at 1. */
    public Var log1m() {
        return logBelow != null ? logBelow : Log1p.of(var.unaryMinus());
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
