package ppl.api.diagnostics;

/** Quantiles of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
final class Quantiles {
    private Quantiles() {}

    static double of(double[] sorted, double p) {
        int n = sorted.length;
        if (n == 1) {
            return sorted[0];
        }
        // In this form, and not as (n − 1)p + 1: an ulp here decides on which side of the quantile a draw falls.
        double position = n * p + (1 + p * -1);
        int k = (int) Math.floor(Math.min(Math.max(position, 1), n - 1));
        double weight = Math.min(Math.max(position - k, 0), 1);
        return (1 - weight) * sorted[k - 1] + weight * sorted[k];
    }

    static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
