package ppl.graph.function;

import java.util.stream.IntStream;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Iota;

/** Triangles of matrices {@code [.., n, n]}, zeros elsewhere, and other matrices that follow from the place alone. */
public final class Triangles {

    private Triangles() {}

    /** The lower one with the diagonal. */
    public static Var lower(Var a) {
        return Elementwise.where(rowIndex(a).ge(columnIndex(a)), a, Creation.zerosLike(a));
    }

    /** The lower one without the diagonal. */
    public static Var strictlyLower(Var a) {
        return Elementwise.where(rowIndex(a).gt(columnIndex(a)), a, Creation.zerosLike(a));
    }

    /** The lower one with 1 on the diagonal. */
    public static Var unitLower(Var a) {
        return Elementwise.where(rowIndex(a).gt(columnIndex(a)), a, identity(a));
    }

    /** The upper one with the diagonal. */
    public static Var upper(Var a) {
        return Elementwise.where(rowIndex(a).le(columnIndex(a)), a, Creation.zerosLike(a));
    }

    /** The lower one with the diagonal halved, as derivatives of a factor need it. */
    public static Var lowerHalf(Var a) {
        Var half = Elementwise.where(
                rowIndex(a).gt(columnIndex(a)),
                Creation.onesLike(a),
                Creation.onesLike(a).times(0.5));
        return lower(a).times(half);
    }

    /** Identity matrices of the shape and type of {@code a}. */
    public static Var identity(Var a) {
        return isDiagonal(a).cast(a.dtype());
    }

    /** Matrices of the shape and type of {@code a} that hold one number each on the diagonal, {@code factor [..]}. */
    public static Var multipleOfIdentity(Var a, Var factor) {
        int[] batch = IntStream.range(0, a.rank() - 2).toArray();
        return Elementwise.where(isDiagonal(a), Broadcast.into(factor, a.shape(), batch), Creation.zerosLike(a));
    }

    /** True on the diagonal. */
    static Var isDiagonal(Var a) {
        return Elementwise.equal(rowIndex(a), columnIndex(a));
    }

    /** True above the diagonal. */
    static Var isAbove(Var a) {
        return rowIndex(a).lt(columnIndex(a));
    }

    private static Var rowIndex(Var a) {
        return Broadcast.into(Var.of(new Iota(a.shape().extent(-2))), a.shape(), a.rank() - 2);
    }

    private static Var columnIndex(Var a) {
        return Broadcast.into(Var.of(new Iota(a.shape().extent(-1))), a.shape(), a.rank() - 1);
    }
}
