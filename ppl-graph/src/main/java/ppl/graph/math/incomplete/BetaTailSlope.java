package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;

import java.util.List;
import java.util.Locale;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * A derivative of {@link LogBetaTail}: by a shape, or by x with {@code y = 1 - x} moving along. Of the smaller tail these are sums of
 * terms of one sign; those of the other follow by the ratio of the tails. Their own derivatives are those of the definition.
 *
 * <p><b>Numerics</b>: relative error below 1e-12 and a few ulp of the log of the tail.
 *
 * @param upper true of the upper tail
 * @param argument by which
 */
public record BetaTailSlope(boolean upper, Argument argument) implements Multivariate {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** An operand of the incomplete beta function. */
    public enum Argument {
        /** The first shape. */
        A,
        /** The second shape. */
        B,
        /** The end of the interval. */
        X
    }

    @Override
    public String name() {
        return (upper ? "log_betaincc" : "log_betainc") + "_slope_"
                + argument.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int arity() {
        return 4;
    }

    @Override
    public Var value(List<Var> xs) {
        Var inside = LogBetaTail.inside(xs);
        BetaSide s = LogBetaTail.side(xs, inside);
        BetaTail tail = s.tail();
        // of the tail that is computed, as if it were the lower one
        Var slope =
                switch (argument) {
                    case A -> select(s.lower(), tail.slopeByOwn(), tail.slopeByOther());
                    case B -> select(s.lower(), tail.slopeByOther(), tail.slopeByOwn());
                    case X -> div(tail.steepness(), mul(s.x(), s.y()));
                };
        Var signed = argument == Argument.X ? select(s.lower(), slope, neg(slope)) : slope;
        Var other = neg(mul(signed, GammaTail.odds(tail.log())));
        Var z = upper ? select(s.lower(), other, signed) : select(s.lower(), signed, other);
        return select(inside, z, ends(xs));
    }

    /** At x = 0 and x = 1; by x it is infinite or minus the density there. */
    private Var ends(List<Var> xs) {
        if (argument != Argument.X) {
            return LogBetaTail.atEnds(xs, 0, 0);
        }
        Var pole = LogBetaTail.atEnds(xs, upper ? 0 : INF, upper ? -INF : 0);
        Var shape = xs.get(upper ? 0 : 1);
        Var other = xs.get(upper ? 1 : 0);
        Var density = select(lt(shape, 1), INF, select(eq(shape, 1), other, 0));
        Var at = eq(xs.get(upper ? 2 : 3), 0);
        return select(at, mul(LogBetaTail.atEnds(xs, 1, 1), upper ? neg(density) : density), pole);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.ALL;
    }
}
