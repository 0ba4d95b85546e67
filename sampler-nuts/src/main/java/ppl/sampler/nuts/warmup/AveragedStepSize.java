package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.stepsize.DualAveraging;
import ppl.sampler.nuts.tree.Trajectory;

/** As in Stan: dual averaging of the mean acceptance rate to the last iteration, then the average. */
final class AveragedStepSize implements StepSizeAdaptation {

    private final int tune;
    private final DualAveraging dualAveraging;
    private double stepSize;

    AveragedStepSize(int tune, double targetAccept) {
        this.tune = tune;
        dualAveraging = new DualAveraging(targetAccept);
    }

    @Override
    public void restart(double stepSize) {
        this.stepSize = stepSize;
        dualAveraging.restart(stepSize);
    }

    @Override
    public void learn(int iteration, Trajectory transition, double longest) {
        dualAveraging.learn(transition.acceptanceRate(), longest);
        stepSize = open(iteration + 1) ? dualAveraging.stepSize() : dualAveraging.average();
    }

    @Override
    public double stepSize() {
        return stepSize;
    }

    @Override
    public double average() {
        return dualAveraging.average();
    }

    @Override
    public boolean open(int iteration) {
        return iteration < tune;
    }

    @Override
    public void archive(StateArchive fields) {
        dualAveraging.archive(fields);
        stepSize = fields.real(stepSize);
    }
}
