package ppl.api.diagnostics;

/**
 * A closed range of values of a quantity.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
    /** Whether a value is in the range. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The distance of the ends. */
    public double width() {
        return high - low;
    }
}
