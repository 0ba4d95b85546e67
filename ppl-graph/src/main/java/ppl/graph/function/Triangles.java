package ppl.graph.function;

import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Iota;

/** Lower triangles and diagonals of matrices {@code [.., n, n]}. */
public final class Triangles {

    private Triangles() {}

    /** The lower triangle with the diagonal, zeros above. */
    public static Var lower(Var a) {
        return Elementwise.where(rowIndex(a.shape()).ge(columnIndex(a.shape())), a, Creation.zerosLike(a));
    }

    /** The lower triangle with the diagonal halved, as derivatives of a factor need it. */
    public static Var lowerHalf(Var a) {
        Var half = Elementwise.where(
                rowIndex(a.shape()).gt(columnIndex(a.shape())),
                Creation.onesLike(a),
                Creation.onesLike(a).times(0.5));
        return lower(a).times(half);
    }

    /** True on the main diagonals of matrices of a shape. */
    static Var onDiagonal(Shape shape) {
        return Elementwise.equal(rowIndex(shape), columnIndex(shape));
    }

    private static Var rowIndex(Shape shape) {
        return Broadcast.into(Var.of(new Iota(shape.extent(-2))), shape, shape.rank() - 2);
    }

    private static Var columnIndex(Shape shape) {
        return Broadcast.into(Var.of(new Iota(shape.extent(-1))), shape, shape.rank() - 1);
    }
}
