package ppl.api.sample;

import ppl.graph.random.RandomKey;

/**
 * The random keys of one chain of a run: one for each purpose, so that none is used twice. They depend only on the seed and the number
 * of the chain, not on the thread that runs it or on how many chains there are.
 *
 * @param chain the key from which the others follow
 */
record ChainKeys(RandomKey chain) {

    /** The keys of a chain of a run. */
    static ChainKeys of(long seed, int number) {
        return new ChainKeys(RandomKey.of(seed).fold("chain").fold(number));
    }

    /** The key of the jitter of its start. */
    RandomKey start() {
        return chain.fold("start");
    }

    /** The key of the points at which its first gradient is checked. */
    RandomKey gradient() {
        return chain.fold("gradient");
    }

    /** The key of the sampler. */
    RandomKey sampler() {
        return chain.fold("sampler");
    }

    /**
     * The key of what is drawn forward after an iteration. Iterations count from the end of warm-up, so that the draws do not depend on
     * the length of warm-up.
     *
     * @param iteration its number, warm-up included
     * @param tune the iterations of warm-up
     */
    RandomKey forward(int iteration, int tune) {
        return chain.fold("forward").fold(iteration - tune);
    }
}
