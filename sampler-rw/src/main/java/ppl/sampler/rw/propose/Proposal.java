package ppl.sampler.rw.propose;

import ppl.api.spi.StateArchive;

/** A symmetric proposal for some of the coordinates, with what it has learnt. */
public sealed interface Proposal permits RealProposal, WholeProposal {

    /**
     * Moves the coordinates of {@code point} that this proposal is for.
     *
     * @param streams the random numbers of the chain
     * @param iteration the iteration that asks
     */
    void move(RandomWalkStreams streams, int iteration, double[] point);

    /** Learns from a proposal it has made: how likely it was accepted, and where the chain is now. */
    void learn(double acceptance, double[] point);

    /** The factor by which steps are multiplied. */
    double scale();

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
