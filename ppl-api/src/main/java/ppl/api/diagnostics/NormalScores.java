package ppl.api.diagnostics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.jspecify.annotations.Nullable;

/** Normal quantiles, and the table of those that the ranks of a sample of one size can take. */
final class NormalScores {
    private static final double SQRT2 = Math.sqrt(2);

    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Table(int size, double[] scores) {}

    // All variables of a run have the same number of draws, and growing parts of it the same few: tables are asked for
    // again.
    private static final int SLOTS = 61;
    private static final int LARGEST_KEPT = 1 << 14;
    private static final AtomicReferenceArray<@Nullable Table> KEPT = new AtomicReferenceArray<>(SLOTS);

    private NormalScores() {}

    /** Φ⁻¹(p). */
    static double quantile(double p) {
        return p <= 0.5 ? -SQRT2 * InverseErfc.value(2 * p) : SQRT2 * InverseErfc.value(2 * (1 - p));
    }

    /** The score of average rank {@code r} of {@code n} at position {@code 2r − 2}: half ranks occur among ties. */
    static double[] of(int n) {
        int slot = n <= LARGEST_KEPT ? n % SLOTS : 0;
        Table kept = KEPT.get(slot);
        if (kept != null && kept.size == n) {
            return kept.scores;
        }
        int last = Math.max(2 * n - 2, 0);
        double[] scores = new double[last + 1];
        for (int i = 0; 2 * i < last; i++) {
            double rank = 1 + i / 2.0;
            scores[i] = quantile((rank - 0.375) / (n - 0.75 + 1));
            scores[last - i] = -scores[i];
        }
        KEPT.set(slot, new Table(n, scores));
        return scores;
    }
}
