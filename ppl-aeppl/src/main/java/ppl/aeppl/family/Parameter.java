package ppl.aeppl.family;

import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A parameter of a family.
 *
 * @param name as users write it
 * @param constraint what each element must satisfy
 */
public record Parameter(String name, Constraint constraint) {

    /** Any number. */
    public static Parameter real(String name) {
        return new Parameter(name, Constraint.REAL);
    }

    /** Greater than 0. */
    public static Parameter positive(String name) {
        return new Parameter(name, Constraint.POSITIVE);
    }

    /** From 0 to 1. */
    public static Parameter probability(String name) {
        return new Parameter(name, Constraint.PROBABILITY);
    }

    /** A node as this parameter takes it: a count as it is; whole numbers where any number may stand as float64. */
    Var take(Var given) {
        return constraint == Constraint.COUNT ? given : Functions.toFloat(given);
    }
}
