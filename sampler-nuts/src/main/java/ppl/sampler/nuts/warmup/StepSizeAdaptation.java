package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.tree.Trajectory;

/** How the step size is adapted. */
sealed interface StepSizeAdaptation permits AveragedStepSize, SettledStepSize {

    /** Starts again from a step size. */
    void restart(double stepSize);

    /**
     * Takes a transition of warm-up.
     *
     * @param iteration counted from 0
     * @param longest the greatest step size that is wanted
     */
    void learn(int iteration, Trajectory transition, double longest);

    /** The step size for the next iteration; after the last one of warm-up, the one to keep. */
    double stepSize();

    /** The step size to keep if warm-up ended now. */
    double average();

    /** Whether a new metric before the iteration may still start a new search for a step size. */
    boolean open(int iteration);

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
