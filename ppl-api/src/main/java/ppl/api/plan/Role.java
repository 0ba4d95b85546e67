package ppl.api.plan;

/** What is done with a variable of a model. */
public enum Role {
    /** A sampler moves its coordinates. */
    SAMPLED("sampled"),
    /** The density is summed over its values; it is drawn back from results on request. */
    SUMMED_OUT("summed out"),
    /** It is drawn from its distribution after each draw of the others. */
    DRAWN_FORWARD("drawn forward"),
    /** Its value is given. */
    OBSERVED("observed"),
    /** A term that the user adds to the log-density. */
    POTENTIAL("potential"),
    /** It is computed from the others after each draw. */
    COMPUTED("computed");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
