package ppl.api.predictive;

import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.graph.random.RandomKey;

/**
 * The keys of the draws of a group, which depend on the seed and on the labels of chain and draw. Where labels are no whole numbers
 * positions take their place.
 *
 * @param seed of all
 * @param chains labels of the chains
 * @param draws labels of the draws of each
 */
record DrawKeys(long seed, Coord chains, Coord draws) {

    static DrawKeys of(long seed, Dataset posterior) {
        return new DrawKeys(seed, posterior.coord(Dataset.CHAIN), posterior.coord(Dataset.DRAW));
    }

    /** How many there are. */
    int count() {
        return Math.multiplyExact(chains.size(), draws.size());
    }

    /** The bits of the key of the chain of a draw; draws are counted chain after chain. */
    long chain(int row) {
        return RandomKey.of(seed).fold("chain").foldedBits(number(chains, row / draws.size()));
    }

    /** The number of a draw in its chain. */
    long draw(int row) {
        return number(draws, row % draws.size());
    }

    private static long number(Coord labels, int position) {
        return labels.value(position) instanceof Long label ? label : position;
    }
}
