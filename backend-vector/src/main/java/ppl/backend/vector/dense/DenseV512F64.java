package ppl.backend.vector.dense;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in registers of 512 bits; those of other widths are written from this file. The species is a constant of the class and
 * every loop is flat, which is what the optimising compiler needs to keep vectors in registers.
 */
final class DenseV512F64 implements DenseF64 {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final int L = S.length();
    /** As many numbers of float32. */
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class, VectorShape.forBitSize(512 / 2));

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public void multiply(
            double[] a, int ap, int ar, int ak, double[] b, int bp, int bk, int n, double[] c, int cp, int cr) {
        DoubleVector c00 = DoubleVector.zero(S);
        DoubleVector c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S);
        DoubleVector c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S);
        DoubleVector c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S);
        DoubleVector c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S);
        DoubleVector c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S);
        DoubleVector c51 = DoubleVector.zero(S);
        int q = bp;
        int p = ap;
        for (int k = 0; k < n; k++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, q);
            DoubleVector b1 = DoubleVector.fromArray(S, b, q + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[p + ar]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[p + 2 * ar]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[p + 3 * ar]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[p + 4 * ar]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[p + 5 * ar]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            p += ak;
            q += bk;
        }
        c00.intoArray(c, cp);
        c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cr);
        c11.intoArray(c, cp + cr + L);
        c20.intoArray(c, cp + 2 * cr);
        c21.intoArray(c, cp + 2 * cr + L);
        c30.intoArray(c, cp + 3 * cr);
        c31.intoArray(c, cp + 3 * cr + L);
        c40.intoArray(c, cp + 4 * cr);
        c41.intoArray(c, cp + 4 * cr + L);
        c50.intoArray(c, cp + 5 * cr);
        c51.intoArray(c, cp + 5 * cr + L);
    }

    @Override
    public void accumulate(
            double[] a, int ap, int ar, int ak, double[] b, int bp, int bk, int n, double[] c, int cp, int cr) {
        DoubleVector c00 = DoubleVector.fromArray(S, c, cp);
        DoubleVector c01 = DoubleVector.fromArray(S, c, cp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, c, cp + cr);
        DoubleVector c11 = DoubleVector.fromArray(S, c, cp + cr + L);
        DoubleVector c20 = DoubleVector.fromArray(S, c, cp + 2 * cr);
        DoubleVector c21 = DoubleVector.fromArray(S, c, cp + 2 * cr + L);
        DoubleVector c30 = DoubleVector.fromArray(S, c, cp + 3 * cr);
        DoubleVector c31 = DoubleVector.fromArray(S, c, cp + 3 * cr + L);
        DoubleVector c40 = DoubleVector.fromArray(S, c, cp + 4 * cr);
        DoubleVector c41 = DoubleVector.fromArray(S, c, cp + 4 * cr + L);
        DoubleVector c50 = DoubleVector.fromArray(S, c, cp + 5 * cr);
        DoubleVector c51 = DoubleVector.fromArray(S, c, cp + 5 * cr + L);
        int q = bp;
        int p = ap;
        for (int k = 0; k < n; k++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, q);
            DoubleVector b1 = DoubleVector.fromArray(S, b, q + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[p + ar]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[p + 2 * ar]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[p + 3 * ar]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[p + 4 * ar]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[p + 5 * ar]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            p += ak;
            q += bk;
        }
        c00.intoArray(c, cp);
        c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cr);
        c11.intoArray(c, cp + cr + L);
        c20.intoArray(c, cp + 2 * cr);
        c21.intoArray(c, cp + 2 * cr + L);
        c30.intoArray(c, cp + 3 * cr);
        c31.intoArray(c, cp + 3 * cr + L);
        c40.intoArray(c, cp + 4 * cr);
        c41.intoArray(c, cp + 4 * cr + L);
        c50.intoArray(c, cp + 5 * cr);
        c51.intoArray(c, cp + 5 * cr + L);
    }

    @Override
    public void sums(double[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int count) {
        int i = 0;
        for (; count - i > 4 * L; i += Math.min(8 * L, count - i)) {
            eight(a, ap + i, ak, x, xp, xk, n, out, at + i, count - i - L);
        }
        if (i < count) {
            four(a, ap + i, ak, x, xp, xk, n, out, at + i, count - i - L);
        }
    }

    /** Eight vectors side by side; those beyond the last repeat it. */
    private static void eight(
            double[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int last) {
        int o1 = Math.min(L, last);
        int o2 = Math.min(2 * L, last);
        int o3 = Math.min(3 * L, last);
        int o4 = Math.min(4 * L, last);
        int o5 = Math.min(5 * L, last);
        int o6 = Math.min(6 * L, last);
        int o7 = Math.min(7 * L, last);
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        DoubleVector s7 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + o1).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + o2).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + o3).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + o4).fma(v, s4);
            s5 = DoubleVector.fromArray(S, a, p + o5).fma(v, s5);
            s6 = DoubleVector.fromArray(S, a, p + o6).fma(v, s6);
            s7 = DoubleVector.fromArray(S, a, p + o7).fma(v, s7);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + o1);
        s2.intoArray(out, at + o2);
        s3.intoArray(out, at + o3);
        s4.intoArray(out, at + o4);
        s5.intoArray(out, at + o5);
        s6.intoArray(out, at + o6);
        s7.intoArray(out, at + o7);
    }

    private static void four(
            double[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int last) {
        int o0 = Math.min(0, last);
        int o1 = Math.min(L, last);
        int o2 = Math.min(2 * L, last);
        int o3 = Math.min(3 * L, last);
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = DoubleVector.fromArray(S, a, p + o0).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + o1).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + o2).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + o3).fma(v, s3);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at + o0);
        s1.intoArray(out, at + o1);
        s2.intoArray(out, at + o2);
        s3.intoArray(out, at + o3);
    }

    @Override
    public void sums(float[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int count) {
        int i = 0;
        for (; count - i > 4 * L; i += Math.min(8 * L, count - i)) {
            eight(a, ap + i, ak, x, xp, xk, n, out, at + i, count - i - L);
        }
        if (i < count) {
            four(a, ap + i, ak, x, xp, xk, n, out, at + i, count - i - L);
        }
    }

    private static void eight(
            float[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int last) {
        int o0 = Math.min(0, last);
        int o1 = Math.min(L, last);
        int o2 = Math.min(2 * L, last);
        int o3 = Math.min(3 * L, last);
        int o4 = Math.min(4 * L, last);
        int o5 = Math.min(5 * L, last);
        int o6 = Math.min(6 * L, last);
        int o7 = Math.min(7 * L, last);
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        DoubleVector s7 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = wide(a, p + o0).fma(v, s0);
            s1 = wide(a, p + o1).fma(v, s1);
            s2 = wide(a, p + o2).fma(v, s2);
            s3 = wide(a, p + o3).fma(v, s3);
            s4 = wide(a, p + o4).fma(v, s4);
            s5 = wide(a, p + o5).fma(v, s5);
            s6 = wide(a, p + o6).fma(v, s6);
            s7 = wide(a, p + o7).fma(v, s7);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at + o0);
        s1.intoArray(out, at + o1);
        s2.intoArray(out, at + o2);
        s3.intoArray(out, at + o3);
        s4.intoArray(out, at + o4);
        s5.intoArray(out, at + o5);
        s6.intoArray(out, at + o6);
        s7.intoArray(out, at + o7);
    }

    private static void four(
            float[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int last) {
        int o0 = Math.min(0, last);
        int o1 = Math.min(L, last);
        int o2 = Math.min(2 * L, last);
        int o3 = Math.min(3 * L, last);
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            s0 = wide(a, p + o0).fma(v, s0);
            s1 = wide(a, p + o1).fma(v, s1);
            s2 = wide(a, p + o2).fma(v, s2);
            s3 = wide(a, p + o3).fma(v, s3);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at + o0);
        s1.intoArray(out, at + o1);
        s2.intoArray(out, at + o2);
        s3.intoArray(out, at + o3);
    }

    @Override
    public void panel(int vectors, double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at) {
        switch (vectors) {
            case 1 -> PanelsV512F64.one(a, ap, x, xp, xk, n, out, at);
            case 2 -> PanelsV512F64.two(a, ap, x, xp, xk, n, out, at);
            case 3 -> PanelsV512F64.three(a, ap, x, xp, xk, n, out, at);
            case 4 -> PanelsV512F64.four(a, ap, x, xp, xk, n, out, at);
            case 5 -> PanelsV512F64.five(a, ap, x, xp, xk, n, out, at);
            case 6 -> PanelsV512F64.six(a, ap, x, xp, xk, n, out, at);
            case 7 -> PanelsV512F64.seven(a, ap, x, xp, xk, n, out, at);
            case 8 -> PanelsV512F64.eight(a, ap, x, xp, xk, n, out, at);
            default -> throw new IllegalArgumentException("no panel has " + vectors + " vectors");
        }
    }

    @Override
    public void twoPanels(
            int vectors, double[] a, int ap, double[] x, int xp, int xk, int xApart, int n, double[] out, int at) {
        switch (vectors) {
            case 3 -> PanelsV512F64.twoThrees(a, ap, x, xp, xk, xApart, n, out, at);
            case 4 -> PanelsV512F64.twoFours(a, ap, x, xp, xk, xApart, n, out, at);
            default -> throw new IllegalArgumentException("no two panels have " + vectors + " vectors each");
        }
    }

    private static DoubleVector wide(float[] a, int p) {
        return (DoubleVector) FloatVector.fromArray(HALF, a, p).convertShape(VectorOperators.F2D, S, 0);
    }

    @Override
    public void twoSums(
            double[] a,
            int ap,
            int ak,
            int apart,
            double[] x,
            int xp,
            int xk,
            int xApart,
            int n,
            double[] out,
            int at,
            int outApart,
            int count) {
        int o0 = Math.min(0, count - L);
        int o1 = Math.min(L, count - L);
        int o2 = Math.min(2 * L, count - L);
        int o3 = Math.min(3 * L, count - L);
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        DoubleVector s7 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            DoubleVector v = DoubleVector.broadcast(S, x[q]);
            DoubleVector u = DoubleVector.broadcast(S, x[q + xApart]);
            s0 = DoubleVector.fromArray(S, a, p + o0).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, p + o1).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, p + o2).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, p + o3).fma(v, s3);
            s4 = DoubleVector.fromArray(S, a, p + apart + o0).fma(u, s4);
            s5 = DoubleVector.fromArray(S, a, p + apart + o1).fma(u, s5);
            s6 = DoubleVector.fromArray(S, a, p + apart + o2).fma(u, s6);
            s7 = DoubleVector.fromArray(S, a, p + apart + o3).fma(u, s7);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at + o0);
        s1.intoArray(out, at + o1);
        s2.intoArray(out, at + o2);
        s3.intoArray(out, at + o3);
        s4.intoArray(out, at + outApart + o0);
        s5.intoArray(out, at + outApart + o1);
        s6.intoArray(out, at + outApart + o2);
        s7.intoArray(out, at + outApart + o3);
    }

    @Override
    public void eightSums(
            double[] a,
            int ap,
            int ak,
            int apart,
            double[] x,
            int xp,
            int xk,
            int xApart,
            int n,
            double[] out,
            int at,
            int outApart) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector s4 = DoubleVector.zero(S);
        DoubleVector s5 = DoubleVector.zero(S);
        DoubleVector s6 = DoubleVector.zero(S);
        DoubleVector s7 = DoubleVector.zero(S);
        int p = ap;
        int q = xp;
        for (int k = 0; k < n; k++) {
            s0 = DoubleVector.fromArray(S, a, p).fma(DoubleVector.broadcast(S, x[q]), s0);
            s1 = DoubleVector.fromArray(S, a, p + apart).fma(DoubleVector.broadcast(S, x[q + xApart]), s1);
            s2 = DoubleVector.fromArray(S, a, p + 2 * apart).fma(DoubleVector.broadcast(S, x[q + 2 * xApart]), s2);
            s3 = DoubleVector.fromArray(S, a, p + 3 * apart).fma(DoubleVector.broadcast(S, x[q + 3 * xApart]), s3);
            s4 = DoubleVector.fromArray(S, a, p + 4 * apart).fma(DoubleVector.broadcast(S, x[q + 4 * xApart]), s4);
            s5 = DoubleVector.fromArray(S, a, p + 5 * apart).fma(DoubleVector.broadcast(S, x[q + 5 * xApart]), s5);
            s6 = DoubleVector.fromArray(S, a, p + 6 * apart).fma(DoubleVector.broadcast(S, x[q + 6 * xApart]), s6);
            s7 = DoubleVector.fromArray(S, a, p + 7 * apart).fma(DoubleVector.broadcast(S, x[q + 7 * xApart]), s7);
            p += ak;
            q += xk;
        }
        s0.intoArray(out, at);
        s1.intoArray(out, at + outApart);
        s2.intoArray(out, at + 2 * outApart);
        s3.intoArray(out, at + 3 * outApart);
        s4.intoArray(out, at + 4 * outApart);
        s5.intoArray(out, at + 5 * outApart);
        s6.intoArray(out, at + 6 * outApart);
        s7.intoArray(out, at + 7 * outApart);
    }

    @Override
    public void substitute(
            double[] l, int lp, int lr, int lk, int rows, double[] x, int xp, int xr, int width, int negated) {
        for (int i = 0; i < rows; i++) {
            int row = xp + i * xr;
            for (int k = 0; k < i; k++) {
                takeOff(l[lp + i * lr + k * lk], x, xp + k * xr + negated, row, width);
            }
            divide(x, row, l[lp + i * (lr + lk)], width, negated);
        }
    }

    @Override
    public void factor(double[] u, int up, int ur, int rows, int width, int negated) {
        for (int i = 0; i < rows; i++) {
            int row = up + i * ur;
            double pivot = Math.sqrt(u[row + i]);
            divide(u, row, pivot, width, negated);
            u[row + i] = pivot;
            for (int r = i + 1; r < rows; r++) {
                takeOff(u[row + r], u, row + negated, up + r * ur, width);
            }
        }
    }

    private static void takeOff(double factor, double[] x, int known, int row, int width) {
        DoubleVector f = DoubleVector.broadcast(S, factor);
        for (int j = 0; j < width; j += L) {
            DoubleVector s = DoubleVector.fromArray(S, x, row + j);
            f.fma(DoubleVector.fromArray(S, x, known + j), s).intoArray(x, row + j);
        }
    }

    private static void divide(double[] x, int row, double by, int width, int negated) {
        DoubleVector d = DoubleVector.broadcast(S, by);
        for (int j = 0; j < width; j += L) {
            DoubleVector quotient = DoubleVector.fromArray(S, x, row + j).div(d);
            quotient.intoArray(x, row + j);
            quotient.neg().intoArray(x, row + j + negated);
        }
    }

    @Override
    public boolean areFinite(double[] x, int from, int count) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = DoubleVector.zero(S);
        DoubleVector s2 = DoubleVector.zero(S);
        DoubleVector s3 = DoubleVector.zero(S);
        DoubleVector zero = DoubleVector.zero(S);
        int i = 0;
        for (; i + 4 * L <= count; i += 4 * L) {
            s0 = DoubleVector.fromArray(S, x, from + i).fma(zero, s0);
            s1 = DoubleVector.fromArray(S, x, from + i + L).fma(zero, s1);
            s2 = DoubleVector.fromArray(S, x, from + i + 2 * L).fma(zero, s2);
            s3 = DoubleVector.fromArray(S, x, from + i + 3 * L).fma(zero, s3);
        }
        boolean finite = s0.add(s1).add(s2.add(s3)).eq(zero).allTrue();
        for (; i < count; i++) {
            finite &= Double.isFinite(x[from + i]);
        }
        return finite;
    }
}
