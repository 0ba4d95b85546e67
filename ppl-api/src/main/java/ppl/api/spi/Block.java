package ppl.api.spi;

/**
 * The coordinates of one variable in the vector that a sampler moves.
 *
 * @param variable the variable's name
 * @param measure whether its values are real or whole numbers
 * @param offset its first coordinate
 * @param size the number of its coordinates in unconstrained space
 * @param lowest of whole numbers one that none is less than: the least value where it is known before a run, else −infinity
 * @param highest of whole numbers one that none is greater than: the greatest value where it is known before a run, else infinity
 * @param separable whether the coordinates are independent of each other given all other variables, and whoever evaluates the density can
 *     tell what it is made of ({@link ChainNeed#PARTS}). False says nothing: they may be independent all the same
 */
public record Block(
        String variable, Measure measure, int offset, int size, double lowest, double highest, boolean separable) {

    /** Whether the values of a variable are real or whole numbers. */
    public enum Measure {
        /** Real coordinates with a density; gradients exist. */
        CONTINUOUS,
        /** Whole numbers. A sampler should keep them whole; at other points the density is that of the nearest whole numbers. */
        DISCRETE
    }

    /** Of values whose ends are not known, and which are not known to be independent. */
    public Block(String variable, Measure measure, int offset, int size) {
        this(variable, measure, offset, size, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
    }

    /** How many whole numbers there are from {@link #lowest} to {@link #highest}; infinity where an end is not known. */
    public double values() {
        return measure == Measure.DISCRETE ? highest - lowest + 1 : Double.POSITIVE_INFINITY;
    }

    /** The same variable elsewhere in a vector. */
    Block at(int other) {
        return new Block(variable, measure, other, size, lowest, highest, separable);
    }

    /** The same variable for who cannot tell {@link ChainNeed#PARTS}. */
    public Block inseparable() {
        return new Block(variable, measure, offset, size, lowest, highest, false);
    }
}
