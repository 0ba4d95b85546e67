package ppl.api.inference;

/** What a prediction does about labels for which nothing was fitted. */
public enum NewLabels {
    /** They are refused, with their names. */
    RAISE,
    /**
     * Their effects are drawn from the population: from the distribution of the variable given the other variables of the same draw of the
     * posterior. Labels that were fitted keep their fitted values.
     */
    SAMPLE
}
