package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/** Learns a metric from draws and gradients. */
public sealed interface Estimate permits FisherEstimate, DirectionsEstimate {

    /**
     * An estimate that has seen nothing.
     *
     * @param rotates whether trajectories may follow the rotation of a normal law
     */
    static Estimate of(MetricKind kind, int dimension, boolean rotates) {
        return switch (kind) {
            case DIAGONAL -> new FisherEstimate(dimension);
            case AUTO, LOW_RANK, DENSE -> new DirectionsEstimate(kind, dimension, rotates);
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
     * The metric that the draws speak for, and how trajectories should move with it.
     *
     * @param diagonal a metric to write scales to; coordinates that have not moved keep what they have
     * @param before what there is so far
     * @return {@code diagonal}, or {@code before} if it is too early for another, or a new one
     */
    Flow flow(DiagonalMetric diagonal, Flow before);

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
