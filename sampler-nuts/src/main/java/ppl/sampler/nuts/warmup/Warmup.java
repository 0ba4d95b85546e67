package ppl.sampler.nuts.warmup;

import org.jspecify.annotations.Nullable;
import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.metric.Metric;
import ppl.sampler.nuts.metric.MetricKind;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

/** The metric and the step size of a chain, and what it learns about them during warm-up. */
public final class Warmup {

    /** A draw of a diverging trajectory is informative if it is at least so many leapfrogs away from the start. */
    private static final int FAR = 4;

    private final int tune;
    private final MetricAdaptation metricAdaptation;
    private final StepSizeAdaptation stepSizeAdaptation;

    /**
     * A warm-up.
     *
     * @param tune the number of iterations
     * @param kind what may be learnt of the metric
     * @param rotates whether trajectories may follow the rotation of a normal law
     * @param work about how many operations a gradient takes; 0 if that is not known
     * @param given the metric for the first iterations, if the user gives one
     */
    public Warmup(
            int dimension,
            int tune,
            double targetAccept,
            Adaptation adaptation,
            MetricKind kind,
            boolean rotates,
            double work,
            @Nullable Metric given) {
        this.tune = tune;
        Phases phases = Phases.of(tune);
        if (kind.stays() || tune == 0) {
            metricAdaptation = new KeptMetric(given == null ? new DiagonalMetric(dimension) : given);
        } else {
            metricAdaptation = switch (adaptation) {
                case FISHER -> new FisherWindows(kind, rotates, work, dimension, given, phases);
                case STAN -> new StanWindows(diagonal(dimension, given), tune);
            };
        }
        stepSizeAdaptation = switch (adaptation) {
            case FISHER -> new SettledStepSize(phases, targetAccept);
            case STAN -> new AveragedStepSize(tune, targetAccept);
        };
    }

    private static DiagonalMetric diagonal(int dimension, @Nullable Metric given) {
        DiagonalMetric diagonal = new DiagonalMetric(dimension);
        double[] variances = given == null ? new double[0] : given.variances();
        for (int i = 0; i < variances.length; i++) {
            diagonal.variance(i, variances[i]);
        }
        return diagonal;
    }

    /** Takes the first state. */
    public void begin(State start) {
        metricAdaptation.begin(start);
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
        stepSizeAdaptation.learn(iteration, transition, flow().longest());
        int moved = Math.abs(transition.indexInTrajectory());
        boolean informative = transition.diverging() ? moved > FAR : moved > 0;
        MetricAdaptation.Change change = metricAdaptation.learn(iteration, transition.draw(), informative);
        return change == MetricAdaptation.Change.METRIC_AND_STEP_SIZE && stepSizeAdaptation.open(iteration + 1);
    }

    /** The metric to use now, and how trajectories move with it. */
    public Flow flow() {
        return metricAdaptation.flow();
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
        metricAdaptation.archive(fields);
        stepSizeAdaptation.archive(fields);
    }
}
