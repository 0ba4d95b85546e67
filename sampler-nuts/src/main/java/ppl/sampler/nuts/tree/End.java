package ppl.sampler.nuts.tree;

import ppl.sampler.nuts.metric.Metric;

/** An end of a trajectory: a state and the force there, which two leapfrogs use. */
final class End {

    final State state;
    final double[] force;

    End(int dimension) {
        state = new State(dimension);
        force = new double[dimension];
    }

    void set(State start, Metric metric) {
        state.set(start);
        metric.force(start.gradient, force);
    }

    /** Ends a leapfrog here: takes density and gradient, and kicks the momentum. */
    void arrive(double stepSize, Metric metric, double logp, double[] gradient, double[] momentum) {
        state.logp = logp;
        System.arraycopy(gradient, 0, state.gradient, 0, gradient.length);
        Leapfrog.kick(stepSize, metric, gradient, force, momentum);
    }
}
