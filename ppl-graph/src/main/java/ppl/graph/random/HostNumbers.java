package ppl.graph.random;

import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.math.normal.NormalQuantiles;

/**
 * What a sampler computes in Java, bit for bit as a graph does on whatever device: {@link #exp}, {@link #log}, and standard normal
 * numbers of a key, many at once, which are those of {@link Variates#normal}. {@link Math#exp} and {@link Math#log} may differ in the
 * last bit from one machine to the next, and a draw with them. An instance is a workspace for normal numbers, for one thread at a
 * time.
 *
 * <p><b>Numerics</b>: normal numbers by the quantile function of 52 random bits, so that no number is beyond ±8.21. A hundred at a time
 * cost a fifth more each than by a ziggurat, half of what they cost one by one, since no step depends on what was drawn: blocks go
 * through loops without branches.
 *
 * {@snippet :
 * double[] momentum = new double[90];
 * new HostNumbers().fill(RandomKey.of(42).fold("momentum"), 7, momentum);
 * // the elements of Variates.normal(KeyVar.of(RandomKey.of(42).fold("momentum").fold(7)), Shape.of(90))
 * }
 */
public final class HostNumbers {

    private static final int BLOCK = 128;

    private final PhiloxBlock bits = new PhiloxBlock(BLOCK);
    private final NormalQuantiles quantiles = new NormalQuantiles(BLOCK);

    /** A workspace. */
    public HostNumbers() {}

    /** {@code e^x}: 0 at minus infinity, infinite above 709.78, NaN for NaN. */
    public static double exp(double x) {
        return Exp.valueAt(x);
    }

    /** {@code log x}: minus infinity at 0, NaN below it and for NaN. */
    public static double log(double x) {
        return Log.valueAt(x);
    }

    /** The standard normal quantile of a probability; infinite at 0 and 1, NaN outside and for NaN. */
    public static double ndtri(double p) {
        return Ndtri.valueAt(p);
    }

    /** Fills an array with the numbers of {@code key.fold(number)}, element {@code i} with that of index {@code i}. */
    public void fill(RandomKey key, long number, double[] out) {
        long folded = key.foldedBits(number);
        for (int from = 0; from < out.length; from += BLOCK) {
            int count = Math.min(BLOCK, out.length - from);
            bits.compute(folded, from, count);
            for (int i = 0; i < count; i++) {
                out[from + i] = RandomKey.uniformOf(bits.bits(i));
            }
            quantiles.apply(out, from, count);
        }
    }
}
