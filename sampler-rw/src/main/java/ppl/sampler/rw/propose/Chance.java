package ppl.sampler.rw.propose;

import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.RandomKey;

/**
 * The random numbers of a chain. Each is a function of the chain's key, the iteration and its place there, so none
 * depends on how many were drawn before.
 */
public final class Chance {

    private final RandomKey steps;
    private final RandomKey decisions;

    /** The numbers of the chain with this key. */
    public Chance(RandomKey chain) {
        steps = chain.fold("steps");
        decisions = chain.fold("decisions");
    }

    /** A uniform number for the step of a coordinate. */
    double uniform(int iteration, int coordinate) {
        return steps.uniform(at(iteration, coordinate));
    }

    /** A standard normal number for the step of a coordinate. */
    double normal(int iteration, int coordinate) {
        return Ndtri.valueAt(uniform(iteration, coordinate));
    }

    /** A standard Cauchy number for the step of a coordinate: a ratio of two normal ones. */
    double cauchy(int iteration, int coordinate) {
        double below = Ndtri.valueAt(steps.uniform(~at(iteration, coordinate)));
        return normal(iteration, coordinate) / below;
    }

    /** A uniform number that decides whether a proposal is accepted. */
    public double decision(int iteration, int proposal) {
        return decisions.uniform(at(iteration, proposal));
    }

    private static long at(int iteration, int place) {
        return (long) iteration << 32 | place;
    }
}
