package ppl.graph.math.normal;

import ppl.graph.math.kernel.LogKernel;

/**
 * The quantile function of the standard normal law of many Java numbers at once: the bits of {@link Ndtri#valueAt}, by loops
 * without branches that virtual machines turn into vector instructions. Only the tails, 15 % of uniform numbers, are
 * computed one by one. An instance is a workspace, for one thread at a time.
 */
public final class NormalQuantiles {

    private final double[] centred;
    private final double[] minusLog;
    private final int[] tails;

    /** For at most so many numbers a call. */
    public NormalQuantiles(int size) {
        centred = new double[size];
        minusLog = new double[size];
        tails = new int[size];
    }

    /**
     * Replaces numbers by their quantiles.
     *
     * @param p holds them; each from 2^-1022 to 1 - 2^-53, others give numbers without meaning
     */
    public void apply(double[] p, int from, int count) {
        double[] q = centred;
        double[] w = minusLog;
        for (int i = 0; i < count; i++) {
            double x = p[from + i];
            q[i] = x - 0.5;
            w[i] = logArgument(x, q[i]);
        }
        for (int i = 0; i < count; i++) {
            w[i] = -LogKernel.logOfNormal(w[i]);
        }
        for (int i = 0; i < count; i++) {
            p[from + i] = Ndtri.middle(q[i], w[i]);
        }
        int found = findTails(count);
        for (int k = 0; k < found; k++) {
            int i = tails[k];
            p[from + i] = Math.copySign(Ndtri.tail(Math.sqrt(w[i])), q[i]);
        }
    }

    /** A choice by bits, since a branch would keep the loop from being vectorised. */
    private static double logArgument(double p, double q) {
        long tail = Double.doubleToRawLongBits(Ndtri.inside(q)) >> 63;
        long smaller = Double.doubleToRawLongBits(Math.min(p, 1 - p));
        long middle = Double.doubleToRawLongBits(Ndtri.ofMiddle(p));
        return Double.longBitsToDouble(smaller & tail | middle & ~tail);
    }

    private int findTails(int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            // Written in any case and kept by counting on: no branch that processors would guess wrongly.
            tails[found] = i;
            found += (int) (Double.doubleToRawLongBits(Ndtri.inside(centred[i])) >>> 63);
        }
        return found;
    }
}
