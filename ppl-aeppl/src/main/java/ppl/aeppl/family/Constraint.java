package ppl.aeppl.family;

import ppl.aeppl.law.Support;
import ppl.graph.Functions;
import ppl.graph.Var;

/** What a parameter must satisfy, element by element. */
public enum Constraint {
    /** Any number. */
    REAL("to be a number", "correct it"),
    /** Greater than 0. */
    POSITIVE("> 0", "correct it, or take exp or softplus of it"),
    /** 0 or greater. */
    NON_NEGATIVE(">= 0", "correct it, or take exp or softplus of it"),
    /** From 0 to 1, both included. */
    PROBABILITY("in [0, 1]", "correct it, or take the sigmoid of it"),
    /** Greater than 0 and less than 1. */
    INNER_PROBABILITY("strictly between 0 and 1", "correct it, or take the sigmoid of it"),
    /** 0, 1, 2, … */
    COUNT("to be a whole number >= 0", "correct it, or round it"),
    /** Any number or truth value but NaN, taken as it is: whole numbers stay whole. */
    POINT("not to be NaN", "correct it"),
    /** Checked by the family itself, which takes elements together. */
    JOINT("as a whole", "correct it");

    private final String text;
    private final String remedy;

    Constraint(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** What to do about a violation. */
    String remedy() {
        return remedy;
    }

    /** For each element whether it holds; a true scalar where that is certain. NaN violates all but the weakest. */
    public Var holds(Var x) {
        return switch (this) {
            case REAL, JOINT -> Var.constant(true);
            case POSITIVE -> Support.positive().contains(x);
            case NON_NEGATIVE -> Support.nonNegative().contains(x);
            case PROBABILITY ->
                Support.between(Var.constant(0.0), Var.constant(1.0)).contains(x);
            case INNER_PROBABILITY -> Functions.and(x.gt(0), x.lt(1));
            case POINT -> x.dtype().isFloat() ? Functions.equal(x, x) : Var.constant(true);
            case COUNT -> Support.integersFrom(0).contains(x);
        };
    }

    /** Whether a parameter keeps its element type, where others become floats. */
    boolean keepsType() {
        return this == COUNT || this == POINT;
    }

    /** As it reads after "needs sigma". */
    @Override
    public String toString() {
        return text;
    }
}
