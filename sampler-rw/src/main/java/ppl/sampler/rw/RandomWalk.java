package ppl.sampler.rw;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

/**
 * Adaptive random-walk Metropolis: needs no gradient, moves real coordinates and whole numbers. An iteration is a sweep
 * of proposals: one for each real variable, one for each whole number, each accepted or rejected by itself. Whole numbers of a variable that
 * are independent given all else, such as counts of sites, are proposed together.
 *
 * <p>Options: {@code proposal}, {@code adaptation}, {@code grouping}, {@code scaling}, {@code acceptance}.
 *
 * <p>Numerics: a chain is the same bits on every machine: only + − × ÷ √ fma, and the elementary functions
 * and random numbers of the graph.
 */
public final class RandomWalk implements Sampler {

    /** The sampler. */
    public RandomWalk() {}

    @Override
    public String name() {
        return "rw";
    }

    @Override
    public Competence competence(Block block) {
        return new Competence.Suits(
                switch (block.measure()) {
                    case CONTINUOUS -> 1;
                    case DISCRETE -> 2;
                });
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public List<String> options() {
        return RandomWalkOptions.NAMES;
    }

    @Override
    public List<Statistic> statistics() {
        return RandomWalkStatistic.ALL;
    }

    @Override
    public Chain start(ChainSpec spec) {
        RandomWalkOptions options = RandomWalkOptions.of(spec);
        for (Block block : spec.blocks()) {
            if (block.measure() == Block.Measure.DISCRETE) {
                requireWhole(block, spec);
            }
        }
        return new RandomWalkChain(spec, Sweep.of(spec, options));
    }

    private static void requireWhole(Block block, ChainSpec spec) {
        for (int i = 0; i < block.size(); i++) {
            double x = spec.start()[block.offset() + i];
            if (x != Math.rint(x) || Double.isInfinite(x)) {
                throw new IllegalArgumentException("rw cannot start " + block.variable() + "[" + i + "] at " + x
                        + ": the variable is discrete, so it must start at a whole number.");
            }
        }
    }
}
