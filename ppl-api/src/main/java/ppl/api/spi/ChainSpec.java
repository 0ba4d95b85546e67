package ppl.api.spi;

import java.util.List;
import java.util.Map;
import ppl.graph.random.RandomKey;

/**
 * What a chain is started with.
 *
 * @param blocks the variables that the coordinates stand for
 * @param start the first point, in unconstrained space; the driver has checked that its density is finite
 * @param tune the number of warm-up iterations
 * @param draws the number of iterations after warm-up
 * @param key the chain's own random key; how purposes and iterations share it is the sampler's affair
 * @param options the sampler's own options by name, as the user gave them: {@code target_accept -> 0.9}. Unknown names
 *     are refused by the sampler, with the names it knows
 */
public record ChainSpec(
        List<Block> blocks, double[] start, int tune, int draws, RandomKey key, Map<String, Object> options) {

    /** Copies what could change. */
    public ChainSpec {
        blocks = List.copyOf(blocks);
        start = start.clone();
        options = Map.copyOf(options);
    }

    /** The number of coordinates. */
    public int dimension() {
        return start.length;
    }
}
