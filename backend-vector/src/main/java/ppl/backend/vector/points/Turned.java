package ppl.backend.vector.points;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import ppl.backend.vector.points.Widened.Port;

/**
 * Points one after the other turned into points side by side, and back. Eight by eight in registers where it can be: a register read from
 * where numbers were just written one by one waits until all of them have left the store buffer, longer than the program takes.
 */
final class Turned {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_512;
    private static final int EIGHT = 8;

    /** Of two registers, numbered 0 to 7 and 8 to 15: the even lanes of both by turns, the odd ones, pairs, and halves. */
    private static final DoubleVector EVEN = lanes(0, 8, 2, 10, 4, 12, 6, 14);

    private static final DoubleVector ODD = lanes(1, 9, 3, 11, 5, 13, 7, 15);
    private static final DoubleVector FIRST_PAIRS = lanes(0, 1, 8, 9, 4, 5, 12, 13);
    private static final DoubleVector LAST_PAIRS = lanes(2, 3, 10, 11, 6, 7, 14, 15);
    private static final DoubleVector FIRST_HALVES = lanes(0, 1, 2, 3, 8, 9, 10, 11);
    private static final DoubleVector LAST_HALVES = lanes(4, 5, 6, 7, 12, 13, 14, 15);

    private Turned() {}

    private static DoubleVector lanes(double... numbers) {
        return DoubleVector.fromArray(SPECIES, numbers, 0);
    }

    /** Takes points {@code first} to {@code first + here}; lanes that are left get the last one again. */
    static void spread(double[] from, Port port, double[] to, int lanes, int first, int here) {
        int n = port.length();
        int offset = port.offset();
        if (n == 1 && here == lanes) {
            System.arraycopy(from, first, to, offset, lanes);
        } else if (n >= EIGHT && lanes == EIGHT && here == EIGHT) {
            for (int e = 0; e < n; e += EIGHT) {
                int at = Math.min(e, n - EIGHT); // the last square may overlap the one before
                turn(from, first * n + at, n, to, offset + at * EIGHT, EIGHT);
            }
        } else {
            for (int p = 0; p < lanes; p++) {
                int at = (first + Math.min(p, here - 1)) * n;
                for (int e = 0; e < n; e++) {
                    to[offset + e * lanes + p] = from[at + e];
                }
            }
        }
    }

    /** Gives back points {@code first} to {@code first + here}. */
    static void collect(double[] to, Port port, double[] from, int lanes, int first, int here) {
        int n = port.length();
        int offset = port.offset();
        if (n == 1) {
            System.arraycopy(from, offset, to, first, here);
        } else if (n >= EIGHT && lanes == EIGHT && here == EIGHT) {
            for (int e = 0; e < n; e += EIGHT) {
                int at = Math.min(e, n - EIGHT);
                turn(from, offset + at * EIGHT, EIGHT, to, first * n + at, n);
            }
        } else {
            for (int p = 0; p < here; p++) {
                int at = (first + p) * n;
                for (int e = 0; e < n; e++) {
                    to[at + e] = from[offset + e * lanes + p];
                }
            }
        }
    }

    /** Writes the columns of a square as rows: from rows that are {@code apart} to rows that are {@code wide} apart. */
    private static void turn(double[] from, int at, int apart, double[] to, int into, int wide) {
        DoubleVector r0 = DoubleVector.fromArray(SPECIES, from, at);
        DoubleVector r1 = DoubleVector.fromArray(SPECIES, from, at + apart);
        DoubleVector r2 = DoubleVector.fromArray(SPECIES, from, at + 2 * apart);
        DoubleVector r3 = DoubleVector.fromArray(SPECIES, from, at + 3 * apart);
        DoubleVector r4 = DoubleVector.fromArray(SPECIES, from, at + 4 * apart);
        DoubleVector r5 = DoubleVector.fromArray(SPECIES, from, at + 5 * apart);
        DoubleVector r6 = DoubleVector.fromArray(SPECIES, from, at + 6 * apart);
        DoubleVector r7 = DoubleVector.fromArray(SPECIES, from, at + 7 * apart);
        DoubleVector s0 = EVEN.selectFrom(r0, r1);
        DoubleVector s1 = ODD.selectFrom(r0, r1);
        DoubleVector s2 = EVEN.selectFrom(r2, r3);
        DoubleVector s3 = ODD.selectFrom(r2, r3);
        DoubleVector s4 = EVEN.selectFrom(r4, r5);
        DoubleVector s5 = ODD.selectFrom(r4, r5);
        DoubleVector s6 = EVEN.selectFrom(r6, r7);
        DoubleVector s7 = ODD.selectFrom(r6, r7);
        DoubleVector t0 = FIRST_PAIRS.selectFrom(s0, s2);
        DoubleVector t1 = FIRST_PAIRS.selectFrom(s1, s3);
        DoubleVector t2 = LAST_PAIRS.selectFrom(s0, s2);
        DoubleVector t3 = LAST_PAIRS.selectFrom(s1, s3);
        DoubleVector t4 = FIRST_PAIRS.selectFrom(s4, s6);
        DoubleVector t5 = FIRST_PAIRS.selectFrom(s5, s7);
        DoubleVector t6 = LAST_PAIRS.selectFrom(s4, s6);
        DoubleVector t7 = LAST_PAIRS.selectFrom(s5, s7);
        FIRST_HALVES.selectFrom(t0, t4).intoArray(to, into);
        FIRST_HALVES.selectFrom(t1, t5).intoArray(to, into + wide);
        FIRST_HALVES.selectFrom(t2, t6).intoArray(to, into + 2 * wide);
        FIRST_HALVES.selectFrom(t3, t7).intoArray(to, into + 3 * wide);
        LAST_HALVES.selectFrom(t0, t4).intoArray(to, into + 4 * wide);
        LAST_HALVES.selectFrom(t1, t5).intoArray(to, into + 5 * wide);
        LAST_HALVES.selectFrom(t2, t6).intoArray(to, into + 6 * wide);
        LAST_HALVES.selectFrom(t3, t7).intoArray(to, into + 7 * wide);
    }
}
