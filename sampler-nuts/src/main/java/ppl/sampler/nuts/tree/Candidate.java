package ppl.sampler.nuts.tree;

/** A state that may become the draw, and what the statistics say about it. */
final class Candidate {

    final State state;

    /** The Hamiltonian: kinetic energy minus log-density. */
    double energy;

    /** How many leapfrogs it is away from the start, negative if back in time. */
    int index;

    Candidate(int dimension) {
        state = new State(dimension);
    }

    void set(State state, double energy, int index) {
        this.state.set(state);
        this.energy = energy;
        this.index = index;
    }
}
