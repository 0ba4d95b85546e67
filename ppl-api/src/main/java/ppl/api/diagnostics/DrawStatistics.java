package ppl.api.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean, standard deviation and quantiles of the draws of one number: those of a summary, to the bit.
 *
 * <p><b>Numerics</b>: the standard deviation is that of a sample, divided by n − 1; NaN of a single draw. Quantiles interpolate between order
 * statistics (type 7 of Hyndman and Fan 1996). A draw that is NaN makes all of them NaN.
 */
public final class DrawStatistics {

    /** Ranges shorter than this are sorted. */
    private static final int SHORT = 24;

    /** Divisions of a range after which it is sorted: each should halve it. */
    private static final int DEEPEST = 40;

    private DrawStatistics() {}

    /**
     * The mean, the standard deviation and the quantiles, in this order.
     *
     * @param values the draws, at least one, whose order is lost
     * @param probabilities of the quantiles
     */
    public static double[] of(double[] values, List<Double> probabilities) {
        double[] statistics = new double[2 + probabilities.size()];
        for (double x : values) {
            if (Double.isNaN(x)) {
                Arrays.fill(statistics, Double.NaN);
                return statistics;
            }
        }
        statistics[0] = Moments.mean(values);
        statistics[1] = Math.sqrt(Moments.variance(values));
        int n = values.length;
        // The two order statistics of each quantile, and one more on either side, since which they are is rounded.
        int[] ranks = probabilities.stream()
                .flatMapToInt(p -> IntStream.rangeClosed(-1, 2).map(r -> (int) Math.floor((n - 1) * p) + r))
                .filter(r -> r >= 0 && r < n)
                .sorted()
                .distinct()
                .toArray();
        place(values, 0, n - 1, ranks, 0, ranks.length, 0);
        for (int q = 0; q < probabilities.size(); q++) {
            statistics[2 + q] = Quantiles.of(values, probabilities.get(q));
        }
        return statistics;
    }

    /** Puts the values of ranks in their places: those {@code from} to before {@code to}, in a range that has the values of its ranks. */
    private static void place(double[] values, int left, int right, int[] ranks, int from, int to, int depth) {
        if (from == to || left >= right) {
            return;
        }
        if (right - left < SHORT || depth > DEEPEST) {
            Arrays.sort(values, left, right + 1);
            return;
        }
        double pivot = median(values[left], values[(left + right) >>> 1], values[right]);
        int i = left;
        int j = right;
        while (i <= j) {
            while (values[i] < pivot) {
                i++;
            }
            while (values[j] > pivot) {
                j--;
            }
            if (i <= j) {
                double swapped = values[i];
                values[i++] = values[j];
                values[j--] = swapped;
            }
        }
        int below = from;
        while (below < to && ranks[below] <= j) {
            below++;
        }
        int above = below;
        while (above < to && ranks[above] < i) {
            above++;
        }
        place(values, left, j, ranks, from, below, depth + 1);
        place(values, i, right, ranks, above, to, depth + 1);
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
