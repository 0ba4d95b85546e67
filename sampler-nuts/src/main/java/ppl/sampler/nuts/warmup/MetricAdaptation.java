package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.tree.State;

/** When and from which draws the metric is estimated. */
sealed interface MetricAdaptation permits FisherWindows, KeptMetric, StanWindows {

    /** What an iteration has changed. */
    enum Change {
        /** Nothing. */
        NONE,
        /** The metric, a little: the step size still suits it, and trajectories move as before. */
        METRIC,
        /** The metric, so much that the step size must be searched again. */
        METRIC_AND_STEP_SIZE
    }

    /** Takes the first state, from which it may guess a metric if it was given none. */
    void begin(State start);

    /** The metric for the next iteration, and how trajectories move with it. */
    Flow flow();

    /**
     * Takes the draw of a warm-up iteration.
     *
     * @param iteration counted from 0
     * @param informative false if the chain has hardly moved, so that the draw says little
     */
    Change learn(int iteration, State draw, boolean informative);

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
