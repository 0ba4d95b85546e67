package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Var;
import ppl.graph.math.elementary.Log1pMinus;

/** What one share x of a whole adds to the log-density of the beta and Dirichlet laws, without large terms that cancel. */
public final class ShapePart {

    private ShapePart() {}

    /**
     * {@code a (log(1 + d) - d) - log x}, where {@code 1 + d} is x by its mean. Over all shares the linear parts {@code a d} cancel.
     *
     * @param a the shape
     * @param d how far x is from its mean, relative to it
     * @param logX the log of x
     * @param shift {@code log(1 + d) - log x}
     */
    public static Var of(Var a, Var d, Var logX, Var shift) {
        Var near = d.abs().lt(0.5);
        Var close =
                a.times(Log1pMinus.of(where(near, d, Var.constant(0.0)))).minus(where(near, logX, Var.constant(0.0)));
        Var far = LogMath.timesLog(a.minus(1), logX).plus(a.times(shift.minus(d)));
        return where(near, close, far);
    }
}
