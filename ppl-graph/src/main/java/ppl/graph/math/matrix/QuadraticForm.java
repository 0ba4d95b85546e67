package ppl.graph.math.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Reductions;
import ppl.graph.op.RichOp;

/**
 * Quadratic forms of the columns of {@code b [.., n, m]} by symmetric positive definite {@code a [.., n, n]}: {@code b' a^-1 b}, the squared
 * Mahalanobis distance, or {@code b' a b}. Each is a sum of squares, of {@code L^-1 b} or {@code L' b} for the {@link ppl.graph.op.Cholesky}
 * factor L of {@code a}, of which the lower triangle only is read. The derivative by {@code a} is {@code -x x'} for {@code x = a^-1 b}, or
 * {@code b b'}, without a sweep back through the factor; it is symmetric.
 *
 * <p><b>Shapes</b>: a form for each column, {@code [.., m]}.
 *
 * <p><b>Numerics</b>: never negative. The relative error is at most a small multiple of {@code n^2} ulp times the condition number. NaN
 * where {@code a} is not positive definite.
 *
 * @param inverse true for the inverse of {@code a}
 */
public record QuadraticForm(boolean inverse) implements RichOp {

    /** The forms {@code b' a^-1 b} of columns. */
    public static Var ofInverse(Var a, Var b) {
        return of(true, a, b);
    }

    /** The forms {@code b' a b} of columns. */
    public static Var of(Var a, Var b) {
        return of(false, a, b);
    }

    private static Var of(boolean inverse, Var a, Var b) {
        Var x = Elementwise.toFloat(a);
        Var y = Elementwise.toFloat(b);
        DType dtype = DType.promote(x.dtype(), y.dtype());
        return Var.of(new QuadraticForm(inverse), x.cast(dtype), y.cast(dtype));
    }

    @Override
    public String name() {
        return inverse ? "quadratic_form_of_inverse" : "quadratic_form";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        TensorType type = Squares.solution("quadraticForm", inputs);
        int r = type.shape().rank();
        return type.with(type.shape().slice(0, r - 2).concat(type.shape().slice(r - 1, r)));
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var l = LinearAlgebra.cholesky(inputs.get(0));
        Var b = inputs.get(1);
        Var z = inverse
                ? LinearAlgebra.triangularSolve(l, b, false)
                : LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(l), b);
        return Reductions.sum(z.square(), -2);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var a = inputs.get(0);
        Var b = inputs.get(1);
        Var weight = Axes.expandDims(cotangent, -2);
        if (inverse) {
            Var x = Var.of(new CholeskySolve(), a, b);
            return List.of(squares(x, weight.unaryMinus()), x.times(weight).times(2));
        }
        Var l = LinearAlgebra.cholesky(a);
        Var product = LinearAlgebra.matmul(l, LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(l), b));
        return List.of(squares(b, weight), product.times(weight).times(2));
    }

    /** The sum over columns of their squares {@code x x'}, with weights {@code [.., 1, m]}. */
    private static Var squares(Var x, Var weight) {
        Var transposed = LinearAlgebra.matrixTranspose(x);
        if (x.shape().extent(-1).is(1)) {
            return x.times(transposed).times(weight);
        }
        return SpdInverse.halfOfBoth(LinearAlgebra.matmul(x.times(weight), transposed));
    }
}
