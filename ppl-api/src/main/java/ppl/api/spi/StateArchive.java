package ppl.api.spi;

/**
 * The fields of a chain's state on their way out of it or back into it. Each part of a chain has one method that names its
 * fields once, for both ways, so that nothing can be saved and not restored, or in another order:
 *
 * <pre>{@code
 * void archive(StateArchive fields) {
 *     count = fields.integer(count);
 *     logStep = fields.real(logStep);
 *     fields.reals(mean);
 * }
 * }</pre>
 *
 * On the way out each method takes a value and gives it back; on the way in it gives the value that was saved.
 *
 * <p>Numerics: float64 keep their bits.
 */
public sealed interface StateArchive permits SavedFields, RestoredFields {

    /** A float64. */
    double real(double value);

    /** A whole number. */
    int integer(int value);

    /** A whole number of 64 bits, such as how many random numbers were used. */
    long int64(long value);

    /** A truth value. */
    boolean flag(boolean value);

    /** An array, which keeps its length: it is read, or overwritten in place. */
    void reals(double[] values);

    /** Bytes of any number, such as the {@linkplain ChainState#toBytes() state} of another chain. */
    byte[] bytes(byte[] value);
}
