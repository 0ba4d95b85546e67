package ppl.api.spi;

/**
 * The coordinates of one variable in the vector that a sampler moves.
 *
 * @param variable the variable's name
 * @param measure what its values are counted by
 * @param offset its first coordinate
 * @param size the number of its coordinates in unconstrained space
 */
public record Block(String variable, Measure measure, int offset, int size) {

    /** What the values of a variable are counted by. */
    public enum Measure {
        /** Real coordinates with a density; gradients exist. */
        CONTINUOUS,
        /** Whole numbers: a sampler keeps them whole; where it does not, the density is that of the nearest ones. */
        DISCRETE
    }
}
