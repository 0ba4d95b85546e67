package ppl.api.diagnostics;

/** Sums of exponentials that neither overflow nor vanish. */
final class LogSumExp {
    private LogSumExp() {}

    /** {@code log Σ exp x}. */
    static double of(double[] x) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            most = Math.max(most, value);
        }
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (double value : x) {
            sum += Math.exp(value - most);
        }
        return most + Math.log(sum);
    }
}
