package ppl.aeppl.rule;

/**
 * What a rule does, for its users: a row of the page of derivations.
 *
 * @param expression the expressions it is asked about, in mathematical notation
 * @param law the law of one
 * @param conditions what must hold
 * @param refused what is refused, and why
 * @param example one expression, a value and the log-density there; a test computes it
 */
public record Guide(String expression, String law, String conditions, String refused, Example example) {

    /**
     * An example.
     *
     * @param written the expression; draws are written as they are made
     * @param value the value, a number for each element
     * @param logDensity of the value, summed
     */
    public record Example(String written, String value, double logDensity) {}
}
