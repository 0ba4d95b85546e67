package ppl.api.report;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Draws;

/** The draws that diverged; none if the sampler does not report it. */
final class Divergences {
    private final int chains;
    private final int length;
    private final int[] positions;

    private Divergences(int chains, int length, int[] positions) {
        this.chains = chains;
        this.length = length;
        this.positions = positions;
    }

    /**
     * The draws whose flag is not 0.
     *
     * @param flags by chain and draw
     */
    static Divergences of(@Nullable Draws flags) {
        if (flags == null) {
            return new Divergences(0, 0, new int[0]);
        }
        double[] values = flags.toArray();
        return new Divergences(
                flags.chains(),
                flags.length(),
                IntStream.range(0, values.length).filter(i -> values[i] != 0).toArray());
    }

    /** Their positions among all draws, chain after chain; none if the draws have other chains than the flags. */
    int[] among(Draws draws) {
        return draws.chains() == chains && draws.length() == length ? positions : new int[0];
    }

    /** Where each of them lies in its chain. */
    double[] along(Draws draws) {
        return IntStream.of(among(draws)).mapToDouble(i -> i % length).toArray();
    }

    /** The values of a quantity at them. */
    double[] valuesOf(Draws draws) {
        double[] values = draws.toArray();
        return IntStream.of(among(draws)).mapToDouble(i -> values[i]).toArray();
    }

    /**
     * How far from the middle they gather in a quantity, from 0 to 1; 0 where two standard deviations of chance explain it.
     *
     * @param ranks of the draws, from −1 to 1
     */
    double gathering(Draws draws, double[] ranks) {
        int[] among = among(draws);
        double mean = Math.abs(
                IntStream.of(among).mapToDouble(i -> ranks[i]).average().orElse(0));
        // The variance of a uniform number from −1 to 1 is a third.
        return mean > 2 / Math.sqrt(3.0 * among.length) ? mean : 0;
    }
}
