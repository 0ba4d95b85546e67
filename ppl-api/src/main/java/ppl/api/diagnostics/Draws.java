package ppl.api.diagnostics;

import java.util.Arrays;

/**
 * The draws of one scalar quantity: a matrix of chains by draws.
 *
 * <p><b>Shapes.</b> {@code chains × draws}, chain after chain in memory.
 *
 * <p><b>Errors.</b> Values that do not form such a matrix are a {@link ResultException}.
 */
public final class Draws {
    /** Chains of fewer draws have no diagnostics: their halves would be single draws. */
    static final int FEWEST = 4;

    private final double[] values;
    private final int chains;
    private final int length;

    private Draws(double[] values, int chains, int length) {
        this.values = values;
        this.chains = chains;
        this.length = length;
    }

    /**
     * Draws over {@code values}, chain after chain; the array now belongs to them.
     *
     * @throws ResultException with code SHAPE if there are not {@code chains · length} values
     */
    public static Draws of(double[] values, int chains, int length) {
        if (chains < 0 || length < 0 || values.length != (long) chains * length) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    chains + " chains of " + length + " draws need " + (long) chains * length + " values, not "
                            + values.length);
        }
        return new Draws(values, chains, length);
    }

    /**
     * A copy of these chains.
     *
     * @throws ResultException with code SHAPE if the chains are not equally long
     */
    public static Draws of(double[]... chains) {
        int length = chains.length == 0 ? 0 : chains[0].length;
        double[] values = new double[chains.length * length];
        for (int c = 0; c < chains.length; c++) {
            if (chains[c].length != length) {
                throw new ResultException(
                        ResultCode.SHAPE,
                        "chain " + c + " has " + chains[c].length + " draws but chain 0 has " + length
                                + "; cut them to one length");
            }
            System.arraycopy(chains[c], 0, values, c * length, length);
        }
        return new Draws(values, chains.length, length);
    }

    /** The number of chains. */
    public int chains() {
        return chains;
    }

    /** The number of draws of each chain. */
    public int length() {
        return length;
    }

    /** The number of draws of all chains. */
    public int size() {
        return values.length;
    }

    /**
     * One draw.
     *
     * @throws ResultException with code ABSENT if there is no such chain or draw
     */
    public double get(int chain, int draw) {
        if (chain < 0 || chain >= chains || draw < 0 || draw >= length) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    "there is no draw " + draw + " of chain " + chain + " in " + chains + " chains of " + length);
        }
        return values[chain * length + draw];
    }

    /**
     * A copy of one chain.
     *
     * @throws ResultException with code ABSENT if there is no such chain
     */
    public double[] chain(int chain) {
        if (chain < 0 || chain >= chains()) {
            throw new ResultException(
                    ResultCode.ABSENT, "there is no chain at position " + chain + ": there are " + chains());
        }
        return Arrays.copyOfRange(values, chain * length, (chain + 1) * length);
    }

    /** A copy of all draws, chain after chain. */
    public double[] toArray() {
        return values.clone();
    }

    /** The values themselves, without a copy, for this package to read. */
    double[] values() {
        return values;
    }

    /** Other values in the same chains. */
    Draws with(double[] others) {
        return new Draws(others, chains, length);
    }

    /** Each chain cut into its first and last half, without the middle draw if their number is odd. */
    Draws split() {
        int half = length / 2;
        if (2 * half == length) {
            return new Draws(values, 2 * chains, half);
        }
        double[] halves = new double[2 * chains * half];
        for (int c = 0; c < chains; c++) {
            System.arraycopy(values, c * length, halves, 2 * c * half, half);
            System.arraycopy(values, c * length + half + 1, halves, (2 * c + 1) * half, half);
        }
        return new Draws(halves, 2 * chains, half);
    }

    boolean hasNaN() {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether diagnostics have an answer: enough chains and draws, and no NaN. */
    boolean valid(int minChains) {
        return chains >= minChains && length >= FEWEST && !hasNaN();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Draws that
                && chains == that.chains
                && length == that.length
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return chains + " chains of " + length + " draws";
    }
}
