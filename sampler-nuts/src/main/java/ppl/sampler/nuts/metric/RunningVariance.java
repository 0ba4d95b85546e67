package ppl.sampler.nuts.metric;

import java.util.Arrays;
import ppl.api.spi.StateArchive;

/**
 * Mean and sum of squared deviations of a stream of vectors, coordinate by coordinate.
 *
 * <p>Source: Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962.
 */
final class RunningVariance {

    private final double[] mean;
    private final double[] squares;
    private int count;

    RunningVariance(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
    }

    void clear() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    void add(double[] x) {
        count++;
        double weight = 1.0 / count;
        for (int i = 0; i < mean.length; i++) {
            double before = x[i] - mean[i];
            double m = Math.fma(before, weight, mean[i]);
            mean[i] = m;
            squares[i] = Math.fma(before, x[i] - m, squares[i]);
        }
    }

    int count() {
        return count;
    }

    /** The sum of squared deviations from the mean: the variance times count − 1. */
    double squares(int i) {
        return squares[i];
    }

    void archive(StateArchive fields) {
        count = fields.integer(count);
        fields.reals(mean);
        fields.reals(squares);
    }
}
