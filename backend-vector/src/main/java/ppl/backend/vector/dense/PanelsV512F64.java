package ppl.backend.vector.dense;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over packed panels in registers of 512 bits; those of other widths are written from this file. A method for each width of a
 * panel, since then all distances are constants and places follow from the counter of the loop: so the optimising compiler takes the checks
 * of bounds out of the loop, and more of what is read from a far cache is under way at once.
 */
final class PanelsV512F64 {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final int L = S.length();

    private PanelsV512F64() {}

    static void eight(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        DoubleVector s7 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (8 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + 4 * L).fma(v, s4);
            s5 = DoubleVector.fromArray(S, a, p + 5 * L).fma(v, s5);
            s6 = DoubleVector.fromArray(S, a, p + 6 * L).fma(v, s6);
            s7 = DoubleVector.fromArray(S, a, p + 7 * L).fma(v, s7);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
        s4.intoArray(out, at + 4 * L);
        s5.intoArray(out, at + 5 * L);
        s6.intoArray(out, at + 6 * L);
        s7.intoArray(out, at + 7 * L);
    }

    static void seven(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (7 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + 4 * L).fma(v, s4);
            s5 = DoubleVector.fromArray(S, a, p + 5 * L).fma(v, s5);
            s6 = DoubleVector.fromArray(S, a, p + 6 * L).fma(v, s6);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
        s4.intoArray(out, at + 4 * L);
        s5.intoArray(out, at + 5 * L);
        s6.intoArray(out, at + 6 * L);
    }

    static void six(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (6 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + 4 * L).fma(v, s4);
            s5 = DoubleVector.fromArray(S, a, p + 5 * L).fma(v, s5);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
        s4.intoArray(out, at + 4 * L);
        s5.intoArray(out, at + 5 * L);
    }

    static void five(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (5 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + 4 * L).fma(v, s4);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
        s4.intoArray(out, at + 4 * L);
    }

    static void four(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (4 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
    }

    static void three(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (3 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
    }

    static void two(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (2 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
    }

    static void one(double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * L;
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            q += xk;
        }
        s0.intoArray(out, at);
    }

    static void twoFours(double[] a, int ap, double[] x, int xp, int xk, int xApart, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector t0 = DoubleVector.zero(S);
        DoubleVector t1 = DoubleVector.zero(S);
        DoubleVector t2 = DoubleVector.zero(S);
        DoubleVector t3 = DoubleVector.zero(S);
        int other = ap + n * (4 * L);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (4 * L);
            int r = other + k * (4 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            DoubleVector u = DoubleVector.broadcast(S, x[q + xApart]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * L).fma(v, s3);
            t0 = DoubleVector.fromArray(S, a, r).fma(u, t0);
            t1 = DoubleVector.fromArray(S, a, r + L).fma(u, t1);
            t2 = DoubleVector.fromArray(S, a, r + 2 * L).fma(u, t2);
            t3 = DoubleVector.fromArray(S, a, r + 3 * L).fma(u, t3);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        s3.intoArray(out, at + 3 * L);
        t0.intoArray(out, at + 4 * L);
        t1.intoArray(out, at + 5 * L);
        t2.intoArray(out, at + 6 * L);
        t3.intoArray(out, at + 7 * L);
    }

    static void twoThrees(double[] a, int ap, double[] x, int xp, int xk, int xApart, int n, double[] out, int at) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector t0 = DoubleVector.zero(S);
        DoubleVector t1 = DoubleVector.zero(S);
        DoubleVector t2 = DoubleVector.zero(S);
        int other = ap + n * (3 * L);
        int q = xp;
        for (int k = 0; k < n; k++) {
            int p = ap + k * (3 * L);
            int r = other + k * (3 * L);
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            DoubleVector u = DoubleVector.broadcast(S, x[q + xApart]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + L).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * L).fma(v, s2);
            t0 = DoubleVector.fromArray(S, a, r).fma(u, t0);
            t1 = DoubleVector.fromArray(S, a, r + L).fma(u, t1);
            t2 = DoubleVector.fromArray(S, a, r + 2 * L).fma(u, t2);
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + L);
        s2.intoArray(out, at + 2 * L);
        t0.intoArray(out, at + 3 * L);
        t1.intoArray(out, at + 4 * L);
        t2.intoArray(out, at + 5 * L);
    }
}
