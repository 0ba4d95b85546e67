package ppl.api.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * Which draws of split chains lie in a range, one bit each, and the autocovariances of these zeros and ones: products are counted
 * bits, sixty-four at a time.
 *
 * <p><b>Numerics.</b> The same estimate as {@link Autocovariance}; the sums of products are exact.
 */
final class Indicator {
    private static final int DIRECT_LAGS = 1000;

    private final int chains;
    private final int length;
    private final int words;
    private final long[] bits;
    private final double[] means;
    private final int inside;
    private @Nullable Autocovariance transformed;

    private Indicator(Draws draws, double low, double high) {
        int whole = draws.length();
        chains = 2 * draws.chains();
        length = whole / 2;
        words = (length + Long.SIZE - 1) / Long.SIZE;
        bits = new long[chains * words];
        means = new double[chains];
        double[] values = draws.values();
        int total = 0;
        for (int c = 0; c < chains; c++) {
            int start = c / 2 * whole + (c % 2 == 0 ? 0 : whole - length);
            int count = 0;
            for (int i = 0; i < length; i++) {
                double value = values[start + i];
                long bit = low <= value && value <= high ? 1 : 0;
                bits[c * words + i / Long.SIZE] |= bit << i;
                count += (int) bit;
            }
            means[c] = (double) count / length;
            total += count;
        }
        inside = total;
    }

    /** Of the draws from {@code low} to {@code high}, both included. */
    static Indicator of(Draws draws, double low, double high) {
        return new Indicator(draws, low, high);
    }

    int chains() {
        return chains;
    }

    int length() {
        return length;
    }

    /** Whether all draws are inside, or none is. */
    boolean isConstant() {
        return inside == 0 || inside == chains * length;
    }

    /** The share of each half chain that is inside. */
    double[] means() {
        return means;
    }

    /** The autocovariance at this lag, averaged over half chains. */
    double covariance(int lag) {
        if (lag > DIRECT_LAGS) {
            if (transformed == null) {
                transformed = new Autocovariance(Draws.of(toDoubles(), chains, length), means);
            }
            return transformed.at(lag);
        }
        double sum = 0;
        for (int c = 0; c < chains; c++) {
            double mean = means[c];
            long count = Math.round(mean * length);
            // Each product of distances from the mean, multiplied out and summed.
            long ends = before(c, length - lag) + count - before(c, lag);
            sum += both(c, lag) - mean * ends + (length - lag) * mean * mean;
        }
        return sum / length / chains;
    }

    /** How many draws are inside together with the one {@code lag} later. */
    private long both(int chain, int lag) {
        int from = chain * words;
        int skipped = lag / Long.SIZE;
        int shift = lag % Long.SIZE;
        long count = 0;
        for (int w = 0; w < words - skipped; w++) {
            long later = bits[from + w + skipped] >>> shift;
            if (w + skipped + 1 < words) {
                // In two steps, because a shift by 64 would do nothing.
                later |= bits[from + w + skipped + 1] << 1 << (Long.SIZE - 1 - shift);
            }
            count += Long.bitCount(bits[from + w] & later);
        }
        return count;
    }

    /** How many of the first {@code end} draws are inside. */
    private long before(int chain, int end) {
        int from = chain * words;
        int full = end / Long.SIZE;
        long count = 0;
        for (int w = 0; w < full; w++) {
            count += Long.bitCount(bits[from + w]);
        }
        int rest = end % Long.SIZE;
        return rest == 0 ? count : count + Long.bitCount(bits[from + full] << (Long.SIZE - rest));
    }

    private double[] toDoubles() {
        double[] out = new double[chains * length];
        for (int c = 0; c < chains; c++) {
            for (int i = 0; i < length; i++) {
                out[c * length + i] = bits[c * words + i / Long.SIZE] >>> i & 1;
            }
        }
        return out;
    }
}
