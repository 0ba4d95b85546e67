package ppl.sampler.rw.propose;

import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/**
 * The streams of random numbers of a chain, one for each kind of decision. Each number is a function of the chain's key, of the
 * iteration and of its place in the iteration. So no number depends on how many were drawn before it, and a graph can draw the same
 * one: the steps are a graph's draws for the key folded with the iteration.
 */
public final class RandomWalkStreams {

    private final RandomKey steps;
    private final RandomKey divisors;
    private final RandomKey decisions;

    /** The bits of the key of one iteration's steps, kept since all of its coordinates ask for it. */
    private long current;

    private int currentIteration = -1;

    /** The streams of the chain with this key. */
    public RandomWalkStreams(RandomKey chain) {
        steps = chain.fold("steps");
        divisors = chain.fold("divisors");
        decisions = chain.fold("decisions");
    }

    /** A uniform number for the step of a coordinate. */
    double uniform(int iteration, int coordinate) {
        if (iteration != currentIteration) {
            current = steps.foldedBits(iteration);
            currentIteration = iteration;
        }
        return RandomKey.uniform(current, coordinate);
    }

    /** A standard normal number for the step of a coordinate. */
    double normal(int iteration, int coordinate) {
        return HostNumbers.ndtri(uniform(iteration, coordinate));
    }

    /** A standard Cauchy number for the step of a coordinate: a ratio of two normal ones. */
    double cauchy(int iteration, int coordinate) {
        return normal(iteration, coordinate)
                / HostNumbers.ndtri(RandomKey.uniform(divisors.foldedBits(iteration), coordinate));
    }

    /** A uniform number that decides whether a proposal is accepted. */
    public double decision(int iteration, int proposal) {
        return decisions.uniform(at(iteration, proposal));
    }

    private static long at(int iteration, int place) {
        return (long) iteration << 32 | place;
    }
}
