package ppl.graph.op;

/**
 * Division with the quotient rounded down, so that the remainder has the sign of the divisor: what {@link Binary.Fn#FLOOR_DIV} and
 * {@link Binary.Fn#FLOOR_MOD} mean.
 *
 * <p>Of floats as NumPy's {@code floor_divide} and {@code mod}, which are Python's: from the exact remainder that truncation leaves (C's
 * {@code fmod}), to which the divisor is added, rounded, where the signs differ; the quotient is that of what remains without it. A
 * quotient of 0 has the sign of the true quotient, a remainder of 0 that of the divisor.
 */
final class FloorDivision {

    private FloorDivision() {}

    /** The quotient of floats; by 0 what division gives. */
    static double quotient(double x, double y) {
        if (y == 0) {
            return x / y;
        }
        double rest = x % y;
        double whole = (x - rest) / y - (isAcross(rest, y) ? 1 : 0);
        if (whole == 0) {
            return Math.copySign(0.0, x / y);
        }
        double down = Math.floor(whole);
        return whole - down > 0.5 ? down + 1 : down;
    }

    /** The remainder of floats; NaN by 0 and of infinities. */
    static double remainder(double x, double y) {
        double rest = x % y;
        return rest == 0 ? Math.copySign(rest, y) : isAcross(rest, y) ? rest + y : rest;
    }

    private static boolean isAcross(double rest, double y) {
        return rest != 0 && (rest < 0) != (y < 0);
    }

    /** The quotient of integers; 0 by 0. That of the least integer and -1 wraps around. */
    static long quotient(long x, long y) {
        return y == 0 ? 0 : Math.floorDiv(x, y);
    }

    /** The remainder of integers; 0 by 0. */
    static long remainder(long x, long y) {
        return y == 0 ? 0 : Math.floorMod(x, y);
    }
}
