package ppl.graph.random;

/**
 * The bits of neighbouring indices of one key at a time, round by round over all of them, so that each round is a loop over
 * arrays that virtual machines turn into vector instructions. The same numbers as {@link Philox#bits}, whose counters' first
 * two rounds are mostly known.
 */
final class PhiloxBlock {

    private static final long LOW = 0xFFFFFFFFL;
    private static final long W0 = Philox.W0 & LOW;
    private static final long W1 = Philox.W1 & LOW;

    private final long[] c0;
    private final long[] c1;
    private final long[] c2;
    private final long[] c3;

    /** A block of at most so many indices. */
    PhiloxBlock(int size) {
        c0 = new long[size];
        c1 = new long[size];
        c2 = new long[size];
        c3 = new long[size];
    }

    /** Computes the bits that {@link RandomKey#bits} has for {@code first}, {@code first + 1}, … */
    void compute(long key, int first, int count) {
        long k0 = key & LOW;
        long k1 = key >>> 32;
        firstTwoRounds(k0, k1, first, count);
        for (int round = 2; round < Philox.ROUNDS; round++) {
            round(k0 + round * W0 & LOW, k1 + round * W1 & LOW, count);
        }
    }

    /** Counters are (index, 0, 0, 0): the first round leaves one word that differs from index to index. */
    private void firstTwoRounds(long k0, long k1, int first, int count) {
        long product = Philox.M0 * k0;
        long high = product >>> 32 ^ k1 + W1 & LOW;
        long next0 = k0 + W0 & LOW;
        for (int i = 0; i < count; i++) {
            long p0 = Philox.M0 * (first + i & LOW);
            long p1 = Philox.M1 * (p0 >>> 32 ^ k1);
            c0[i] = p1 >>> 32 ^ next0;
            c1[i] = p1 & LOW;
            c2[i] = high ^ p0 & LOW;
            c3[i] = product & LOW;
        }
    }

    private void round(long k0, long k1, int count) {
        long[] w0 = c0;
        long[] w1 = c1;
        long[] w2 = c2;
        long[] w3 = c3;
        for (int i = 0; i < count; i++) {
            long p0 = Philox.M0 * (w0[i] & LOW);
            long p1 = Philox.M1 * (w2[i] & LOW);
            w0[i] = p1 >>> 32 ^ w1[i] ^ k0;
            w1[i] = p1 & LOW;
            w2[i] = p0 >>> 32 ^ w3[i] ^ k1;
            w3[i] = p0 & LOW;
        }
    }

    /** The bits of the index at a place of the block. */
    long bits(int place) {
        return c0[place] | c1[place] << 32;
    }
}
