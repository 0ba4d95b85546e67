package ppl.aeppl.family.continuous;

import ppl.aeppl.family.Distribution;

/** {@link Flat} on the numbers of at least 0. */
public final class HalfFlat {

    private HalfFlat() {}

    /**
     * The improper prior with log-density 0 at every number of at least 0. The posterior must be proper by the data, which is checked
     * only so far as that something depends on the variable; draws are refused.
     */
    public static Distribution of() {
        return Flat.HALF.with();
    }
}
