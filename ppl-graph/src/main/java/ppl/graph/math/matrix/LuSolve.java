package ppl.graph.math.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.LuFactors;
import ppl.graph.op.RichOp;

/**
 * Solves {@code a x = b}, or {@code a^T x = b}, for matrices {@code a [.., n, n]} and right sides {@code b [.., n, m]} by {@link
 * ppl.graph.op.Lu}. The derivative is one more solve by the same factors (Giles 2008, Collected matrix derivative results, 2.3.1).
 *
 * <p><b>Numerics</b>: the error is at most a small multiple of {@code n^2} ulp times the condition number of {@code a} and the
 * growth of pivots, which is small but for matrices made for it. Where a pivot is 0 the solution is what division by it gives:
 * NaN or infinite.
 */
public record LuSolve(boolean transposed) implements RichOp {

    @Override
    public String name() {
        return transposed ? "solve_t" : "solve";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Squares.solution("solve", inputs);
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        LuFactors factors = LuFactors.of(inputs.get(0));
        Var b = inputs.get(1);
        Var l = factors.lower();
        Var u = factors.upperTransposed();
        if (transposed) { // a^T = U^T L^T P
            Var inner = LinearAlgebra.triangularSolve(u, b, false);
            return factors.restored(LinearAlgebra.triangularSolve(l, inner, true));
        }
        Var inner = LinearAlgebra.triangularSolve(l, factors.exchanged(b), false);
        return LinearAlgebra.triangularSolve(u, inner, true);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var ofRight = Var.of(new LuSolve(!transposed), inputs.get(0), cotangent);
        Var ofMatrix = transposed ? outer(output, ofRight) : outer(ofRight, output);
        return List.of(ofMatrix.unaryMinus(), ofRight);
    }

    /** {@code x y^T}. */
    private static Var outer(Var x, Var y) {
        return LinearAlgebra.matmul(x, LinearAlgebra.matrixTranspose(y));
    }
}
