package ppl.sampler.nuts.metric;

/**
 * Inner products in an order fixed by index alone: element i goes to lane i mod 8, lanes are added as a binary tree. The
 * lanes are there because one running sum would wait for itself: eight are as fast as the processor can add.
 */
public final class Dot {

    private static final int LANES = 8;

    private Dot() {}

    /** The inner product of two vectors of one length. */
    public static double of(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int n = a.length;
        int whole = n - n % LANES;
        int i = 0;
        for (; i < whole; i += LANES) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        double rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[i], b[i], rest);
        }
        return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + rest;
    }
}
