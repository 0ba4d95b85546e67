package ppl.sampler.nuts.tree;

import ppl.graph.random.Philox;
import ppl.graph.random.RandomKey;

/**
 * Standard normal numbers as functions of key and index, by rejection: in 98.8 % of cases a table look-up and a
 * multiplication of 64 random bits, four times as fast as the quantile of a uniform number. A fresh momentum for every
 * iteration would otherwise cost as much as the leapfrogs.
 *
 * <p>The area under the density is cut into 256 layers of equal area, all rectangles but for their right ends. Bits that
 * are rejected are the key of the bits tried next, so an index never needs its neighbours' bits.
 *
 * <p>Numerics: exact but for the 53 bits of a uniform number; the same bits on every machine.
 *
 * <p>Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", Journal of Statistical Software
 * 5, 2000; Doornik, "An improved ziggurat method to generate normal random samples", 2005, for independent bits.
 */
final class Ziggurat {

    private static final int LAYERS = 256;

    /** Where the lowest layer's rectangle ends and the tail begins. */
    private static final double TAIL = 0x1.d3bb48209ad33p+1;

    /** The area of each layer. */
    private static final double AREA = 0x1.43016a5a43732p-8;

    /** Separates the bits tried again from all other uses of a key. */
    private static final int AGAIN = 3;

    /** The widths of the layers from below; the lowest one's is that of a rectangle of its area. */
    private static final double[] WIDTH = new double[LAYERS + 1];

    /** The density at the right ends of the layers, without its constant. */
    private static final double[] HEIGHT = new double[LAYERS + 1];

    static {
        WIDTH[0] = AREA / density(TAIL);
        WIDTH[1] = TAIL;
        for (int i = 2; i < LAYERS; i++) {
            WIDTH[i] = Math.sqrt(-2 * StrictMath.log(AREA / WIDTH[i - 1] + density(WIDTH[i - 1])));
        }
        WIDTH[LAYERS] = 0;
        for (int i = 0; i <= LAYERS; i++) {
            HEIGHT[i] = density(WIDTH[i]);
        }
    }

    private Ziggurat() {}

    private static double density(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }

    /** The normal number of a key and an index. */
    static double normal(RandomKey key, long index) {
        long bits = key.bits(index);
        int layer = (int) bits & LAYERS - 1;
        double x = signed(bits) * WIDTH[layer];
        return Math.abs(x) < WIDTH[layer + 1] ? x : outside(bits, layer, x);
    }

    /** A uniform number in [−1, 1) of the upper 53 bits; the layer is in the lower eight. */
    private static double signed(long bits) {
        return (bits >> 11) * 0x1p-52;
    }

    /** A uniform number in (0, 1). */
    private static double uniform(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }

    /** The number if the first bits lead beyond the rectangle that lies wholly under the density. */
    private static double outside(long bits, int layer, double x) {
        if (layer == 0) {
            return tail(bits);
        }
        double height = Math.fma(uniform(again(bits, 0)), HEIGHT[layer + 1] - HEIGHT[layer], HEIGHT[layer]);
        if (height < density(x)) {
            return x;
        }
        long next = again(bits, 1);
        int nextLayer = (int) next & LAYERS - 1;
        double y = signed(next) * WIDTH[nextLayer];
        return Math.abs(y) < WIDTH[nextLayer + 1] ? y : outside(next, nextLayer, y);
    }

    /** A number beyond {@link #TAIL}, by rejection from an exponential; its sign is that of the first bits. */
    private static double tail(long bits) {
        for (int attempt = 1; ; attempt++) {
            double beyond = -StrictMath.log(uniform(again(bits, 2L * attempt))) / TAIL;
            double limit = -2 * StrictMath.log(uniform(again(bits, 2L * attempt + 1)));
            if (limit > beyond * beyond) {
                return bits < 0 ? -TAIL - beyond : TAIL + beyond;
            }
        }
    }

    private static long again(long bits, long counter) {
        return Philox.bits(bits, counter, AGAIN, false);
    }
}
