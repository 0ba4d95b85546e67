package ppl.api.spi;

/**
 * What a chain reports with every draw.
 *
 * @param name as in the file: {@code step_size}, {@code diverging}
 * @param kind how it is stored
 * @param length how many numbers it is
 */
public record Statistic(String name, Kind kind, Length length) {

    /** How a statistic is stored. */
    public enum Kind {
        /** float64. */
        REAL,
        /** int64. */
        INTEGER,
        /** bool: 0 or 1. */
        FLAG
    }

    /** How many numbers a statistic is. */
    public enum Length {
        /** One, recorded with every draw. */
        SCALAR,
        /**
         * One for each coordinate, in unconstrained space. Recorded only where the user has asked for it, see {@link
         * ChainSpec#vectors}: a vector a draw takes as much room as the draws.
         */
        COORDINATES
    }

    /**
     * Refuses vectors of another kind than real numbers.
     *
     * @throws IllegalArgumentException if a statistic that is a vector is not of real numbers
     */
    public Statistic {
        if (length == Length.COORDINATES && kind != Kind.REAL) {
            throw new IllegalArgumentException("the statistic " + name + " has a number for each coordinate and is "
                    + kind + ", but a vector is of real numbers: make it REAL, or report one number.");
        }
    }

    /** One number. */
    public Statistic(String name, Kind kind) {
        this(name, kind, Length.SCALAR);
    }

    /** A real number for each coordinate. */
    public static Statistic ofCoordinates(String name) {
        return new Statistic(name, Kind.REAL, Length.COORDINATES);
    }

    /** Whether it is one number. */
    public boolean isScalar() {
        return length == Length.SCALAR;
    }
}
