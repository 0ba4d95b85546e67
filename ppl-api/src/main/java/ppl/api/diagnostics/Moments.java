package ppl.api.diagnostics;

/** Means and variances in two passes: the second one corrects what the first lost to rounding. */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        return mean(values, 0, values.length);
    }

    static double mean(double[] values, int from, int to) {
        int n = to - from;
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += values[i];
        }
        mean /= n;
        if (Double.isInfinite(mean)) {
            return mean;
        }
        double rest = 0;
        for (int i = from; i < to; i++) {
            rest += values[i] - mean;
        }
        return mean + rest / n;
    }

    /** The sum of squared distances from {@code mean}. */
    static double squares(double[] values, int from, int to, double mean) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = values[i] - mean;
            sum += d * d;
        }
        return sum;
    }

    /** Sample variance, divided by n − 1. */
    static double variance(double[] values) {
        return squares(values, 0, values.length, mean(values)) / (values.length - 1);
    }

    /** (x − mean)² for each x. */
    static double[] squaredDistances(double[] values) {
        double mean = mean(values);
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            double d = values[i] - mean;
            out[i] = d * d;
        }
        return out;
    }
}
