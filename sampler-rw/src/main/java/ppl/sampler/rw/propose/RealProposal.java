package ppl.sampler.rw.propose;

import ppl.api.spi.StateArchive;
import ppl.sampler.rw.adapt.ScaleTuning;
import ppl.sampler.rw.adapt.Shape;

/** Moves real coordinates at once, by steps with the shape of the draws seen so far. */
public final class RealProposal implements Proposal {

    private final int[] coordinates;
    private final Jump jump;
    private final ScaleTuning scale;
    private final Shape shape;
    private final double[] steps;
    private final double[] shaped;

    /** Moves these coordinates. */
    public RealProposal(int[] coordinates, Jump jump, ScaleTuning scale, Shape shape) {
        this.coordinates = coordinates.clone();
        this.jump = jump;
        this.scale = scale;
        this.shape = shape;
        steps = new double[coordinates.length];
        shaped = new double[coordinates.length];
    }

    @Override
    public void move(RandomWalkStreams streams, int iteration, double[] point) {
        for (int i = 0; i < coordinates.length; i++) {
            steps[i] = jump.draw(streams, iteration, coordinates[i]);
        }
        shape.apply(steps, shaped);
        double s = scale.scale();
        for (int i = 0; i < coordinates.length; i++) {
            point[coordinates[i]] = Math.fma(s, shaped[i], point[coordinates[i]]);
        }
    }

    @Override
    public void learn(double acceptance, double[] point) {
        scale.learn(acceptance);
        for (int i = 0; i < coordinates.length; i++) {
            shaped[i] = point[coordinates[i]];
        }
        shape.learn(shaped);
    }

    @Override
    public double scale() {
        return scale.scale();
    }

    @Override
    public void archive(StateArchive fields) {
        scale.archive(fields);
        shape.archive(fields);
    }
}
