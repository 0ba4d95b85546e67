package ppl.api.spi;

/**
 * The coordinates of one variable in the vector that a sampler moves.
 *
 * @param variable the variable's name
 * @param measure whether its values are real or whole numbers
 * @param offset its first coordinate
 * @param size the number of its coordinates in unconstrained space
 */
public record Block(String variable, Measure measure, int offset, int size) {

    /** Whether the values of a variable are real or whole numbers. */
    public enum Measure {
        /** Real coordinates with a density; gradients exist. */
        CONTINUOUS,
        /** Whole numbers. A sampler should keep them whole; at other points the density is that of the nearest whole numbers. */
        DISCRETE
    }
}
