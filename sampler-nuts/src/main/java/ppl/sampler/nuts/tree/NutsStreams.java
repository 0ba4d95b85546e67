package ppl.sampler.nuts.tree;

import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/**
 * The streams of random numbers of a chain, one for each kind of decision. Each number is a function of the chain's key, of the
 * iteration and of its place in the iteration. So no number depends on how many were drawn before it, and a graph can draw the same
 * one: the momenta are a graph's standard normal draws for the key folded with the iteration.
 */
public final class NutsStreams {

    private final HostNumbers normals = new HostNumbers();
    private final RandomKey momentum;
    private final RandomKey direction;
    private final RandomKey state;
    private final RandomKey subtree;
    private final RandomKey jitter;
    private final RandomKey search;

    /** The streams of the chain with this key. */
    public NutsStreams(RandomKey chain) {
        momentum = chain.fold("momentum");
        direction = chain.fold("direction");
        state = chain.fold("state");
        subtree = chain.fold("subtree");
        jitter = chain.fold("jitter");
        search = chain.fold("search");
    }

    /** The scaled momentum with which an iteration starts: standard normal. */
    public void momentum(int iteration, double[] out) {
        normals.fill(momentum, iteration, out);
    }

    /** The scaled momentum of one trial in the search for a step size. */
    public void searchMomentum(int trial, double[] out) {
        normals.fill(search, trial, out);
    }

    /** A uniform number that moves an iteration's step size. */
    public double jitter(int iteration) {
        return jitter.uniform(iteration);
    }

    /** Whether a doubling goes forward in time. */
    boolean forward(int iteration, int depth) {
        return direction.bits(at(iteration, depth)) < 0;
    }

    /** A uniform number that decides whether a subtree gives the draw. */
    double subtree(int iteration, int depth) {
        return subtree.uniform(at(iteration, depth));
    }

    /** A uniform number that decides whether a state gives its subtree's proposal. */
    double state(int iteration, int step) {
        return state.uniform(at(iteration, step));
    }

    private static long at(int iteration, int place) {
        return (long) iteration << 32 | place;
    }
}
