package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.gamma.Lbeta;

/**
 * On which side of x a beta law has its smaller tail. Between shapes of at least 1 the mean decides, as good as the median; beside
 * a shape below 1 the law piles up, and the first term of that tail decides. The greater tail is never above 0.9.
 *
 * @param lower true where the tail is the lower one
 * @param x the place
 * @param y {@code 1 - x}
 * @param tail the smaller tail
 */
record BetaSide(Var lower, Var x, Var y, BetaTail tail) {

    private static final double HALF = -0.5;

    /** At x strictly between 0 and 1. */
    static BetaSide of(Var a, Var b, Var x, Var y) {
        Var below = lt(x, 0.5);
        Var logX = select(below, Log.of(x), Log1p.of(neg(y)));
        Var logY = select(below, Log1p.of(neg(x)), Log.of(y));
        return of(a, b, x, y, logX, logY);
    }

    /** At x of which the logs are finite. */
    static BetaSide of(Var a, Var b, Var x, Var y, Var logX, Var logY) {
        Var beta = Lbeta.of(a, b);
        Var first = sub(mul(a, logX), add(beta, Log.of(a)));
        Var last = sub(mul(b, logY), add(beta, Log.of(b)));
        Var smallB = lt(b, 1);
        Var smallA = and(lt(a, 1), Elementwise.or(lt(x, 0.5), Elementwise.not(smallB)));
        Var lower = select(
                smallA,
                lt(first, HALF),
                select(smallB, gt(last, HALF), Elementwise.greaterOrEqual(mul(a, y), mul(b, x))));
        BetaTail tail = BetaTail.of(
                select(lower, a, b),
                select(lower, b, a),
                select(lower, x, y),
                select(lower, y, x),
                select(lower, logX, logY),
                select(lower, logY, logX));
        return new BetaSide(lower, x, y, tail);
    }
}
