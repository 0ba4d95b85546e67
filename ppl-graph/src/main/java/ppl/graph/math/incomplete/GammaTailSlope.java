package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;

import java.util.List;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * A derivative of {@link LogGammaTail}: by the shape, the mean of {@code log t - digamma(a)} over the tail, or by x, the density by the
 * tail. Of the smaller tail these are sums of terms of one sign; those of the other follow by the ratio of the tails. Their own
 * derivatives are those of the definition.
 *
 * <p><b>Numerics</b>: relative error below 2e-13 and a few ulp of the log of the tail.
 *
 * @param upper true of the upper tail
 * @param byShape true by the shape, false by x
 */
public record GammaTailSlope(boolean upper, boolean byShape) implements Multivariate {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public String name() {
        return (upper ? "log_gammaincc" : "log_gammainc") + (byShape ? "_slope_a" : "_slope_x");
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Var value(List<Var> xs) {
        Var a = xs.get(0);
        Var x = xs.get(1);
        Var inside = LogGammaTail.inside(a, x);
        Var at = select(inside, x, 1);
        GammaTail tail = GammaTail.of(select(inside, a, 1), at);
        Var slope = byShape ? tail.slopeByShape() : div(tail.steepness(), at);
        Var other = mul(slope, GammaTail.odds(tail.log()));
        Var y = byShape
                ? (upper ? select(tail.lower(), neg(other), slope) : select(tail.lower(), slope, neg(other)))
                : (upper ? neg(select(tail.lower(), other, slope)) : select(tail.lower(), slope, other));
        return select(inside, y, ends(a, x));
    }

    private Var ends(Var a, Var x) {
        if (byShape) {
            return LogGammaTail.atEnds(a, x, 0, 0);
        }
        Var atEnds = LogGammaTail.atEnds(a, x, upper ? 0 : INF, upper ? -1 : 0);
        if (!upper) {
            return atEnds;
        }
        // less the density at 0
        Var density = select(lt(a, 1), -INF, select(eq(a, 1), -1, 0));
        return select(eq(x, 0), select(LogGammaTail.positive(a), density, Double.NaN), atEnds);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return byShape == upper ? Interval.NON_NEGATIVE : byShape ? Interval.NON_POSITIVE : Interval.ALL;
    }
}
