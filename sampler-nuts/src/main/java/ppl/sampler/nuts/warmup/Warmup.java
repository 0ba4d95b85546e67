package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

/** The metric and the step size of a chain, and what it learns about them during warm-up. */
public final class Warmup {

    /** A draw of a diverging trajectory is informative if it is at least so many leapfrogs away from the start. */
    private static final int FAR = 4;

    private final int tune;
    private final DiagonalMetric metric;
    private final MetricAdaptation metricAdaptation;
    private final StepSizeAdaptation stepSizeAdaptation;

    /**
     * A warm-up of so many iterations.
     *
     * @param metric the metric to change
     */
    public Warmup(int tune, double targetAccept, Adaptation adaptation, DiagonalMetric metric) {
        this.tune = tune;
        this.metric = metric;
        Phases phases = Phases.of(tune);
        metricAdaptation = switch (adaptation) {
            case FISHER -> new FisherWindows(metric.dimension(), phases);
            case STAN -> new StanWindows(metric.dimension(), tune);
        };
        stepSizeAdaptation = switch (adaptation) {
            case FISHER -> new SettledStepSize(phases, targetAccept);
            case STAN -> new AveragedStepSize(tune, targetAccept);
        };
    }

    /**
     * Takes the first state.
     *
     * @param keepMetric whether the first iterations are to use the metric as it is
     */
    public void begin(State start, boolean keepMetric) {
        if (tune > 0) {
            metricAdaptation.begin(start, metric, keepMetric);
        }
    }

    /** Receives the step size to start from. */
    public void restart(double stepSize) {
        stepSizeAdaptation.restart(stepSize);
    }

    /**
     * Takes a finished transition.
     *
     * @param iteration counted from 0
     * @return true if the step size must be searched again before the next
     */
    public boolean learn(int iteration, Trajectory transition) {
        if (iteration >= tune) {
            return false;
        }
        stepSizeAdaptation.learn(iteration, transition);
        int moved = Math.abs(transition.indexInTrajectory());
        boolean informative = transition.diverging() ? moved > FAR : moved > 0;
        MetricAdaptation.Change change = metricAdaptation.learn(iteration, transition.draw(), informative, metric);
        return change == MetricAdaptation.Change.METRIC_AND_STEP_SIZE && stepSizeAdaptation.open(iteration + 1);
    }

    /** The step size to use now. */
    public double stepSize() {
        return stepSizeAdaptation.stepSize();
    }

    /** The step size to keep if warm-up ended now. */
    public double averageStepSize() {
        return stepSizeAdaptation.average();
    }

    /** Names what it has learnt, to save or to restore it. */
    public void archive(StateArchive fields) {
        metric.archive(fields);
        metricAdaptation.archive(fields);
        stepSizeAdaptation.archive(fields);
    }
}
