package ppl.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ppl.graph.random.RandomKey;

/**
 * What a chain starts with.
 *
 * <p>The coordinates may be only some of the coordinates of a model. If different samplers suit different variables, each sampler
 * gets a chain for the variables that it suits best. The other variables stay fixed while that chain runs, and {@link Chain#revisit}
 * tells the chain when they have moved. A sampler need not know this: it treats the coordinates that it gets as all there are.
 *
 * @param blocks the variables that the coordinates stand for, in order, without gaps
 * @param start the first point, in unconstrained space; the driver has checked that its density is finite
 * @param tune the number of warm-up iterations
 * @param draws the number of iterations after warm-up
 * @param key the chain's own random key; the sampler decides how to derive its random numbers from it
 * @param options the sampler's own options by name, as the user gave them: {@code target_accept -> 0.9}. The sampler
 *     refuses unknown names and lists the names it knows
 * @param vectors whether the driver will ask for statistics that are vectors; if not, a chain need not compute them
 */
public record ChainSpec(
        List<Block> blocks,
        double[] start,
        int tune,
        int draws,
        RandomKey key,
        Map<String, Object> options,
        boolean vectors) {

    /** Copies the mutable arguments. */
    public ChainSpec {
        blocks = List.copyOf(blocks);
        start = start.clone();
        options = Map.copyOf(options);
    }

    /** Without vectors. */
    public ChainSpec(
            List<Block> blocks, double[] start, int tune, int draws, RandomKey key, Map<String, Object> options) {
        this(blocks, start, tune, draws, key, options, false);
    }

    /** The number of coordinates. */
    public int dimension() {
        return start.length;
    }

    /**
     * The spec of a chain that moves only some of the blocks. Their coordinates follow one another, from 0 on.
     *
     * @param some blocks of this spec
     * @param itsKey the random key of the new chain
     * @param itsOptions the options of its sampler
     */
    public ChainSpec part(List<Block> some, RandomKey itsKey, Map<String, Object> itsOptions) {
        List<Block> moved = new ArrayList<>();
        int size = 0;
        for (Block block : some) {
            moved.add(new Block(block.variable(), block.measure(), size, block.size()));
            size += block.size();
        }
        double[] from = new double[size];
        for (int b = 0; b < some.size(); b++) {
            System.arraycopy(
                    start,
                    some.get(b).offset(),
                    from,
                    moved.get(b).offset(),
                    moved.get(b).size());
        }
        return new ChainSpec(moved, from, tune, draws, itsKey, itsOptions, vectors);
    }
}
