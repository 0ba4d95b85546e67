package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * A constraint that a law puts on a parameter, as metadata beside its density: whoever uses the density decides what
 * happens when it is violated.
 *
 * @param owner what is checked, such as {@code Normal}
 * @param parameter the parameter's name, such as {@code sigma}
 * @param constraint in words or signs, such as {@code > 0}
 * @param value the parameter
 * @param holds for each element of the parameter whether it satisfies the constraint
 */
public record ParameterCheck(String owner, String parameter, String constraint, Var value, Var holds) {

    /** What to say when it is violated. */
    public String message() {
        return owner + " needs " + parameter + " " + constraint + ", but got " + value.describe();
    }
}
