package ppl.sampler.nuts.metric;

/**
 * Estimates the metric from draws and gradients. From few draws: the diagonal that minimises the Fisher divergence between the posterior,
 * seen through the metric, and a standard normal. It is the square root of the draws' variances over the gradients'
 * variances. For a normal posterior with independent coordinates it is exact after two draws, however noisy both
 * variances are, since a gradient is then minus the draw over its variance. From {@value #ENOUGH} draws on: the draws'
 * variances, which are accurate enough then and do justice to skewed coordinates such as the log of a standard deviation
 * near 0: there the gradients vary much in one tail, the Fisher diagonal is too small for the other, and chains mix
 * slowly in it. That is where this departs from the source.
 *
 * <p>Source: Seyboldt, Carlson and Carpenter, "Preconditioning Hamiltonian Monte Carlo by minimizing Fisher divergence",
 * 2026, as in nutpie.
 */
public final class FisherEstimate {

    /** Draws from which their variances alone are a good metric. */
    private static final int ENOUGH = 60;

    private final RunningVariance draws;
    private final RunningVariance gradients;

    /** An estimate that has seen nothing. */
    public FisherEstimate(int dimension) {
        draws = new RunningVariance(dimension);
        gradients = new RunningVariance(dimension);
    }

    /** Forgets everything. */
    public void clear() {
        draws.clear();
        gradients.clear();
    }

    /** Takes a draw with the gradient of the log-density there. */
    public void add(double[] draw, double[] gradient) {
        draws.add(draw);
        gradients.add(gradient);
    }

    /** The number of draws. */
    public int count() {
        return draws.count();
    }

    /** Writes the estimate to a metric; coordinates that have not moved keep what they have. */
    public void writeTo(DiagonalMetric metric) {
        boolean enough = count() >= ENOUGH;
        for (int i = 0; i < metric.dimension(); i++) {
            metric.variance(
                    i, enough ? draws.squares(i) / (count() - 1) : Math.sqrt(draws.squares(i) / gradients.squares(i)));
        }
    }
}
