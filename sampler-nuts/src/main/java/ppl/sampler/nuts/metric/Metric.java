package ppl.sampler.nuts.metric;

import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;

/**
 * What a Hamiltonian trajectory takes for the shape of the posterior: an estimate L Lᵀ of its covariance, which is the
 * <em>inverse</em> mass matrix. Seen through L, by the map y = L⁻¹ q, the posterior should look like a standard normal. Trajectories keep
 * momenta in that space, r = Lᵀ p, so that kinetic energies and turning need no metric.
 *
 * <p>A metric may have a workspace: it belongs to one chain. Forces and drifts allocate nothing.
 */
public sealed interface Metric extends Flow permits InvertibleMetric, DenseMetric {

    /** The number of coordinates. */
    int dimension();

    /** The directions that are stretched beyond the coordinates: 0 for a diagonal metric, all for a dense one. */
    int rank();

    /** The diagonal of L Lᵀ. */
    double[] variances();

    /** L Lᵀ, for others. */
    CovarianceEstimate covariance();

    /** The force on scaled momenta: {@code out = Lᵀ gradient}. The arrays must differ. */
    void force(double[] gradient, double[] out);

    /** Moves a position with a scaled momentum for a time: {@code position += step · L momentum}. */
    void drift(double step, double[] momentum, double[] position);

    @Override
    default Metric metric() {
        return this;
    }

    @Override
    default void locate(double[] position, double[] offset) {}

    @Override
    default void force(double[] gradient, double[] offset, double[] out) {
        force(gradient, out);
    }

    @Override
    default double time(double step) {
        return step;
    }

    @Override
    default void move(double step, double[] offset, double[] momentum, double[] position) {
        drift(step, momentum, position);
    }

    @Override
    default double longest() {
        return Double.POSITIVE_INFINITY;
    }

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);

    /** The metric with this covariance as its L Lᵀ, of the kind whose leapfrogs cost least. */
    static Metric of(CovarianceEstimate covariance) {
        int n = covariance.dimension();
        int rank = covariance.rank();
        if (rank == 0) {
            return new DiagonalMetric(covariance.scale());
        }
        Spectrum spectrum = new Spectrum(covariance.scale(), covariance.variances(), covariance.directions());
        return 2 * rank < n ? spectrum.lowRank() : spectrum.dense();
    }

    /**
     * Saves a metric, or restores one of whatever kind.
     *
     * @param metric the metric to save; on the way in, any of the same dimension
     * @return the metric saved, or the one restored
     */
    static Metric archived(StateArchive fields, Metric metric) {
        int n = metric.dimension();
        int kind = fields.integer(kindOf(metric));
        int rank = fields.integer(metric.rank());
        Metric own = metric.rank() == rank && kind == kindOf(metric)
                ? metric
                : switch (kind) {
                    case 0 -> new DiagonalMetric(n);
                    case 1 -> new LowRankMetric(new double[n], new double[rank][n], new double[rank]);
                    default -> new DenseMetric(new double[n], new double[n][n]);
                };
        own.archive(fields);
        return own;
    }

    private static int kindOf(Metric metric) {
        return switch (metric) {
            case DiagonalMetric _ -> 0;
            case LowRankMetric _ -> 1;
            case DenseMetric _ -> 2;
        };
    }
}
