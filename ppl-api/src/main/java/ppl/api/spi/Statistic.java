package ppl.api.spi;

/**
 * A number that a chain reports with every draw.
 *
 * @param name as in the file: {@code step_size}, {@code diverging}
 * @param kind how it is stored
 */
public record Statistic(String name, Kind kind) {

    /** How a statistic is stored. */
    public enum Kind {
        /** float64. */
        REAL,
        /** int64. */
        INTEGER,
        /** bool: 0 or 1. */
        FLAG
    }
}
