package ppl.sampler.rw.adapt;

import ppl.api.spi.StateArchive;

/** What proposals have learnt about the relative sizes and the correlations of coordinates. */
public sealed interface Shape permits RoundShape, DiagonalShape, CovarianceShape {

    /** Turns independent steps into steps of this shape. */
    void apply(double[] steps, double[] out);

    /** Takes the coordinates of the chain's point. */
    void learn(double[] x);

    /** Names its fields, to save or to restore them. */
    void archive(StateArchive fields);
}
