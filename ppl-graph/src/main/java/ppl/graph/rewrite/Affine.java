package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;

/**
 * A node as {@code shift + slope * inner} with known numbers.
 *
 * @param shift what is added
 * @param slope what the inner node is multiplied with
 * @param inner a node that is no sum or product with a known number
 */
record Affine(double shift, double slope, Var inner) {

    private static final int MOST_STEPS = 6;

    /** The form of a node; null if it takes more than a few steps. */
    static @Nullable Affine of(Var x) {
        return of(x, MOST_STEPS);
    }

    private static @Nullable Affine of(Var x, int steps) {
        if (steps == 0) {
            return null;
        }
        return switch (x.op()) {
            case Unary(Unary.Fn fn) when fn == Unary.Fn.NEG -> scaled(of(left(x), steps - 1), -1);
            case Binary(Binary.Fn fn) -> ofBinary(fn, left(x), right(x), steps - 1, x);
            default -> new Affine(0, 1, x);
        };
    }

    private static @Nullable Affine ofBinary(Binary.Fn fn, Var x, Var y, int steps, Var node) {
        Double a = Match.scalarConstant(x);
        Double b = Match.scalarConstant(y);
        if ((a == null) == (b == null)) {
            return new Affine(0, 1, node);
        }
        double c = a == null ? b : a;
        Affine inner = of(a == null ? x : y, steps);
        return switch (fn) {
            case ADD -> moved(inner, c);
            case SUB -> a == null ? moved(inner, -c) : moved(scaled(inner, -1), c);
            case MUL -> scaled(inner, c);
            case DIV -> a == null ? scaled(inner, 1 / c) : new Affine(0, 1, node);
            default -> new Affine(0, 1, node);
        };
    }

    private static @Nullable Affine scaled(@Nullable Affine x, double by) {
        return x == null ? null : new Affine(x.shift * by, x.slope * by, x.inner);
    }

    private static @Nullable Affine moved(@Nullable Affine x, double by) {
        return x == null ? null : new Affine(x.shift + by, x.slope, x.inner);
    }

    /**
     * True for exactly this shift and, but for rounding, a slope of this size. A shift that is off by one ulp was put there
     * to keep the node away from 0.
     */
    boolean is(double wantedShift, double size) {
        return shift == wantedShift && close(Math.abs(slope), size);
    }

    /** Equal but for rounding. */
    static boolean close(double x, double y) {
        return Math.abs(x - y) <= 4e-16 * Math.abs(y);
    }
}
