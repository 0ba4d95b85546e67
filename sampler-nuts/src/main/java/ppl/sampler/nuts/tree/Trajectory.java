package ppl.sampler.nuts.tree;

import ppl.graph.random.HostNumbers;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Flow;

/**
 * One NUTS transition as a state machine: it asks for the density at the position of the next leapfrog and receives it, until the
 * transition is finished. The trajectory doubles in random directions until it turns, diverges or is as deep as allowed;
 * the draw is one of its states, chosen with probability proportional to its density.
 *
 * <p>Numerics: weights are exp(−energy error), so that each leapfrog needs one exponential and no other transcendental function. If a
 * state is far better than the start, weights are relative to it instead.
 *
 * <p>Source: Hoffman and Gelman, "The No-U-Turn Sampler", JMLR 15, 2014; Betancourt, "A conceptual introduction to
 * Hamiltonian Monte Carlo", 2017, appendix A.3: multinomial within a subtree, biased progressive between subtrees.
 */
public final class Trajectory {

    /** A state whose log-weight is above this becomes the level to which weights are relative. */
    private static final double RESCALE = 300;

    private final int maxDepth;
    private final double maxEnergyError;
    private final NutsStreams streams;
    private final Buffers buffers;
    private final Turning turning = new Turning();
    private final Subtree subtree;
    private final Segment tree = new Segment();
    private final End forwardEnd;
    private final End backwardEnd;

    /** The draw so far, and the proposal of the subtree under way; they change places when it is taken. */
    private Candidate draw;

    private Candidate proposal;

    private int iteration;
    private Flow flow;
    private double stepSize;
    private double startEnergy;

    /** The end at which the tree grows, and the scaled momentum there. */
    private End end;

    private double[] momentum = {};
    private boolean forward;
    private boolean grewForward;
    /** Where the last leapfrog began, position and momentum, if these are kept. */
    private final double[] startPosition;

    private final double[] startMomentum;
    private final boolean keepsStarts;
    private boolean asked;
    private int forwardSteps;
    private int backwardSteps;

    /** Weights are exp(level − energy error). */
    private double level;

    private double treeWeight;
    private double subtreeWeight;

    private int depth;
    private int steps;
    private boolean diverging;
    private boolean turned;
    private double acceptance;
    private double symmetric;
    private double maxError;

    /**
     * Trajectories of points of so many coordinates.
     *
     * @param keepsStarts whether it keeps where a leapfrog began, which costs two copies per leapfrog
     */
    public Trajectory(int dimension, int maxDepth, double maxEnergyError, NutsStreams streams, boolean keepsStarts) {
        this.keepsStarts = keepsStarts;
        this.startPosition = new double[keepsStarts ? dimension : 0];
        this.startMomentum = new double[keepsStarts ? dimension : 0];
        this.maxDepth = maxDepth;
        this.maxEnergyError = maxEnergyError;
        this.streams = streams;
        // Three vectors for each run that waits, for the carry, for the tree, and for a step and a sum under way.
        this.buffers = new Buffers(3 * (maxDepth + 3), dimension);
        this.subtree = new Subtree(maxDepth, turning, buffers);
        this.forwardEnd = new End(dimension);
        this.backwardEnd = new End(dimension);
        this.draw = new Candidate(dimension);
        this.proposal = new Candidate(dimension);
        this.end = forwardEnd;
        this.flow = new DiagonalMetric(0);
    }

    /**
     * Starts the transition of an iteration.
     *
     * @param flow must stay as it is until the transition is finished
     */
    public void begin(int iteration, State start, Flow flow, double stepSize) {
        this.iteration = iteration;
        this.flow = flow;
        this.stepSize = stepSize;
        buffers.reclaim();
        forwardEnd.set(start, flow);
        backwardEnd.set(forwardEnd);
        momentum = buffers.take();
        streams.momentum(iteration, momentum);
        double square = Leapfrog.square(momentum);
        startEnergy = 0.5 * square - start.logp;
        tree.become(momentum, square);
        draw.set(start, startEnergy, 0);
        level = 0;
        treeWeight = 1;
        depth = 0;
        steps = 0;
        forwardSteps = 0;
        backwardSteps = 0;
        diverging = false;
        turned = false;
        acceptance = 0;
        symmetric = 0;
        maxError = 0;
        grewForward = true;
        asked = false;
        beginDoubling();
    }

    private void beginDoubling() {
        forward = streams.forward(iteration, depth);
        if (forward != grewForward) {
            tree.reverse();
            grewForward = forward;
        }
        end = forward ? forwardEnd : backwardEnd;
        momentum = tree.last;
        subtree.clear();
        subtreeWeight = 0;
        depth++;
    }

    /** The position at which the density is wanted next. */
    public double[] ask() {
        if (!asked) {
            double[] half = buffers.take();
            System.arraycopy(end.state.position, 0, startPosition, 0, startPosition.length);
            System.arraycopy(momentum, 0, startMomentum, 0, startMomentum.length);
            end.depart(signedStep(), flow, momentum, half);
            momentum = half;
            asked = true;
        }
        return end.state.position;
    }

    /** Takes the density at the position asked for. Returns true if the transition is finished. */
    public boolean tell(double logp, double[] gradient) {
        asked = false;
        end.arrive(signedStep(), flow, logp, gradient, momentum);
        double square = Leapfrog.square(momentum);
        double energy = 0.5 * square - logp;
        steps++;
        if (!weigh(energy)) {
            diverging = true;
            return true;
        }
        if (subtree.add(momentum, square)) {
            turned = true;
            return true;
        }
        return subtree.leaves() == 1 << depth - 1 && join();
    }

    /** Gives a state its weight and perhaps makes it the subtree's proposal. Returns false if it diverges. */
    private boolean weigh(double energy) {
        double error = energy - startEnergy;
        if (!(Math.abs(error) <= Math.abs(maxError))) {
            maxError = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
        if (!(error <= maxEnergyError) || error == Double.NEGATIVE_INFINITY) {
            return false;
        }
        double logWeight = -error - level;
        double weight;
        if (logWeight > RESCALE) {
            double shrink = HostNumbers.exp(-logWeight);
            level += logWeight;
            treeWeight *= shrink;
            subtreeWeight *= shrink;
            weight = 1;
        } else {
            weight = HostNumbers.exp(logWeight);
        }
        double ratio = level == 0 ? weight : HostNumbers.exp(-error);
        double rate = Math.min(1, ratio);
        acceptance += rate;
        symmetric += 2 * rate / (1 + ratio);
        subtreeWeight += weight;
        int index = forward ? ++forwardSteps : - ++backwardSteps;
        if (subtree.leaves() == 0 || streams.state(iteration, steps) * subtreeWeight < weight) {
            proposal.set(end.state, energy, index);
        }
        return true;
    }

    /** Joins a complete subtree to the tree. Returns true if the transition is finished. */
    private boolean join() {
        if (streams.subtree(iteration, depth) * treeWeight < subtreeWeight) {
            Candidate taken = proposal;
            proposal = draw;
            draw = taken;
        }
        treeWeight += subtreeWeight;
        Segment grown = subtree.whole();
        if (turning.between(tree, grown)) {
            turned = true;
            return true;
        }
        if (depth == maxDepth) {
            return true;
        }
        tree.append(grown, turning, buffers);
        beginDoubling();
        return false;
    }

    private double signedStep() {
        return forward ? stepSize : -stepSize;
    }

    /** The draw of the finished transition; valid until the next one begins. */
    public State draw() {
        return draw.state;
    }

    /** The Hamiltonian at the draw. */
    public double energy() {
        return draw.energy;
    }

    /** The Hamiltonian at the draw minus that at the start. */
    public double energyError() {
        return draw.energy - startEnergy;
    }

    /** The energy error of greatest absolute value along the trajectory. */
    public double maxEnergyError() {
        return maxError;
    }

    /** The leapfrogs from the start to the draw, negative if back in time. */
    public int indexInTrajectory() {
        return draw.index;
    }

    /** The mean over all leapfrogs of min(1, exp(−energy error)). */
    public double acceptanceRate() {
        return acceptance / steps;
    }

    /**
     * The mean over all leapfrogs of 2 min(1, w) / (1 + w) for w = exp(−energy error): 1 where energy is kept, less where it is
     * lost or gained.
     */
    public double symmetricRate() {
        return symmetric / steps;
    }

    /** The doublings begun. */
    public int depth() {
        return depth;
    }

    /** The leapfrogs made, which is the number of gradients. */
    public int steps() {
        return steps;
    }

    /** True if an energy error above the limit, or one that is not finite, has ended the trajectory. */
    public boolean diverging() {
        return diverging;
    }

    /**
     * Where the last leapfrog began; valid until the next one.
     *
     * @throws IllegalStateException if the trajectory does not keep starts
     */
    public double[] lastStart() {
        requireStarts();
        return startPosition;
    }

    /**
     * The scaled momentum where the last leapfrog began.
     *
     * @throws IllegalStateException if the trajectory does not keep starts
     */
    public double[] lastMomentum() {
        requireStarts();
        return startMomentum;
    }

    /** Where the last leapfrog ended. */
    public double[] lastEnd() {
        return end.state.position;
    }

    private void requireStarts() {
        if (!keepsStarts) {
            throw new IllegalStateException(
                    "the chain was started without vectors: set ChainSpec.vectors to ask for them");
        }
    }

    /** True if the trajectory is as deep as allowed and has not turned. */
    public boolean reachedMaxDepth() {
        return depth == maxDepth && !turned && !diverging;
    }
}
