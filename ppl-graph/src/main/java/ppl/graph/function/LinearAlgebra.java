package ppl.graph.function;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.matrix.CholeskySolve;
import ppl.graph.math.matrix.Determinant;
import ppl.graph.math.matrix.LuSolve;
import ppl.graph.math.matrix.SpdInverse;
import ppl.graph.math.matrix.SpdLogDeterminant;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.TriangularSolve;

/**
 * Products, factors, solves, inverses and determinants of matrices. {@code Spd} stands for symmetric positive definite.
 *
 * <p>Shapes: matrices are the last two axes; axes before them count matrices, and broadcast where there are
 * two operands. Types: floats, integers are converted.
 *
 * <p>Errors: {@link GraphException} that names the operands and their shapes, if they do not fit. What only the values tell,
 * such as a matrix that is singular or not positive definite, gives NaN or infinities.
 *
 * <p>Numerics: one fixed order of fused multiply-adds, the same bits on every backend; see {@link ppl.graph.op.MatMul},
 * {@link ppl.graph.op.Cholesky}, {@link ppl.graph.op.Lu} and {@link ppl.graph.op.TriangularSolve}. The error of solves and inverses
 * is at most a small multiple of {@code n^2} ulp times the condition number.
 *
 * <p>Gradients: solves, inverses and determinants are differentiated by solves with the same factors.
 */
public final class LinearAlgebra {

    private LinearAlgebra() {}

    /**
     * Matrix product with vectors allowed: a vector on the left is a row, on the right a column.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if lengths differ
     */
    public static Var dot(Var a, Var b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return a.times(b);
        }
        Extent across = a.shape().extent(-1);
        Extent down = b.shape().extent(b.rank() == 1 ? 0 : b.rank() - 2);
        if (across instanceof Extent.Known && down instanceof Extent.Known && !across.equals(down)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "dot needs as many columns on the left as rows on the right, but got "
                            + a.describe() + " and " + b.describe() + ": " + across + " against " + down
                            + "; transpose one of them, or correct its length");
        }
        Var left = a.rank() == 1 ? Axes.expandDims(a, 0) : a;
        Var right = b.rank() == 1 ? Axes.expandDims(b, 1) : b;
        Var product = matmul(left, right);
        Var rows = b.rank() == 1 ? Axes.squeeze(product, -1) : product;
        return a.rank() == 1 ? Axes.squeeze(rows, b.rank() == 1 ? -1 : -2) : rows;
    }

    /**
     * Matrix product of {@code [.., m, k]} and {@code [.., k, n]}; leading axes broadcast.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if an operand is no matrix, or lengths differ
     */
    public static Var matmul(Var a, Var b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "matmul needs matrices, but got " + a.describe() + " and " + b.describe()
                            + "; dot takes vectors too");
        }
        DType dtype = DType.promote(
                Elementwise.toFloat(a).dtype(), Elementwise.toFloat(b).dtype());
        Shape batch = Shape.common(matrices(a), matrices(b));
        return Var.of(
                new MatMul(),
                withBatch(Elementwise.toFloat(a).cast(dtype), batch),
                withBatch(Elementwise.toFloat(b).cast(dtype), batch));
    }

    private static Var withBatch(Var x, Shape batch) {
        return Axes.broadcastTo(x, batch.concat(x.shape().slice(x.rank() - 2, x.rank())));
    }

    /**
     * Rows and columns exchanged: {@code [.., m, n]} to {@code [.., n, m]}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are fewer than two axes
     */
    public static Var matrixTranspose(Var a) {
        requireMatrices("matrixTranspose", a);
        int r = a.rank();
        return Axes.transpose(
                a, IntStream.range(0, r).map(i -> i < r - 2 ? i : 2 * r - 3 - i).toArray());
    }

    /** Lower Cholesky factors of symmetric positive definite matrices {@code [.., n, n]}. */
    public static Var cholesky(Var a) {
        return Var.of(new Cholesky(), Elementwise.toFloat(a));
    }

    /**
     * Solves {@code L x = b} ({@code L^T x = b} if transposed) for lower triangular {@code L [.., n, n]} and {@code b [.., n, m]};
     * leading axes broadcast. A vector is one right side, for each matrix.
     */
    public static Var triangularSolve(Var l, Var b, boolean transposed) {
        return solved(new TriangularSolve(transposed), l, b);
    }

    /**
     * Solves {@code a x = b} for {@code a [.., n, n]} by LU factors with partial pivoting. As in NumPy 2, {@code b} of one axis
     * {@code [n]} is one right side, for each matrix; otherwise it is {@code [.., n, m]}, a right side in each column, and leading
     * axes broadcast. A batch of vectors is {@code b [.., n, 1]}. Matrices with a pivot of 0 give NaN or infinities.
     *
     * <p>The factors are shared with {@link #det}, {@link #slogdet} and {@link #inverse} of the same node, and with gradients.
     * For a symmetric positive definite matrix {@link #solveSpd} is faster.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square, or lengths differ
     */
    public static Var solve(Var a, Var b) {
        return solved(new LuSolve(false), a, b);
    }

    /**
     * Solves {@code a x = b} for symmetric positive definite {@code a [.., n, n]} by the Cholesky factor, which reads the lower
     * triangle; shapes as in {@link #solve}. Matrices that are not positive definite give NaN.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square, or lengths differ
     */
    public static Var solveSpd(Var a, Var b) {
        return solved(new CholeskySolve(), a, b);
    }

    /** Operands of one type with equal leading axes, a vector as one column. */
    private static Var solved(Op solve, Var a, Var b) {
        if (b.rank() == 1) {
            return Axes.squeeze(solved(solve, a, Axes.expandDims(b, 1)), -1);
        }
        if (a.rank() < 2 || b.rank() < 2) {
            return Var.of(solve, a, b); // which says what it needs
        }
        DType dtype = DType.promote(
                Elementwise.toFloat(a).dtype(), Elementwise.toFloat(b).dtype());
        Shape batch = Shape.common(matrices(a), matrices(b));
        return Var.of(
                solve,
                withBatch(Elementwise.toFloat(a).cast(dtype), batch),
                withBatch(Elementwise.toFloat(b).cast(dtype), batch));
    }

    /**
     * Inverses of matrices {@code [.., n, n]}, by {@link #solve} for the unit vectors. To apply an inverse, {@code solve} is
     * faster and more accurate. Singular matrices give NaN or infinities.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square
     */
    public static Var inverse(Var a) {
        Var x = Elementwise.toFloat(a);
        requireSquare("inverse", x);
        return Var.of(new LuSolve(false), x, Triangles.identity(x));
    }

    /**
     * Inverses of symmetric positive definite matrices {@code [.., n, n]} by the Cholesky factor, symmetric to the bit. Matrices
     * that are not positive definite give NaN.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square
     */
    public static Var inverseSpd(Var a) {
        return Var.of(new SpdInverse(), Elementwise.toFloat(a));
    }

    /**
     * Determinants of matrices {@code [.., n, n]}: the product of the pivots. It leaves the range of its type sooner than {@link
     * #slogdet}. A singular matrix has 0 or, by rounding, a number near it; where a pivot is 0 to the bit the gradient is NaN.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square
     */
    public static Var det(Var a) {
        return Determinant.of(Determinant.Part.VALUE, Elementwise.toFloat(a));
    }

    /**
     * Sign and log of the magnitude of determinants of matrices {@code [.., n, n]}, in this order: {@code det = sign exp(log)}.
     * Where a pivot is 0 to the bit the sign is 0 and the log −∞, without a finite gradient. The sign has no gradient.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square
     */
    public static List<Var> slogdet(Var a) {
        Var x = Elementwise.toFloat(a);
        return List.of(Determinant.of(Determinant.Part.SIGN, x), Determinant.of(Determinant.Part.LOG, x));
    }

    /**
     * Logs of the determinants of symmetric positive definite matrices {@code [.., n, n]} by the Cholesky factor. NaN where a
     * matrix is not positive definite.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if the matrices are not square
     */
    public static Var logdetSpd(Var a) {
        return SpdLogDeterminant.of(Elementwise.toFloat(a));
    }

    /** The shape of the axes before the last two. */
    private static Shape matrices(Var x) {
        return x.shape().slice(0, x.rank() - 2);
    }

    /**
     * The main diagonals of square matrices: {@code [.., n, n]} to {@code [.., n]}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are fewer than two axes, or the last two differ
     */
    public static Var diagonal(Var a) {
        requireSquare("diagonal", a);
        int n = a.shape().size(-1);
        int[] positions = IntStream.range(0, n).map(i -> i * (n + 1)).toArray();
        Var rows = Axes.reshape(a, matrices(a).concat(Shape.of(n * n)));
        return Indexing.take(rows, Var.constant(Tensor.of(positions)), rows.rank() - 1);
    }

    /** The sums of the main diagonals of square matrices: {@code [.., n, n]} to {@code [..]}. */
    public static Var trace(Var a) {
        return Reductions.sum(diagonal(a), -1);
    }

    /**
     * Diagonal matrices of vectors, zeros beside the diagonal: {@code [.., n]} to {@code [.., n, n]}.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) for a scalar
     */
    public static Var diag(Var v) {
        requireVectors("diag", v);
        Shape shape = v.shape().concat(Shape.of(List.of(v.shape().extent(-1))));
        int[] rows = IntStream.range(0, v.rank()).toArray();
        Var repeated = Broadcast.into(v, shape, rows);
        return Elementwise.where(Triangles.isDiagonal(repeated), repeated, Creation.zerosLike(repeated));
    }

    /**
     * All products of an element of one vector with one of the other: {@code [.., m]} and {@code [.., n]} to {@code [.., m, n]};
     * leading axes broadcast. Integers stay integers.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) for a scalar, or if leading axes do not broadcast
     */
    public static Var outer(Var a, Var b) {
        requireVectors("outer", a);
        requireVectors("outer", b);
        return Axes.expandDims(a, -1).times(Axes.expandDims(b, -2));
    }

    private static void requireVectors(String function, Var x) {
        if (x.rank() == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    function + " needs vectors in the last axis, but got " + x.describe()
                            + "; give it an axis with vector or expandDims");
        }
    }

    /**
     * The lower triangle with its diagonal, zeros above.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are fewer than two axes
     */
    public static Var tril(Var a) {
        requireMatrices("tril", a);
        return Triangles.lower(a);
    }

    private static void requireSquare(String function, Var a) {
        requireMatrices(function, a);
        if (!a.shape().extent(-1).equals(a.shape().extent(-2))) {
            throw new GraphException(
                    GraphCode.SHAPE, function + " needs square matrices in the last two axes, but got " + a.describe());
        }
    }

    private static void requireMatrices(String function, Var a) {
        if (a.rank() < 2) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    function + " needs matrices in the last two axes, but got " + a.describe() + "; reshape it");
        }
    }
}
