package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/**
 * Estimates the metric from draws and gradients: the diagonal that minimises the Fisher divergence between the posterior,
 * seen through the metric, and a standard normal. It is the square root of the draws' variances over the gradients'
 * variances. For a normal posterior with independent coordinates it is exact after two draws, however noisy both
 * variances are, since a gradient is then minus the draw over its variance. Where the posterior is a funnel the gradients' variances
 * are those of its neck, so that the metric is smaller than the draws' variances and suits both ends better.
 *
 * <p>Source: Seyboldt, Carlson and Carpenter, "Preconditioning Hamiltonian Monte Carlo by minimizing Fisher divergence",
 * 2026, as in nutpie.
 */
public final class FisherEstimate implements Estimate {

    /** A mean and squares for draws, and as much for gradients. */
    static final int VECTORS = 4;

    private final RunningVariance draws;
    private final RunningVariance gradients;

    /** An estimate that has seen nothing. */
    public FisherEstimate(int dimension) {
        draws = new RunningVariance(dimension);
        gradients = new RunningVariance(dimension);
    }

    @Override
    public void clear() {
        draws.clear();
        gradients.clear();
    }

    @Override
    public void add(double[] draw, double[] gradient) {
        draws.add(draw);
        gradients.add(gradient);
    }

    @Override
    public int count() {
        return draws.count();
    }

    /** Writes the estimate to a metric; coordinates that have not moved keep what they have. */
    public void writeTo(DiagonalMetric metric) {
        for (int i = 0; i < metric.dimension(); i++) {
            metric.variance(i, Math.sqrt(draws.squares(i) / gradients.squares(i)));
        }
    }

    @Override
    public Flow flow(DiagonalMetric diagonal, Flow before) {
        writeTo(diagonal);
        return diagonal;
    }

    @Override
    public void archive(StateArchive fields) {
        draws.archive(fields);
        gradients.archive(fields);
    }
}
