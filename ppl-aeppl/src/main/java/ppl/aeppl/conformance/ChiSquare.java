package ppl.aeppl.conformance;

/** Pearson's test of counts against expected counts. */
final class ChiSquare {

    /** Standard normal quantile of 1 − 1e-6: one false alarm in a million checks. */
    private static final double Z = 4.753424308822899;

    private ChiSquare() {}

    /** By how much the statistic exceeds its critical value; positive if the counts do not fit. */
    static double excess(double[] counts, double[] expected) {
        double statistic = 0;
        int cells = 0;
        double restCount = 0;
        double restExpected = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] < 10) {
                restCount += counts[i];
                restExpected += expected[i];
            } else {
                statistic += square(counts[i] - expected[i]) / expected[i];
                cells++;
            }
        }
        if (restExpected >= 10) {
            statistic += square(restCount - restExpected) / restExpected;
            cells++;
        } else if (restCount > 10 * restExpected + 20) {
            return Double.POSITIVE_INFINITY;
        }
        return statistic - critical(Math.max(1, cells - 1));
    }

    /** The 1 − 1e-6 quantile of the χ² law, after Wilson and Hilferty (1931). */
    private static double critical(int freedom) {
        double v = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - v + Z * Math.sqrt(v), 3);
    }

    private static double square(double x) {
        return x * x;
    }
}
