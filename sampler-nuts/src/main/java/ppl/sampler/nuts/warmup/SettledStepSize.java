package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.stepsize.DualAveraging;
import ppl.sampler.nuts.tree.Trajectory;

/**
 * Dual averaging that takes account of divergences, and then a last phase at the step size that stays.
 *
 * <ul>
 *   <li>The rate that dual averaging sees is 0 where the transition has diverged. After the early phase it is the symmetric
 *       one, which punishes gains of energy as well as losses.
 *   <li>A mean rate hides that some part of the posterior is too curved for the step: leapfrogs are stable there up to some step
 *       size and useless beyond, while everywhere else the rate is near 1. So the average is divided by 1 +
 *       {@value #MARGIN} times the share of divergences in the second half.
 *   <li>While it is tuned, the step size of a single iteration may be far below the average, and the chain may go with it to where the
 *       average can do nothing: it would stay at one point for all of its draws. So the last phase runs with the step size
 *       that stays, and halves it whenever the chain has not moved for {@value #STILL} iterations.
 * </ul>
 *
 * <p>Source: the symmetric rate as in nuts-rs 0.18; margin and last phase are ours.
 */
final class SettledStepSize implements StepSizeAdaptation {

    private static final int MARGIN = 8;
    private static final int STILL = 5;

    private final Phases phases;
    private final DualAveraging dualAveraging;
    private double stepSize;
    private int divergences;
    private int still;
    private double halved = 1;

    SettledStepSize(Phases phases, double targetAccept) {
        this.phases = phases;
        dualAveraging = new DualAveraging(targetAccept);
    }

    @Override
    public void restart(double stepSize) {
        this.stepSize = stepSize;
        dualAveraging.restart(stepSize);
    }

    @Override
    public void learn(int iteration, Trajectory transition, double longest) {
        if (open(iteration)) {
            tune(iteration, transition, longest);
        } else {
            settle(transition);
        }
        stepSize = open(iteration + 1) ? dualAveraging.stepSize() : average();
    }

    private void tune(int iteration, Trajectory transition, double longest) {
        boolean diverging = transition.diverging();
        if (diverging && iteration >= phases.middle()) {
            divergences++;
        }
        double rate = iteration < phases.early() ? transition.acceptanceRate() : transition.symmetricRate();
        dualAveraging.learn(diverging ? 0 : rate, longest);
    }

    private void settle(Trajectory transition) {
        still = transition.indexInTrajectory() == 0 ? still + 1 : 0;
        if (still == STILL) {
            still = 0;
            halved *= 0.5;
        }
    }

    @Override
    public double stepSize() {
        return stepSize;
    }

    @Override
    public double average() {
        double share = (double) divergences / Math.max(1, phases.stepSize() - phases.middle());
        return halved * dualAveraging.average() / (1 + MARGIN * share);
    }

    @Override
    public boolean open(int iteration) {
        return iteration < phases.stepSize();
    }

    @Override
    public void archive(StateArchive fields) {
        dualAveraging.archive(fields);
        stepSize = fields.real(stepSize);
        divergences = fields.integer(divergences);
        still = fields.integer(still);
        halved = fields.real(halved);
    }
}
