package ppl.graph.math.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Reductions;
import ppl.graph.op.RichOp;

/**
 * Logs of the determinants of symmetric positive definite matrices {@code [.., n, n]} by {@link ppl.graph.op.Cholesky}, which reads the
 * lower triangle only. The derivative is the inverse, from the same factor, without a sweep back through the factor.
 *
 * <p><b>Numerics</b>: the value has the relative error of the pivots, a small multiple of {@code n} ulp times the condition number. NaN
 * where a matrix is not positive definite.
 */
public record SpdLogDeterminant() implements RichOp {

    /** The logs for matrices. */
    public static Var of(Var a) {
        return Var.of(new SpdLogDeterminant(), a);
    }

    @Override
    public String name() {
        return "logdet_spd";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var a = Squares.only("logdetSpd", inputs);
        return a.type().with(a.shape().slice(0, a.rank() - 2));
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var factor = LinearAlgebra.cholesky(inputs.getFirst());
        return Reductions.sum(LinearAlgebra.diagonal(factor).log(), -1).times(2);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var inverse = Var.of(new SpdInverse(), inputs.getFirst());
        return List.of(inverse.times(Axes.expandDims(Axes.expandDims(cotangent, -1), -1)));
    }
}
