package ppl.aeppl;

import ppl.graph.PplException;

/** Why there is no log-density. The names are stable: programs and documentation may rely on them. */
public enum DensityCode implements PplException.Code {
    /** No rule derives the law of an expression. */
    NO_RULE,
    /** A function is applied outside the set on which it is one-to-one or defined. */
    DOMAIN_NOT_COVERED,
    /** Operands share a draw, and no closed form takes them together. */
    DEPENDENT_OPERANDS,
    /** Two valued nodes both fix the same draw. */
    SOURCE_CONSUMED_TWICE,
    /** A node was given a value although the values given already determine it. */
    OVERDETERMINED,
    /** A draw that the density depends on has no value. */
    UNVALUED_SOURCE,
    /** A random value is repeated, so that its law lives on a diagonal. */
    MEASURABLE_BROADCAST,
    /** An expression has one value whatever its draws are: a point mass has no density. */
    DEGENERATE,
    /** A free variable has single points with positive probability, so it has no density that a sampler could follow. */
    ATOMS,
    /** An operation does not respect the axes of a joint event. */
    EVENT_AXES_MISMATCH,
    /** The probability of an interval is needed and the law does not give it. */
    NO_EVENT_PROBABILITY,
    /** A value or a parameter has the wrong type or shape. */
    VALUE_TYPE,
    /** A parameter violates its constraint. */
    PARAMETER,
    /** A variable cannot be summed out: it has too many values, or is coupled with too many others. */
    NOT_SUMMABLE,
    /** Two rules of equal rank claim the same op. */
    RULE_CONFLICT,
    /** A rule derives a law that does not name the draws it is made of. */
    CONTRACT
}
