package ppl.api.sbc;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Whether ranks are uniform: the χ² test of their histogram in bins of equal size. */
final class RankTest {

    /** In each bin at least as many ranks are expected, for the χ² law to hold. */
    private static final int LEAST_EXPECTED = 10;

    private static final int MOST_BINS = 50;

    private RankTest() {}

    /** The greatest number of bins that divides the ranks 0 to {@code draws} evenly and leaves enough in each. */
    static int bins(int draws, int datasets) {
        int ranks = draws + 1;
        for (int bins = Math.min(MOST_BINS, Math.max(2, datasets / LEAST_EXPECTED)); bins > 1; bins--) {
            if (ranks % bins == 0) {
                return bins;
            }
        }
        return 1;
    }

    static int[] histogram(int[] ranks, int draws, int bins) {
        int[] counts = new int[bins];
        int width = (draws + 1) / bins;
        for (int rank : ranks) {
            counts[rank / width]++;
        }
        return counts;
    }

    static double statistic(int[] counts, int datasets) {
        double expected = (double) datasets / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** The probability of a greater statistic. */
    static double pValue(double statistic, int bins) {
        return RegularizedGamma.Q.value((bins - 1) / 2.0, statistic / 2);
    }
}
