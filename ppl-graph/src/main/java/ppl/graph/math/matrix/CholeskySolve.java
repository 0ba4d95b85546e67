package ppl.graph.math.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.op.RichOp;

/**
 * Solves {@code a x = b} for symmetric positive definite {@code a [.., n, n]} and {@code b [.., n, m]} by {@link
 * ppl.graph.op.Cholesky}, which reads the lower triangle only. The derivative by {@code a} is symmetric, as that of the factor.
 *
 * <p><b>Numerics</b>: the error is at most a small multiple of {@code n^2} ulp times the condition number of {@code a}. NaN where
 * {@code a} is not positive definite.
 */
public record CholeskySolve() implements RichOp {

    @Override
    public String name() {
        return "solve_spd";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Squares.solution("solveSpd", inputs);
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var l = LinearAlgebra.cholesky(inputs.get(0));
        return LinearAlgebra.triangularSolve(l, LinearAlgebra.triangularSolve(l, inputs.get(1), false), true);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var ofRight = Var.of(new CholeskySolve(), inputs.get(0), cotangent);
        Var product = LinearAlgebra.matmul(ofRight, LinearAlgebra.matrixTranspose(output));
        return List.of(SpdInverse.halfOfBoth(product).unaryMinus(), ofRight);
    }
}
