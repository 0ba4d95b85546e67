package ppl.aeppl.law;

import java.util.function.UnaryOperator;
import ppl.graph.Var;

/**
 * The inverses of the distribution function and of the survival function. Both are given as such: the second at 1e-300 is
 * not the first at 1, so that a decreasing function of a variable keeps its lower tail.
 *
 * @param lower the least x with {@code P(X <= x) >= p}, for p in [0, 1]
 * @param upper the least x with {@code P(X > x) <= q}, for q in [0, 1]
 */
public record Quantile(UnaryOperator<Var> lower, UnaryOperator<Var> upper) {

    /** The least x with {@code P(X <= x) >= p}, for p in [0, 1]. */
    public Var of(Var p) {
        return lower.apply(p);
    }

    /** The least x with {@code P(X > x) <= q}, for q in [0, 1]. */
    public Var upper(Var q) {
        return upper.apply(q);
    }

    /** With the tails exchanged, as a decreasing function of a continuous variable asks for them. */
    public Quantile reversed() {
        return new Quantile(upper, lower);
    }
}
