package ppl.sampler.rw.adapt;

/**
 * How much weight a new point has in a running estimate of moments: 3 / (n + 3d). It falls three times slower than for a
 * plain mean, so that the way to the typical set is forgotten as n^(−3), and it lets the first guess fade only after many
 * more points than there are coordinates, so that the estimate never rests on too few.
 */
final class Gain {

    private static final double FORGETTING = 3;

    private Gain() {}

    static double of(int count, int dimension) {
        return FORGETTING / (count + FORGETTING * dimension);
    }
}
