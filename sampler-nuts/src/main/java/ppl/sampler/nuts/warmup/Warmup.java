package ppl.sampler.nuts.warmup;

import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.stepsize.DualAveraging;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

/** The metric and the step size of a chain, and what it learns about them during warm-up. */
public final class Warmup {

    /** Away from the start by so many leapfrogs, the draw of a diverging trajectory still tells something. */
    private static final int FAR = 4;

    private final int tune;
    private final DiagonalMetric metric;
    private final MetricAdaptation adaptation;
    private final DualAveraging dualAveraging;
    private double stepSize;

    /**
     * A warm-up of so many iterations.
     *
     * @param metric the metric to change
     */
    public Warmup(int tune, double targetAccept, Adaptation adaptation, DiagonalMetric metric) {
        this.tune = tune;
        this.metric = metric;
        this.dualAveraging = new DualAveraging(targetAccept);
        this.adaptation = switch (adaptation) {
            case FISHER -> new FisherWindows(metric.dimension(), tune);
            case STAN -> new StanWindows(metric.dimension(), tune);
        };
    }

    /**
     * Takes the first state.
     *
     * @param keepMetric whether the first iterations are to use the metric as it is
     */
    public void begin(State start, boolean keepMetric) {
        if (tune > 0) {
            adaptation.begin(start, metric, keepMetric);
        }
    }

    /** Takes a step size to start from. */
    public void restart(double stepSize) {
        this.stepSize = stepSize;
        dualAveraging.restart(stepSize);
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
        dualAveraging.learn(transition.acceptanceRate());
        int moved = Math.abs(transition.indexInTrajectory());
        boolean informative = transition.diverging() ? moved > FAR : moved > 0;
        MetricAdaptation.Change change = adaptation.learn(iteration, transition.draw(), informative, metric);
        if (iteration + 1 == tune) {
            stepSize = dualAveraging.average();
            return false;
        }
        stepSize = dualAveraging.stepSize();
        return change == MetricAdaptation.Change.METRIC_AND_STEP_SIZE;
    }

    /** The step size to use now. */
    public double stepSize() {
        return stepSize;
    }

    /** The average of the step sizes tried so far, with more weight on later ones. */
    public double averageStepSize() {
        return dualAveraging.average();
    }
}
