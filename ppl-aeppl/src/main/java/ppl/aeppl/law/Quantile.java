package ppl.aeppl.law;

import ppl.graph.Var;

/** The inverse of the distribution function. */
@FunctionalInterface
public interface Quantile {

    /** The least x with {@code P(X <= x) >= p}, for p in [0, 1]. */
    Var of(Var p);
}
