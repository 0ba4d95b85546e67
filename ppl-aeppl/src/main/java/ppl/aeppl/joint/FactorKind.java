package ppl.aeppl.joint;

/** What a summand of a joint log-density is. */
public enum FactorKind {
    /** The density of a free variable. */
    PRIOR,
    /** All that depends on variables that are summed out, as the log of the sum over their values. */
    MARGINAL,
    /** The density of an observed variable. */
    LIKELIHOOD,
    /** The log-derivative of the map from unconstrained to constrained space. */
    JACOBIAN,
    /** A term that the user added. */
    POTENTIAL
}
