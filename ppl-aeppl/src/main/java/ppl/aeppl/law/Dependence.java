package ppl.aeppl.law;

/** How the elements along a batch axis depend on each other. */
public enum Dependence {
    /** Independent, with laws of their own. */
    INDEPENDENT,
    /** Independent copies of one law. */
    IID,
    /** One value repeated. */
    DUPLICATED,
    /** Each given those before it. */
    SERIAL
}
