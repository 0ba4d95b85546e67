package ppl.api;

/**
 * What becomes of observed values that are missing: NaN among numbers, or what a mask says. The default is to impute them, or to refuse
 * them with {@code -Dppl.strict=true}.
 */
public enum MissingPolicy {
    /**
     * They are variables without values: those of {@code y} are one variable {@code y_missing}, whose labels are those of the elements
     * that are missing. A warning is logged where NaN says it, since a NaN may be a mistake.
     */
    IMPUTE,
    /** They are an error, which names the element. */
    REFUSE;

    static MissingPolicy preset() {
        return Boolean.getBoolean("ppl.strict") ? REFUSE : IMPUTE;
    }
}
