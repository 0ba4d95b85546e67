package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/**
 * Estimates the metric from draws alone: their variances, shrunk towards 1e-3 as if five draws of that variance had been
 * seen.
 *
 * <p>Source: the Stan reference manual, "MCMC Sampling", euclidean metric.
 */
public final class VarianceEstimate {

    private static final double PRIOR_COUNT = 5;
    private static final double PRIOR_VARIANCE = 1e-3;

    private final RunningVariance draws;

    /** An estimate that has seen nothing. */
    public VarianceEstimate(int dimension) {
        draws = new RunningVariance(dimension);
    }

    /** Forgets everything. */
    public void clear() {
        draws.clear();
    }

    /** Takes a draw. */
    public void add(double[] draw) {
        draws.add(draw);
    }

    /** The number of draws. */
    public int count() {
        return draws.count();
    }

    /** Writes the estimate to a metric. Needs two draws. */
    public void writeTo(DiagonalMetric metric) {
        double n = draws.count();
        for (int i = 0; i < metric.dimension(); i++) {
            double variance = draws.squares(i) / (n - 1);
            metric.variance(i, (n * variance + PRIOR_COUNT * PRIOR_VARIANCE) / (n + PRIOR_COUNT));
        }
    }

    /** Names its fields, to save or to restore them. */
    public void archive(StateArchive fields) {
        draws.archive(fields);
    }
}
