package ppl.tests.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Bins of a law: upper ends, closed, without that of the last bin; and their probabilities. Made by bins.py. */
record Bins(String name, double[] parameters, double[] ends, double[] probabilities) {

    /** Standard normal quantile of 1 - 1e-6: one false alarm in a million checks. */
    private static final double Z = 4.753424308822899;

    static List<Bins> all() {
        try (InputStream in = Objects.requireNonNull(Bins.class.getResourceAsStream("bins.csv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines().map(Bins::parse).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bins parse(String line) {
        String[] fields = line.split(";", -1);
        return new Bins(fields[0], numbers(fields[1]), numbers(fields[2]), numbers(fields[3]));
    }

    private static double[] numbers(String field) {
        return field.isEmpty()
                ? new double[0]
                : Arrays.stream(field.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    long[] counts() {
        return new long[probabilities.length];
    }

    void count(double[] draws, long[] counts) {
        for (double x : draws) {
            if (Double.isNaN(x)) {
                throw new AssertionError(this + " drew NaN");
            }
            int at = Arrays.binarySearch(ends, x);
            counts[at >= 0 ? at : -at - 1]++;
        }
    }

    /** Pearson's statistic less its critical value; positive if the counts do not fit. A bin of probability 0 must be empty. */
    double excess(long[] counts) {
        long n = Arrays.stream(counts).sum();
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = n * probabilities[i];
            if (expected > 0) {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            } else if (counts[i] > 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return statistic - critical(cells - 1);
    }

    /** The 1 - 1e-6 quantile of the chi-squared law, after Wilson and Hilferty (1931). */
    private static double critical(int freedom) {
        if (freedom == 0) {
            return 1e-9;
        }
        double v = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - v + Z * Math.sqrt(v), 3);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(parameters);
    }
}
