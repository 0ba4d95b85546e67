package ppl.api.diagnostics;

/**
 * Values in ascending order, and where each came from. Sorted once and shared by every statistic that needs ranks, quantiles or
 * intervals, because sorting dominates their cost.
 *
 * <p>Equal values stay in their original order; −0 equals 0; NaN comes last.
 */
final class Order {
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int PASSES = 6;

    /** The values, ascending. */
    final double[] sorted;
    /** {@code sorted[k] == values[index[k]]}. */
    final int[] index;

    private Order(double[] sorted, int[] index) {
        this.sorted = sorted;
        this.index = index;
    }

    /** A least-significant-digit radix sort over the order-preserving bits: no comparisons, no boxing, stable. */
    static Order of(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] index = new int[n];
        int[][] counts = new int[PASSES][BUCKETS];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToLongBits(values[i] + 0.0);
            // Flips negative numbers entirely and the sign of the others: unsigned order of keys is numeric order of
            // values.
            long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            keys[i] = key;
            index[i] = i;
            for (int p = 0; p < PASSES; p++) {
                counts[p][(int) (key >>> (p * DIGIT_BITS)) & (BUCKETS - 1)]++;
            }
        }
        long[] otherKeys = new long[n];
        int[] otherIndex = new int[n];
        for (int p = 0; p < PASSES; p++) {
            int[] count = counts[p];
            int shift = p * DIGIT_BITS;
            if (n > 0 && count[(int) (keys[0] >>> shift) & (BUCKETS - 1)] == n) {
                continue;
            }
            int start = 0;
            for (int b = 0; b < BUCKETS; b++) {
                int here = count[b];
                count[b] = start;
                start += here;
            }
            for (int i = 0; i < n; i++) {
                int to = count[(int) (keys[i] >>> shift) & (BUCKETS - 1)]++;
                otherKeys[to] = keys[i];
                otherIndex[to] = index[i];
            }
            long[] k = keys;
            keys = otherKeys;
            otherKeys = k;
            int[] x = index;
            index = otherIndex;
            otherIndex = x;
        }
        double[] sorted = new double[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = values[index[i]];
        }
        return new Order(sorted, index);
    }

    /** The order of the same chains cut by {@link Draws#split()}, without sorting again. */
    Order split(Draws draws) {
        int length = draws.length();
        int half = length / 2;
        if (2 * half == length) {
            return this;
        }
        int n = 2 * half * draws.chains();
        double[] kept = new double[n];
        int[] keptIndex = new int[n];
        int at = 0;
        for (int k = 0; k < sorted.length; k++) {
            int chain = index[k] / length;
            int draw = index[k] % length;
            if (draw != half) {
                kept[at] = sorted[k];
                keptIndex[at++] = chain * 2 * half + draw - (draw > half ? 1 : 0);
            }
        }
        return new Order(kept, keptIndex);
    }

    /** The order of the distances |x − centre|: two sorted runs, walked outwards from the centre and merged. */
    Order folded(double centre) {
        int n = sorted.length;
        double[] distances = new double[n];
        int[] from = new int[n];
        int right = 0;
        while (right < n && sorted[right] < centre) {
            right++;
        }
        int left = right - 1;
        for (int k = 0; k < n; k++) {
            boolean takeLeft = right == n || (left >= 0 && centre - sorted[left] <= sorted[right] - centre);
            int taken = takeLeft ? left-- : right++;
            distances[k] = Math.abs(sorted[taken] - centre);
            from[k] = index[taken];
        }
        return new Order(distances, from);
    }

    /**
     * Normal scores of the ranks, in the original order: {@code Φ⁻¹((r − 3/8) / (n + 1/4))} with average ranks for ties (Blom 1958,
     * as Vehtari et al. 2021, equation 14).
     */
    double[] normalScores() {
        int n = sorted.length;
        double[] scores = NormalScores.of(n);
        double[] out = new double[n];
        for (int first = 0; first < n; ) {
            int last = first;
            while (last + 1 < n && sorted[last + 1] == sorted[first]) {
                last++;
            }
            double score = scores[first + last];
            for (int k = first; k <= last; k++) {
                out[index[k]] = score;
            }
            first = last + 1;
        }
        return out;
    }
}
