package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sqrt;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Log1pMinus;

/**
 * The integral of {@code exp(-h)} over v from 0 on, with {@code h = p v + (p + q) log(1 + u (exp(-v) - 1))}, for p of at least 8 and u at
 * most about the mean. With the smaller m of u and {@code w = 1 - u}, and the sign s of v that goes with it, it is written as
 *
 * <pre>h = (p w - q u) v + (p + q) (log1p(m e) - m e + m (e - s v)),    e = exp(s v) - 1</pre>
 *
 * in which nothing large cancels.
 */
final class BetaPanel {

    private BetaPanel() {}

    /**
     * The integral.
     *
     * @param d {@code p w - q u}, at least 0
     */
    static Var integral(Var p, Var q, Var u, Var w, Var logW, Var d) {
        Var below = Elementwise.lessOrEqual(u, w);
        Var m = select(below, u, w);
        Var n = add(p, q);
        Panel panel = Panel.upTo(end(p, q, u, w, logW, d, below, m));
        Var v = panel.at();
        Var h = height(
                select(panel.spread(below), neg(v), v), panel.spread(m), panel.spread(n), mul(panel.spread(d), v));
        return panel.integral(h);
    }

    /** h of {@code s v}, given its linear term. */
    private static Var height(Var signed, Var m, Var n, Var linear) {
        Var curve = Panel.expRest(signed);
        Var e = add(signed, curve);
        return fma(n, fma(m, curve, Log1pMinus.of(mul(m, e))), linear);
    }

    /**
     * Where h has passed the cut. A step of Newton from the least of three ends: that of the parabola at 0, that of the line which h
     * approaches, and above 1/2 that of the exponential which it is while {@code 1 - t} is small.
     */
    private static Var end(Var p, Var q, Var u, Var w, Var logW, Var distance, Var below, Var m) {
        Var n = add(p, q);
        Var d = Elementwise.minimum(distance, c(1e150)); // whose square is finite
        Var bend = mul(mul(n, u), w);
        Var parabola = div(c(2 * Panel.CUT), add(d, sqrt(fma(d, d, mul(bend, 2 * Panel.CUT)))));
        Var line = div(sub(Panel.CUT, mul(n, logW)), p);
        Var rate = mul(n, w);
        Var first = div(c(Panel.CUT), rate);
        Var slope = Elementwise.maximum(sub(rate, div(q, add(first, 1))), c(Double.MIN_NORMAL));
        Var exponential = Log1p.of(add(first, div(mul(q, Log1p.of(first)), slope)));
        Var least = Elementwise.minimum(parabola, line);
        Var v = select(below, least, Elementwise.minimum(least, exponential));
        Var h = height(select(below, neg(v), v), m, n, mul(d, v));
        Var grown = Exp.of(v);
        Var rise = div(fma(mul(p, w), sub(grown, 1), d), fma(w, grown, u));
        return sub(v, div(sub(h, Panel.CUT), rise));
    }
}
