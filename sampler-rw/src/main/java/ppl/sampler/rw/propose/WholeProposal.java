package ppl.sampler.rw.propose;

import ppl.api.spi.StateArchive;
import ppl.sampler.rw.adapt.ScaleTuning;

/**
 * Moves one coordinate that holds whole numbers, by at least 1. A step of the continuous distribution keeps its sign, and
 * its size is rounded up, so that no proposal stays where it is and steps stay symmetric.
 */
public final class WholeProposal implements Proposal {

    /** Beyond this, neighbouring doubles are not neighbouring whole numbers. */
    private static final double FARTHEST = 0x1p53;

    private final int coordinate;
    private final Jump jump;
    private final ScaleTuning scale;

    /** Moves one coordinate. */
    public WholeProposal(int coordinate, Jump jump, ScaleTuning scale) {
        this.coordinate = coordinate;
        this.jump = jump;
        this.scale = scale;
    }

    @Override
    public void move(RandomWalkStreams streams, int iteration, double[] point) {
        double step = scale.scale() * jump.draw(streams, iteration, coordinate);
        double size = Math.min(Math.max(1, Math.ceil(Math.abs(step))), FARTHEST);
        point[coordinate] += step < 0 ? -size : size;
    }

    @Override
    public void learn(double acceptance, double[] point) {
        scale.learn(acceptance);
    }

    @Override
    public double scale() {
        return scale.scale();
    }

    @Override
    public void archive(StateArchive fields) {
        scale.archive(fields);
    }
}
