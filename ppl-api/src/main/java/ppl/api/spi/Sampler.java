package ppl.api.spi;

import java.util.List;
import java.util.Map;

/**
 * A way of drawing from a log-density: the service by which samplers are found. A sampler knows nothing of models,
 * threads, progress or storage; it makes single chains, which the driver runs.
 */
public interface Sampler {

    /** A short lower-case name, by which users ask for it: {@code nuts}, {@code rw}. */
    String name();

    /**
     * How well it suits a block of coordinates. If the user names no sampler, the driver gives every block to the sampler
     * of the greatest competence; if several have it, to the first of them by name. If blocks go to several samplers, each sampler gets a
     * chain of its own blocks, and the chains take turns.
     */
    Competence competence(Block block);

    /**
     * Whether its chains may ask for gradients. If no sampler of a run does, none is derived, checked or compiled, so that models
     * whose density has none can be sampled.
     */
    default boolean needsGradient() {
        return true;
    }

    /**
     * The names of its options, all of them; none if it has none. Where samplers take turns, an option that the user gives goes to the one
     * that has it.
     */
    List<String> options();

    /**
     * What the options say of where chains start. Options with bad values say nothing; they are refused by {@link #start}.
     */
    default StartPolicy startPolicy(Map<String, Object> options) {
        return StartPolicy.FREE;
    }

    /**
     * About how many bytes a chain takes beside its draws, so that a run that does not fit into memory is refused before it begins. Options with bad values say nothing.
     *
     * @param coordinates how many it moves
     * @param tune its iterations of warm-up
     * @return 0, the default, if that is little or not known
     */
    default double chainBytes(int coordinates, int tune, Map<String, Object> options) {
        return 0;
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
