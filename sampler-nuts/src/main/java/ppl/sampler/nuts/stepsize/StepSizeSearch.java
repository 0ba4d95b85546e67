package ppl.sampler.nuts.stepsize;

import ppl.api.spi.StateArchive;
import ppl.graph.random.HostNumbers;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.tree.Leapfrog;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;

/**
 * A first step size: doubled or halved until the acceptance rate of a single leapfrog from the current state crosses
 * 0.8. Asks for one density per trial.
 *
 * <p>Source: Hoffman and Gelman, "The No-U-Turn Sampler", JMLR 15, 2014, algorithm 4, with Stan's threshold. We take the
 * last step size that was accepted, not the first that was not, since without warm-up it is the one that stays.
 */
public final class StepSizeSearch {

    private static final double THRESHOLD = 0.8;
    private static final double LEAST = 1e-10;
    private static final double GREATEST = 1e7;

    private final NutsStreams streams;
    private final double[] position;
    private final double[] offset;
    private final double[] force;
    private final double[] start;
    private final double[] momentum;
    private State state;
    private Flow flow;
    private double stepSize;
    private double startEnergy;
    private boolean asked;
    private boolean growing;
    private int trials;
    private int trialsHere;

    /** Searches at points of so many coordinates. */
    public StepSizeSearch(int dimension, NutsStreams streams) {
        this.streams = streams;
        position = new double[dimension];
        offset = new double[dimension];
        force = new double[dimension];
        flow = new DiagonalMetric(0);
        start = new double[dimension];
        momentum = new double[dimension];
        state = new State(0);
    }

    /** Starts a search from a state. */
    public void begin(State state, Flow flow, double firstGuess) {
        this.state = state;
        this.flow = flow;
        stepSize = Math.min(firstGuess, flow.longest());
        trialsHere = 0;
        asked = false;
    }

    /** The position at which the density is wanted next. */
    public double[] ask() {
        if (!asked) {
            streams.searchMomentum(trials++, start);
            startEnergy = 0.5 * Leapfrog.square(start) - state.logp;
            System.arraycopy(state.position, 0, position, 0, position.length);
            flow.locate(position, offset);
            flow.force(state.gradient, offset, force);
            Leapfrog.kickAndMove(stepSize, flow, force, start, momentum, position, offset);
            asked = true;
        }
        return position;
    }

    /** Takes the density at the position asked for. Returns true if the search is over. */
    public boolean tell(double logp, double[] gradient) {
        asked = false;
        Leapfrog.kick(stepSize, flow, gradient, offset, force, momentum);
        double error = 0.5 * Leapfrog.square(momentum) - logp - startEnergy;
        boolean accepted = error < -HostNumbers.log(THRESHOLD) && error > Double.NEGATIVE_INFINITY;
        if (trialsHere++ == 0) {
            growing = accepted;
        } else if (growing != accepted) {
            stepSize = growing ? 0.5 * stepSize : stepSize;
            return true;
        }
        double next = growing ? 2 * stepSize : 0.5 * stepSize;
        if (next < LEAST || next > Math.min(GREATEST, flow.longest())) {
            return true;
        }
        stepSize = next;
        return false;
    }

    /** The step size found. */
    public double stepSize() {
        return stepSize;
    }

    /** Names what outlasts a search, to save or to restore it. */
    public void archive(StateArchive fields) {
        trials = fields.integer(trials);
    }
}
