package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/** Learns a metric from draws and gradients. */
public sealed interface Estimate permits FisherEstimate, DirectionsEstimate {

    /** An estimate that has seen nothing. */
    static Estimate of(MetricKind kind, int dimension) {
        return switch (kind) {
            case DIAGONAL -> new FisherEstimate(dimension);
            case AUTO, LOW_RANK, DENSE -> new DirectionsEstimate(kind, dimension);
            case KEPT, UNIT -> throw new IllegalArgumentException("a metric that is " + kind.word() + " is not learnt");
        };
    }

    /** Forgets everything. */
    void clear();

    /** Takes a draw with the gradient of the log-density there. */
    void add(double[] draw, double[] gradient);

    /** The number of draws. */
    int count();

    /**
     * The metric that the draws speak for.
     *
     * @param diagonal a metric to write scales to; coordinates that have not moved keep what they have
     * @param before the metric so far
     * @return {@code diagonal}, or {@code before} if it is too early for another, or a new one
     */
    Metric metric(DiagonalMetric diagonal, Metric before);

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
