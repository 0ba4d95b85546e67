package ppl.api.diagnostics;

/**
 * A closed interval that holds a stated share of the draws of a quantity; {@link Hdi} finds the narrowest.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record CredibleInterval(double low, double high) {
    /** Whether a value is in the interval. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The distance between the ends. */
    public double width() {
        return high - low;
    }
}
