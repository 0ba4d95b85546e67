package ppl.aeppl.rule;

/** The stable name of a rule, such as {@code pushforward.exp}; it appears in traces and error messages. */
public record RuleId(String name) {

    /** The id of no rule: of refusals that come from none. */
    public static final RuleId NONE = new RuleId("none");

    @Override
    public String toString() {
        return name;
    }
}
