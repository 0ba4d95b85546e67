package ppl.sampler.rw.adapt;

import ppl.api.spi.StateArchive;

/** The same size for every coordinate, never learnt. */
public record RoundShape() implements Shape {

    @Override
    public void apply(double[] steps, double[] out) {
        System.arraycopy(steps, 0, out, 0, steps.length);
    }

    @Override
    public void learn(double[] x) {}

    @Override
    public void archive(StateArchive fields) {}
}
