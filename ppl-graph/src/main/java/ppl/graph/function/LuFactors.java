package ppl.graph.function;

import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.op.Lu;

/**
 * The factors and the row numbers that a {@link Lu} packs into one tensor.
 *
 * @param packed {@code [.., n, n + 1]}
 */
public record LuFactors(Var packed) {

    /** Those of square matrices {@code [.., n, n]}. */
    public static LuFactors of(Var a) {
        return new LuFactors(Var.of(new Lu(), a));
    }

    private int n() {
        return packed.shape().size(-2);
    }

    /** Both factors in one matrix {@code [.., n, n]}. */
    public Var both() {
        return Indexing.slice(packed, -1, 0, n(), 1);
    }

    /** {@code L}, with 1 on its diagonal and 0 above. */
    public Var lower() {
        return Triangles.unitLower(both());
    }

    /** The transpose of {@code U} in the lower triangle, of which a triangular solve reads no more. */
    public Var upperTransposed() {
        return LinearAlgebra.matrixTranspose(both());
    }

    /** The pivots: the diagonal of {@code U}. */
    public Var pivots() {
        return LinearAlgebra.diagonal(both());
    }

    /** The row numbers as int64 {@code [.., n]}. */
    private Var rows() {
        return Axes.squeeze(Indexing.slice(packed, -1, n(), 1, 1), -1).cast(DType.I64);
    }

    /** The rows of {@code b} in the order of the factors. */
    public Var exchanged(Var b) {
        return Indexing.takeAlongAxis(b, Axes.expandDims(rows(), -1), -2);
    }

    /** The rows of {@code x} back in the order before. */
    public Var restored(Var x) {
        return Indexing.takeAlongAxis(x, Axes.expandDims(Order.argsort(rows(), -1), -1), -2);
    }

    /** −1 for an odd number of exchanges, else 1: the parity of the pairs of rows that stand in reverse. */
    public Var sign() {
        Var rows = rows();
        Var above = Axes.expandDims(rows, -1);
        Var below = Axes.expandDims(rows, -2);
        Var reversed = Elementwise.and(above.gt(below), Triangles.isAbove(both()));
        Var odd = Elementwise.and(Reductions.sum(reversed, -2, -1), Var.constant(1L));
        return Elementwise.where(odd.gt(0), Var.constant(packed.dtype(), -1), Var.constant(packed.dtype(), 1));
    }
}
