package ppl.graph.math.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Triangles;
import ppl.graph.op.RichOp;

/**
 * Inverses of symmetric positive definite matrices {@code [.., n, n]}: {@code W^T W} with {@code W} the inverse of the {@link
 * ppl.graph.op.Cholesky} factor, so that the result is symmetric to the bit. The derivative is symmetric too.
 *
 * <p><b>Numerics</b>: the error is at most a small multiple of {@code n^2} ulp times the condition number. NaN where the matrix is
 * not positive definite.
 */
public record SpdInverse() implements RichOp {

    @Override
    public String name() {
        return "inverse_spd";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Squares.only("inverseSpd", inputs).type();
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var a = inputs.getFirst();
        Var w = LinearAlgebra.triangularSolve(LinearAlgebra.cholesky(a), Triangles.identity(a), false);
        return LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(w), w);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var product = LinearAlgebra.matmul(LinearAlgebra.matmul(output, cotangent), output);
        return List.of(halfOfBoth(product).unaryMinus());
    }

    /** Half of a matrix and of its transpose. */
    static Var halfOfBoth(Var x) {
        return x.plus(LinearAlgebra.matrixTranspose(x)).times(0.5);
    }
}
