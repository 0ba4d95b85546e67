package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/** Learns a metric from draws and gradients. */
public sealed interface Estimate permits FisherEstimate, DirectionsEstimate {

    /** Of a direction beside a gradient of moderate cost. */
    double USUAL_COST = 1.0 / 32;

    /**
     * An estimate that has seen nothing.
     *
     * @param rotates whether trajectories may follow the rotation of a normal law
     * @param work about how many operations a gradient takes; 0 if that is not known
     */
    static Estimate of(MetricKind kind, int dimension, boolean rotates, double work) {
        return switch (kind) {
            case DIAGONAL -> new FisherEstimate(dimension);
            case AUTO, LOW_RANK, DENSE -> new DirectionsEstimate(kind, dimension, rotates, cost(dimension, work));
            case KEPT, UNIT -> throw new IllegalArgumentException("a metric that is " + kind.word() + " is not learnt");
        };
    }

    /**
     * About how many vectors of all coordinates the two estimates of a warm-up of so many iterations take: beside the scales, draws and gradients in both, and half of these once more while directions
     * are looked for.
     */
    static double vectors(MetricKind kind, int dimension, int tune) {
        int scales = 2 * FisherEstimate.VECTORS;
        double kept = 3.0 * 2 * Math.min(tune, DrawStore.capacity(dimension));
        return switch (kind) {
            case DIAGONAL -> scales;
            case AUTO, LOW_RANK -> scales + kept;
            case DENSE -> scales + kept + 2.0 * dimension;
            case KEPT, UNIT -> 0;
        };
    }

    /** What a direction costs, as a share of a leapfrog: two passes over the coordinates there and two back. */
    private static double cost(int dimension, double work) {
        return work > 0 ? 8.0 * dimension / (work + 4.0 * dimension) : USUAL_COST;
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
