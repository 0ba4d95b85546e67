package ppl.sampler.nuts.metric;

/**
 * What a trajectory does between two kicks. The Hamiltonian is split into a part whose motion is known, the flow, and the rest, whose force
 * the kicks apply. A metric as a flow is the leapfrog's: positions drift along momenta, and kicks apply the whole force. {@link Rotation}
 * knows the motion in a normal posterior too.
 *
 * <p>Positions are those of the sampler, momenta are scaled as {@link Metric} says. A flow may have a workspace: it belongs to one
 * chain. Nothing here allocates.
 */
public sealed interface Flow permits Metric, Rotation {

    /** What it takes for the shape of the posterior. */
    Metric metric();

    /** Finds where a position lies as seen from the centre, in scaled coordinates, if the flow has a centre. */
    void locate(double[] position, double[] offset);

    /** The force on scaled momenta that is left to the kicks. */
    void force(double[] gradient, double[] offset, double[] out);

    /** How long the two kicks of a step last together. */
    double time(double step);

    /** Moves position, offset and momentum by a step, negative to go back in time. */
    void move(double step, double[] offset, double[] momentum, double[] position);

    /** Steps should not be longer. */
    double longest();
}
