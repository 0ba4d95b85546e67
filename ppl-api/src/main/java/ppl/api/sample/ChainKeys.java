package ppl.api.sample;

import ppl.graph.random.RandomKey;

/**
 * The random keys of one chain of a run: one for each purpose, so that none is used twice. They follow from the seed and the chain's
 * number alone: whatever thread runs the chain, and however many chains there are.
 *
 * @param chain the key from which the others follow
 */
record ChainKeys(RandomKey chain) {

    /** Those of a chain of a run. */
    static ChainKeys of(long seed, int number) {
        return new ChainKeys(RandomKey.of(seed).fold("chain").fold(number));
    }

    /** Of the jitter of its start. */
    RandomKey start() {
        return chain.fold("start");
    }

    /** Of the points at which its first gradient is checked. */
    RandomKey gradient() {
        return chain.fold("gradient");
    }

    /** The sampler's. */
    RandomKey sampler() {
        return chain.fold("sampler");
    }

    /**
     * Of what is drawn forward after an iteration. They are numbered from the first one after warm-up, so that the draws do not depend on
     * how long that was.
     *
     * @param iteration its number, warm-up included
     * @param tune the iterations of warm-up
     */
    RandomKey forward(int iteration, int tune) {
        return chain.fold("forward").fold(iteration - tune);
    }
}
