package ppl.backend.vector.tier;

/** What is known about a nest that is tried out. */
enum Ruling {
    /** Not enough is known. */
    OPEN,
    /** Its code in lanes is faster. */
    LANES,
    /** Its scalar code is as fast, or what is in lanes never got fast. */
    SCALAR
}
