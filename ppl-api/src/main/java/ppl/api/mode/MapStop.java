package ppl.api.mode;

/** Why a search for a maximum ended. */
public enum MapStop {
    /** At a maximum: the gradient is within the tolerance, and the log-density falls in every direction. */
    CONVERGED,
    /** After as many iterations as were allowed. */
    LIMIT,
    /** Where no higher point was found along a direction that should go up: the density or its gradient is too rough there. */
    LINE_SEARCH,
    /** Without end: a variable goes to the end of its support, or to infinity, and the log-density does not fall. */
    RAN_OFF,
    /** Where the log-density is flat, or rises, along some direction, so that it is no maximum, or not the only one. */
    FLAT
}
