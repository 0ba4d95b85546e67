package ppl.api.spi;

import java.util.List;

/**
 * A way of drawing from a log-density: the service by which samplers are found. A sampler knows nothing of models,
 * threads, progress or storage; it makes single chains, which the driver runs.
 */
public interface Sampler {

    /** A short lower-case name, by which users ask for it: {@code nuts}, {@code rw}. */
    String name();

    /**
     * How well it suits a block of coordinates. The driver takes the sampler of the greatest competence that can take
     * every block.
     */
    Competence competence(Block block);

    /**
     * Whether its chains may ask for gradients. If not, none is derived, checked or compiled, so that models whose density has none
     * can be sampled.
     */
    default boolean needsGradient() {
        return true;
    }

    /** The statistics that its chains report with every draw, in their order. */
    List<Statistic> statistics();

    /**
     * A new chain. Bad settings are refused here, before the first density is asked for.
     *
     * @throws IllegalArgumentException naming the setting, its value and the remedy
     */
    Chain start(ChainSpec spec);
}
