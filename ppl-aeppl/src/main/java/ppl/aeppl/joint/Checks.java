package ppl.aeppl.joint;

/** What happens where a parameter violates its constraint. */
public enum Checks {
    /** An error: at once if the parameter is a constant, else by {@link JointDensity#violations()}. */
    RAISE,
    /** The joint log-density is −∞ there. */
    NEG_INF,
    /** Nothing: the density is whatever its formula gives. */
    OFF
}
