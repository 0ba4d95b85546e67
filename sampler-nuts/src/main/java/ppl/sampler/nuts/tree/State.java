package ppl.sampler.nuts.tree;

import ppl.api.spi.StateArchive;

/** A position with its log-density and gradient, overwritten in place. */
public final class State {

    /** The position, in unconstrained space. */
    public final double[] position;

    /** The gradient of the log-density. */
    public final double[] gradient;

    /** The log-density. */
    public double logp;

    /** A state of so many coordinates, all zero. */
    public State(int dimension) {
        position = new double[dimension];
        gradient = new double[dimension];
    }

    /** Becomes a copy. */
    public void set(double[] position, double[] gradient, double logp) {
        System.arraycopy(position, 0, this.position, 0, position.length);
        System.arraycopy(gradient, 0, this.gradient, 0, gradient.length);
        this.logp = logp;
    }

    /** Becomes a copy of another state. */
    public void set(State other) {
        set(other.position, other.gradient, other.logp);
    }

    /** Names its fields, to save or to restore them. */
    public void archive(StateArchive fields) {
        fields.reals(position);
        fields.reals(gradient);
        logp = fields.real(logp);
    }
}
