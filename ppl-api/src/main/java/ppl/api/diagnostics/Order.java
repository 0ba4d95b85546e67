package ppl.api.diagnostics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Values in ascending order, and where each came from. Sorted once and shared by every statistic that needs ranks, quantiles or
 * intervals, because sorting dominates their cost.
 *
 * <p>Equal values stay in their original order; −0 equals 0; NaN comes last.
 */
final class Order {
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int MASK = BUCKETS - 1;
    private static final int KEY_BITS = 32;
    /** Moves per value after which values count as too close together for their leading bits to order them. */
    private static final long MOST_MOVES = 8;

    /** The values, ascending. */
    final double[] sorted;
    /** {@code sorted[k] == values[index[k]]}. */
    final int[] index;

    private Order(double[] sorted, int[] index) {
        this.sorted = sorted;
        this.index = index;
    }

    /**
     * A radix sort over the 32 leading bits in which the values differ, which orders nearly all draws, and an insertion sort of what
     * they leave. Where that is much, as for clusters that lie far apart, the library sorts.
     */
    static Order of(double[] values) {
        int n = values.length;
        long[] packed = byLeadingBits(values);
        double[] sorted = new double[n];
        int[] index = new int[n];
        long moves = 0;
        for (int k = 0; k < n; k++) {
            int from = (int) packed[k];
            double value = values[from];
            int at = k;
            // Never so for a NaN: its leading bits are above those of all others.
            while (at > 0 && sorted[at - 1] > value) {
                sorted[at] = sorted[at - 1];
                index[at] = index[at - 1];
                at--;
            }
            sorted[at] = value;
            index[at] = from;
            moves += k - at;
            if (moves > MOST_MOVES * n) {
                return byComparison(values);
            }
        }
        return new Order(sorted, index);
    }

    /** Positions in the lower half of each entry, in stable order of the 32 leading bits of the values there. */
    private static long[] byLeadingBits(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            long key = key(values[i]);
            keys[i] = key;
            least = Math.min(least, key);
            most = Math.max(most, key);
        }
        int shift = Math.max(0, KEY_BITS - Long.numberOfLeadingZeros(most - least));
        int[] low = new int[BUCKETS];
        int[] middle = new int[BUCKETS];
        int[] high = new int[BUCKETS];
        for (int i = 0; i < n; i++) {
            long key = (keys[i] - least) >>> shift;
            low[(int) key & MASK]++;
            middle[(int) (key >>> DIGIT_BITS) & MASK]++;
            high[(int) (key >>> 2 * DIGIT_BITS) & MASK]++;
            keys[i] = key << KEY_BITS | i;
        }
        long[] other = new long[n];
        distribute(keys, other, low, KEY_BITS);
        distribute(other, keys, middle, KEY_BITS + DIGIT_BITS);
        distribute(keys, other, high, KEY_BITS + 2 * DIGIT_BITS);
        return other;
    }

    /** Copies entries in stable order of the digit above {@code bits}, of which there are so many of each value. */
    private static void distribute(long[] from, long[] into, int[] counts, int bits) {
        int total = 0;
        for (int b = 0; b < BUCKETS; b++) {
            int here = counts[b];
            counts[b] = total;
            total += here;
        }
        for (long entry : from) {
            into[counts[(int) (entry >>> bits) & MASK]++] = entry;
        }
    }

    private static Order byComparison(double[] values) {
        int n = values.length;
        Integer[] boxed = new Integer[n];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, Comparator.comparingLong(i -> key(values[i])));
        double[] sorted = new double[n];
        int[] index = new int[n];
        for (int k = 0; k < n; k++) {
            index[k] = boxed[k];
            sorted[k] = values[index[k]];
        }
        return new Order(sorted, index);
    }

    /** A number in the order of the values: the bits of a negative one other than its sign are flipped. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
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
