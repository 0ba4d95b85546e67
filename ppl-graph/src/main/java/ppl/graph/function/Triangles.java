package ppl.graph.function;

import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Iota;

/** Lower triangles of matrices {@code [.., n, n]}, zeros above. */
public final class Triangles {

    private Triangles() {}

    /** With the diagonal. */
    public static Var lower(Var a) {
        return Elementwise.where(rowIndex(a).ge(columnIndex(a)), a, Creation.zerosLike(a));
    }

    /** With the diagonal halved, as derivatives of a factor need it. */
    public static Var lowerHalf(Var a) {
        Var half = Elementwise.where(
                rowIndex(a).gt(columnIndex(a)),
                Creation.onesLike(a),
                Creation.onesLike(a).times(0.5));
        return lower(a).times(half);
    }

    private static Var rowIndex(Var a) {
        return Broadcast.into(Var.of(new Iota(a.shape().extent(-2))), a.shape(), a.rank() - 2);
    }

    private static Var columnIndex(Var a) {
        return Broadcast.into(Var.of(new Iota(a.shape().extent(-1))), a.shape(), a.rank() - 1);
    }
}
