package ppl.aeppl.family;

import java.util.Optional;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A parameter of a family.
 *
 * @param name as users write it
 * @param constraint what each element must satisfy
 * @param ownAxes how many of its last axes belong to one event, such as 1 of a vector of probabilities; the others are batch axes
 */
public record Parameter(String name, Constraint constraint, int ownAxes) {

    /** A parameter of single numbers. */
    public Parameter(String name, Constraint constraint) {
        this(name, constraint, 0);
    }

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

    /** The same with axes of its own, the last ones. */
    public Parameter withOwnAxes(int axes) {
        return new Parameter(name, constraint, axes);
    }

    /** The check of a node that stands for it; empty if it is certain to hold. */
    public Optional<ParameterCheck> check(String family, Var given) {
        Var holds = constraint.holds(given);
        return holds.isSplat(1)
                ? Optional.empty()
                : Optional.of(
                        ParameterCheck.of(family, name, constraint.toString(), constraint.remedy(), given, holds));
    }

    /** A node as this parameter takes it: a count or a point as it is; whole numbers where any number may stand as float64. */
    Var take(Var given) {
        return constraint.keepsType() ? given : Functions.toFloat(given);
    }
}
