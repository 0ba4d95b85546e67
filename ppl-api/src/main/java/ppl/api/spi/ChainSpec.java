package ppl.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
 * @param covariance what an earlier run has learnt of the coordinates and the user gives to this one; null if nothing is given
 * @param work about how many operations the density with its gradient takes, the same on every backend; 0 if that is not known
 */
public record ChainSpec(
        List<Block> blocks,
        double[] start,
        int tune,
        int draws,
        RandomKey key,
        Map<String, Object> options,
        boolean vectors,
        @Nullable CovarianceEstimate covariance,
        double work) {

    /**
     * Copies the mutable arguments.
     *
     * @throws IllegalArgumentException if the covariance is one of another number of coordinates
     */
    public ChainSpec {
        blocks = List.copyOf(blocks);
        start = start.clone();
        options = Map.copyOf(options);
        if (covariance != null && covariance.dimension() != start.length) {
            throw new IllegalArgumentException("a chain of " + start.length + " coordinates is given a " + covariance
                    + ": give that of these coordinates.");
        }
    }

    /** Without a covariance, with unknown work. */
    public ChainSpec(
            List<Block> blocks,
            double[] start,
            int tune,
            int draws,
            RandomKey key,
            Map<String, Object> options,
            boolean vectors) {
        this(blocks, start, tune, draws, key, options, vectors, null, 0);
    }

    /** Without vectors and a covariance, with unknown work. */
    public ChainSpec(
            List<Block> blocks, double[] start, int tune, int draws, RandomKey key, Map<String, Object> options) {
        this(blocks, start, tune, draws, key, options, false, null, 0);
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
            moved.add(block.at(size));
            size += block.size();
        }
        int[] places = some.stream()
                .flatMapToInt(b -> IntStream.range(b.offset(), b.offset() + b.size()))
                .toArray();
        double[] from = IntStream.of(places).mapToDouble(i -> start[i]).toArray();
        CovarianceEstimate of = covariance == null ? null : covariance.part(places);
        return new ChainSpec(moved, from, tune, draws, itsKey, itsOptions, vectors, of, work);
    }
}
