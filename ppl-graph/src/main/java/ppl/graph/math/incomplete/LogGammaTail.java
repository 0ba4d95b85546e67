package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.select;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.logistic.Log1mexp;

/**
 * The logarithm of a regularised incomplete gamma function: of {@code P(a, x)}, the probability that a gamma variable of shape a
 * and rate 1 is at most x, or of {@code Q = 1 - P} ({@code upper}). The smaller of the two is computed, as {@link GammaTail}
 * says, and the other from it.
 *
 * <p><b>Numerics</b>: error below 2e-14 of the larger of 1 and the result, for shapes from 1e-300 to 1e15 and beyond; the
 * probability of the smaller tail may be far below what float64 holds. P is 0 at x = 0 and 1 at infinity. NaN for shapes that are
 * not positive and finite, and for x below 0.
 *
 * @param upper true for Q
 */
public record LogGammaTail(boolean upper) implements Multivariate {

    /** {@code log P(a, x)}, or {@code log Q(a, x)}. */
    public static Var of(boolean upper, Var a, Var x) {
        return Multivariate.at(new LogGammaTail(upper), a, x);
    }

    @Override
    public String name() {
        return upper ? "log_gammaincc" : "log_gammainc";
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Var value(List<Var> xs) {
        Var a = xs.get(0);
        Var x = xs.get(1);
        Var inside = inside(a, x);
        GammaTail tail = GammaTail.of(select(inside, a, 1), select(inside, x, 1));
        Var log = tail.log();
        Var rest = Log1mexp.of(log);
        Var y = upper ? select(tail.lower(), rest, log) : select(tail.lower(), log, rest);
        return select(
                inside, y, atEnds(a, x, upper ? 0 : Double.NEGATIVE_INFINITY, upper ? Double.NEGATIVE_INFINITY : 0));
    }

    /** Where there is anything to compute. */
    static Var inside(Var a, Var x) {
        return and(positive(a), and(gt(x, 0), lt(x, Double.POSITIVE_INFINITY)));
    }

    static Var positive(Var a) {
        return and(gt(a, 0), lt(a, Double.POSITIVE_INFINITY));
    }

    /** What a function is at x = 0 and at infinity; NaN elsewhere. */
    static Var atEnds(Var a, Var x, double zero, double infinity) {
        Var end = select(eq(x, 0), zero, select(eq(x, Double.POSITIVE_INFINITY), infinity, Double.NaN));
        return select(positive(a), end, Double.NaN);
    }

    @Override
    public List<@Nullable Var> slopes(List<Var> xs, Var z) {
        return List.of(
                Multivariate.at(new GammaTailSlope(upper, true), xs.toArray(Var[]::new)),
                Multivariate.at(new GammaTailSlope(upper, false), xs.toArray(Var[]::new)));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_POSITIVE;
    }
}
