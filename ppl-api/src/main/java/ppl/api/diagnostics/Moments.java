package ppl.api.diagnostics;

/** Means and variances in two passes: the second one corrects what the first lost to rounding. */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        return mean(values, 0, values.length);
    }

    static double mean(double[] values, int from, int to) {
        int n = to - from;
        double mean = sum(values, from, to, 0) / n;
        return Double.isInfinite(mean) ? mean : mean + sum(values, from, to, mean) / n;
    }

    /** The mean of each chain. */
    static double[] chainMeans(Draws draws) {
        int n = draws.length();
        double[] means = new double[draws.chains()];
        for (int c = 0; c < means.length; c++) {
            means[c] = mean(draws.values(), c * n, (c + 1) * n);
        }
        return means;
    }

    /** The sum of squared distances from {@code mean}. */
    static double squares(double[] values, int from, int to, double mean) {
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i < to - 1; i += 2) {
            double d = values[i] - mean;
            double e = values[i + 1] - mean;
            even += d * d;
            odd += e * e;
        }
        double last = i < to ? values[i] - mean : 0;
        return even + odd + last * last;
    }

    private static double sum(double[] values, int from, int to, double centre) {
        double even = 0;
        double odd = 0;
        int i = from;
        // Two sums at once: one alone would wait for each addition to finish.
        for (; i < to - 1; i += 2) {
            even += values[i] - centre;
            odd += values[i + 1] - centre;
        }
        return i < to ? even + odd + (values[i] - centre) : even + odd;
    }

    /** Sample variance, divided by n − 1. */
    static double variance(double[] values) {
        return squares(values, 0, values.length, mean(values)) / (values.length - 1);
    }

    /** (x − mean)² for each x. */
    static double[] squaredDistances(double[] values, double mean) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            double d = values[i] - mean;
            out[i] = d * d;
        }
        return out;
    }
}
