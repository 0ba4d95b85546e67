package ppl.graph.random;

import java.security.SecureRandom;

/**
 * The start of a stream of random numbers. A key never changes: numbers are functions of key and index, and
 * independent keys are derived by folding in integers (chain, draw) or names (site), so that any number may be
 * computed at any time, in any order, on any thread.
 *
 * @param bits the 64-bit Philox key
 */
public record RandomKey(long bits) {

    static final int DRAW = 0;
    static final int FOLD_NUMBER = 1;
    static final int FOLD_NAME = 2;

    private static final long TWO_POW_52 = 0x4330000000000000L;

    /** The key of a seed. */
    public static RandomKey of(long seed) {
        return new RandomKey(seed);
    }

    /** A new key from the system's entropy. */
    public static RandomKey fresh() {
        return new RandomKey(new SecureRandom().nextLong());
    }

    /** The key derived from this one and a number. */
    public RandomKey fold(long number) {
        return new RandomKey(foldedBits(number));
    }

    /** The bits of {@link #fold(long)}, for loops that must not depend on the JIT to do without the object. */
    public long foldedBits(long number) {
        return Philox.bits(bits, number, FOLD_NUMBER, false);
    }

    /** The key derived from this one and a name. */
    public RandomKey fold(String name) {
        return new RandomKey(Philox.bits(bits, hash(name), FOLD_NAME, false));
    }

    /** 64 random bits. */
    public long bits(long index) {
        return Philox.bits(bits, index, DRAW, false);
    }

    /** A uniform number in the open interval (0, 1): one of 2^52 equally spaced midpoints. */
    public double uniform(long index) {
        return uniform(bits, index);
    }

    /** {@link #uniform(long)} of the key with these bits. */
    public static double uniform(long keyBits, long index) {
        return uniformOf(Philox.bits(keyBits, index, DRAW, false));
    }

    /** The uniform number of 64 random bits. */
    static double uniformOf(long bits) {
        // A whole number below 2^52 put in the fraction of 2^52 is a float64 without a conversion, which few processors
        // have for vectors.
        double whole = Double.longBitsToDouble(bits >>> 12 | TWO_POW_52) - 0x1p52;
        return (whole + 0.5) * 0x1p-52;
    }

    /** FNV-1a over UTF-16 units, 64 bits: fixed for ever, since draws depend on it. */
    static long hash(String name) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            h = (h ^ name.charAt(i)) * 0x100000001b3L;
        }
        return h;
    }
}
