package ppl.aeppl.rule;

/** In what order rules are asked: the first that derives a law wins. */
public enum Phase {
    /** Laws of closed form, which may take several operands together. */
    CLOSED_FORM,
    /** Rules that re-arrange or mix laws. */
    STRUCTURAL,
    /** Functions of several monotone pieces, as sums over them. */
    BRANCHES,
    /** Changes of variables. */
    PUSHFORWARD,
    /** Numerical approximations. */
    NUMERIC
}
