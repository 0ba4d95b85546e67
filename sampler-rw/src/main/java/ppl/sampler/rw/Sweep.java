package ppl.sampler.rw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.spi.Block;
import ppl.api.spi.ChainSpec;
import ppl.sampler.rw.adapt.CovarianceShape;
import ppl.sampler.rw.adapt.DiagonalShape;
import ppl.sampler.rw.adapt.RoundShape;
import ppl.sampler.rw.adapt.ScaleTuning;
import ppl.sampler.rw.adapt.Shape;
import ppl.sampler.rw.propose.Proposal;
import ppl.sampler.rw.propose.RealProposal;
import ppl.sampler.rw.propose.WholeProposal;

/**
 * The proposals that a chain makes in every iteration, in their order: real coordinates first, then whole numbers.
 *
 * @param proposals all of them
 * @param turns each of which one or several are made in
 */
record Sweep(Proposal[] proposals, Turn[] turns) {

    /**
     * Some proposals that are made together.
     *
     * @param from the first
     * @param to behind the last
     * @param block the separable block whose coordinates they move, each one of its own, by its number; −1 for a single proposal, which is accepted
     *     by the density of all
     */
    record Turn(int from, int to, int block) {
        boolean isJoint() {
            return block >= 0;
        }
    }

    /** The sweep of a chain. */
    static Sweep of(ChainSpec spec, RandomWalkOptions options) {
        List<Proposal> proposals = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        for (int[] group : groups(of(spec, Block.Measure.CONTINUOUS), options.grouping())) {
            ScaleTuning scale = scale(options, group.length, ScaleTuning.optimalScale(group.length));
            turns.add(single(proposals.size()));
            proposals.add(new RealProposal(group, options.jump(), scale, shape(options, group.length)));
        }
        for (Block block : of(spec, Block.Measure.DISCRETE)) {
            int first = proposals.size();
            int behind = first + block.size();
            coordinates(block).forEach(c -> proposals.add(new WholeProposal(c, options.jump(), scale(options, 1, 1))));
            if (block.separable()) {
                turns.add(new Turn(first, behind, spec.blocks().indexOf(block)));
            } else {
                IntStream.range(first, behind).forEach(p -> turns.add(single(p)));
            }
        }
        if (proposals.isEmpty()) {
            throw new IllegalArgumentException("rw has nothing to sample: the model has no free variable.");
        }
        return new Sweep(proposals.toArray(Proposal[]::new), turns.toArray(Turn[]::new));
    }

    private static Turn single(int proposal) {
        return new Turn(proposal, proposal + 1, -1);
    }

    private static List<Block> of(ChainSpec spec, Block.Measure measure) {
        return spec.blocks().stream()
                .filter(b -> b.measure() == measure && b.size() > 0)
                .toList();
    }

    private static IntStream coordinates(Block block) {
        return IntStream.range(block.offset(), block.offset() + block.size());
    }

    /** The real coordinates that move together. */
    private static List<int[]> groups(List<Block> blocks, RandomWalkOptions.Grouping grouping) {
        return switch (grouping) {
            case VARIABLE -> blocks.stream().map(b -> coordinates(b).toArray()).toList();
            case ALL ->
                blocks.isEmpty()
                        ? List.of()
                        : List.of(
                                blocks.stream().flatMapToInt(Sweep::coordinates).toArray());
            case COORDINATE ->
                blocks.stream()
                        .flatMapToInt(Sweep::coordinates)
                        .mapToObj(c -> new int[] {c})
                        .toList();
        };
    }

    private static ScaleTuning scale(RandomWalkOptions options, int dimension, double otherwise) {
        Double target = options.acceptance();
        Double first = options.scaling();
        return new ScaleTuning(
                target != null ? target : ScaleTuning.optimalRate(dimension), first != null ? first : otherwise);
    }

    private static Shape shape(RandomWalkOptions options, int dimension) {
        // A single coordinate has no shape besides its scale, but its standard deviation is a good first guess of that.
        return switch (options.adaptation()) {
            case COVARIANCE -> dimension == 1 ? new DiagonalShape(1) : new CovarianceShape(dimension);
            case DIAGONAL -> new DiagonalShape(dimension);
            case SCALE -> new RoundShape();
        };
    }
}
