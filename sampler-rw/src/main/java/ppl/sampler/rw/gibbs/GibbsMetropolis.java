package ppl.sampler.rw.gibbs;

import java.util.List;
import java.util.Locale;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.OptionReader;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

/**
 * Metropolised Gibbs sampling of whole numbers that lie between two known ends: latent classes, indicators, a point of change. For each coordinate it
 * evaluates all values, and proposes one of the others by their conditional probabilities. Where the coordinates of a variable are
 * independent given all else, as those of latent classes are, it moves all of them with as many evaluations as one takes.
 *
 * <p>Coordinates are visited in their order: as the order does not depend on the state, each visit, and so the sweep, leaves the posterior
 * invariant, and a drawn order would mix no better.
 *
 * <p>It has no options.
 *
 * <p>Source: Liu, "Peskun's theorem and a modified discrete-state Gibbs sampler", Biometrika 83, 1996.
 */
public final class GibbsMetropolis implements Sampler {

    static final String NAME = "gibbs";

    /**
     * With more values a walk is taken, unless the user says otherwise. A visit costs an evaluation for each value, and a walk, of one or two, has
     * some 5 to 10 times fewer effective draws: so where evaluations are what a run costs, they are even at about 16 values, and where they are
     * cheap at 32 to 64, as measured.
     */
    private static final int FEW = 16;

    /** The most values: beyond, a sweep takes too long to be of use. */
    private static final int MOST = 1 << 16;

    /** The most numbers in a table of the values of all coordinates. */
    private static final double LARGEST_TABLE = 1 << 27;

    /** The sampler. */
    public GibbsMetropolis() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Competence competence(Block block) {
        if (block.measure() == Block.Measure.CONTINUOUS) {
            return new Competence.Refuses(
                    "gibbs moves whole numbers, and this is real: use nuts, or rw without gradients");
        }
        double values = block.values();
        if (!(values < Double.POSITIVE_INFINITY)) {
            return new Competence.Refuses(
                    "gibbs evaluates each value, and this has no least or no greatest one that is known before a run: use rw,"
                            + " or give it a law with constant ends, such as truncated(poisson(mu), 0, 50)");
        }
        if (values > MOST || values * (block.separable() ? block.size() : 1) > LARGEST_TABLE) {
            return new Competence.Refuses(String.format(
                    Locale.ROOT, "gibbs evaluates each value, and this has %.0f: use rw, which does not", values));
        }
        return new Competence.Suits(values <= FEW ? 3 : 1);
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of();
    }

    @Override
    public List<Statistic> statistics() {
        return GibbsStatistic.ALL;
    }

    @Override
    public Chain start(ChainSpec spec) {
        new OptionReader(NAME, spec.options()).refuseOthers();
        for (Block block : spec.blocks()) {
            if (competence(block) instanceof Competence.Refuses(String reason)) {
                throw new IllegalArgumentException("gibbs cannot sample '" + block.variable() + "': " + reason + ".");
            }
            requireInside(block, spec);
        }
        return new GibbsChain(spec);
    }

    private static void requireInside(Block block, ChainSpec spec) {
        for (int i = 0; i < block.size(); i++) {
            double x = spec.start()[block.offset() + i];
            if (x != Math.rint(x) || x < block.lowest() || x > block.highest()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "gibbs cannot start %s[%d] at %s: start it at a whole number from %.0f to %.0f.",
                        block.variable(),
                        i,
                        x,
                        block.lowest(),
                        block.highest()));
            }
        }
    }
}
