package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import ppl.graph.Var;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.incomplete.LogBetaTail;

/**
 * The log of the lower tail of a beta law at an x of which the log is known too, so that x may be smaller than any double: there the
 * tail is the first term of its series, {@code x^a / (a B(a, b))}.
 */
public final class LowerBetaTail {

    private static final double FIRST_TERM_ALONE = 0x1p-850;

    private LowerBetaTail() {}

    /**
     * {@code log I_x(a, b)}.
     *
     * @param b small beside 2^800
     * @param y {@code 1 - x}
     */
    public static Var log(Var a, Var b, Var x, Var y, Var logX) {
        Var tiny = x.lt(FIRST_TERM_ALONE);
        Var half = Var.constant(0.5);
        Var body = LogBetaTail.of(false, a, b, where(tiny, half, x), where(tiny, half, y));
        Var log = where(tiny, logX, Var.constant(0.0));
        return where(tiny, a.times(log).minus(a.log()).minus(Lbeta.of(a, b)), body);
    }
}
