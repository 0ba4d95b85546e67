package ppl.api.diagnostics;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.jspecify.annotations.Nullable;

/** Normal quantiles, and the table of those that the ranks of a sample of one size can take. */
final class NormalScores {
    private static final double SQRT2 = Math.sqrt(2);

    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Table(int size, double[] scores) {}

    // All variables of a run have the same number of draws: the last table serves nearly every call.
    private static final AtomicReference<@Nullable Table> LAST = new AtomicReference<>();

    private NormalScores() {}

    /** Φ⁻¹(p). */
    static double quantile(double p) {
        return p <= 0.5 ? -SQRT2 * InverseErfc.value(2 * p) : SQRT2 * InverseErfc.value(2 * (1 - p));
    }

    /** The score of average rank {@code r} of {@code n} at position {@code 2r − 2}: half ranks occur among ties. */
    static double[] of(int n) {
        Table last = LAST.get();
        if (last != null && last.size == n) {
            return last.scores;
        }
        double[] scores = new double[Math.max(2 * n - 1, 0)];
        for (int i = 0; i < scores.length; i++) {
            double rank = 1 + i / 2.0;
            scores[i] = quantile((rank - 0.375) / (n - 0.75 + 1));
        }
        LAST.set(new Table(n, scores));
        return scores;
    }
}
