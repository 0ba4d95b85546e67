package ppl.sampler.nuts.tree;

import ppl.sampler.nuts.metric.Flow;

/** An end of a trajectory: a state, where it lies for the flow, and the force there, which two leapfrogs use. */
final class End {

    final State state;
    final double[] offset;
    final double[] force;

    End(int dimension) {
        state = new State(dimension);
        offset = new double[dimension];
        force = new double[dimension];
    }

    void set(State start, Flow flow) {
        state.set(start);
        flow.locate(start.position, offset);
        flow.force(start.gradient, offset, force);
    }

    /** Becomes a copy. */
    void set(End other) {
        state.set(other.state);
        System.arraycopy(other.offset, 0, offset, 0, offset.length);
        System.arraycopy(other.force, 0, force, 0, force.length);
    }

    /** Begins a leapfrog from here: kicks a momentum into another and moves on. */
    void depart(double stepSize, Flow flow, double[] momentum, double[] half) {
        Leapfrog.kickAndMove(stepSize, flow, force, momentum, half, state.position, offset);
    }

    /** Ends a leapfrog here: takes density and gradient, and kicks the momentum. */
    void arrive(double stepSize, Flow flow, double logp, double[] gradient, double[] momentum) {
        state.logp = logp;
        System.arraycopy(gradient, 0, state.gradient, 0, gradient.length);
        Leapfrog.kick(stepSize, flow, gradient, offset, force, momentum);
    }
}
