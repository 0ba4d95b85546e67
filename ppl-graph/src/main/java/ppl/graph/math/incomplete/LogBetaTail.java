package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.math.logistic.Log1mexp;

/**
 * The logarithm of the regularised incomplete beta function {@code I_x(a, b)}, the probability that a beta variable of shapes a and
 * b is at most x, or of its complement ({@code upper}). The smaller of the two is computed, as {@link BetaTail} says, and the other
 * from it.
 *
 * <p>Its operands are a, b, x and {@code y = 1 - x}, so that a caller who knows the distance from 1 loses none of its digits. The slope by x
 * belongs to the smaller of x and y, whose digits are all there; y need not be computed from x.
 *
 * <p><b>Numerics</b>: error below 5e-14 of the larger of 1 and the result, for shapes from 1e-300 to 1e15 whose ratio float64 holds;
 * the probability of the smaller tail may be far below what float64 holds. NaN for shapes that are not positive and finite, and
 * for x outside of [0, 1].
 *
 * @param upper true for the complement
 */
public record LogBetaTail(boolean upper) implements Multivariate {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** {@code log I_x(a, b)} or {@code log(1 - I_x(a, b))}, with {@code y = 1 - x}. */
    public static Var of(boolean upper, Var a, Var b, Var x, Var y) {
        return Multivariate.at(new LogBetaTail(upper), a, b, x, y);
    }

    @Override
    public String name() {
        return upper ? "log_betaincc" : "log_betainc";
    }

    @Override
    public int arity() {
        return 4;
    }

    @Override
    public Var value(List<Var> xs) {
        Var inside = inside(xs);
        BetaSide s = side(xs, inside);
        Var log = s.tail().log();
        Var rest = Log1mexp.of(log);
        Var z = upper ? select(s.lower(), rest, log) : select(s.lower(), log, rest);
        return select(inside, z, atEnds(xs, upper ? 0 : -INF, upper ? -INF : 0));
    }

    /** Where there is anything to compute. */
    static Var inside(List<Var> xs) {
        return and(positive(xs), and(gt(xs.get(2), 0), gt(xs.get(3), 0)));
    }

    /** The smaller tail, of a harmless law where there is nothing to compute. */
    static BetaSide side(List<Var> xs, Var inside) {
        return BetaSide.of(
                select(inside, xs.get(0), 1),
                select(inside, xs.get(1), 1),
                select(inside, xs.get(2), 0.5),
                select(inside, xs.get(3), 0.5));
    }

    private static Var positive(List<Var> xs) {
        return and(LogGammaTail.positive(xs.get(0)), LogGammaTail.positive(xs.get(1)));
    }

    /** What a function is at x = 0 and at y = 0; NaN elsewhere. */
    static Var atEnds(List<Var> xs, double zero, double one) {
        Var x = xs.get(2);
        Var y = xs.get(3);
        Var at = select(and(eq(x, 0), gt(y, 0)), zero, select(and(eq(y, 0), gt(x, 0)), one, Double.NaN));
        return select(positive(xs), at, Double.NaN);
    }

    @Override
    public List<@Nullable Var> slopes(List<Var> xs, Var z) {
        Var[] at = xs.toArray(Var[]::new);
        Var slope = Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.X), at);
        Var byX = Elementwise.lessOrEqual(xs.get(2), xs.get(3));
        Var none = Creation.zerosLike(slope);
        return List.of(
                Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.A), at),
                Multivariate.at(new BetaTailSlope(upper, BetaTailSlope.Argument.B), at),
                select(byX, slope, none),
                select(byX, none, neg(slope)));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_POSITIVE;
    }
}
