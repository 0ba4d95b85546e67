package ppl.graph.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.LinearAlgebra;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Lower Cholesky factor of a symmetric positive definite matrix {@code [n, n]}; only the lower triangle is read, the
 * upper triangle of the result is 0. Row by row, each element by sequential fma: {@code s = a_ij}, then
 * {@code s = fma(-l_ik, l_jk, s)} for ascending {@code k < j}; {@code l_jj = sqrt(s)}, {@code l_ij = s / l_jj}. A
 * matrix that is not positive definite gives NaN from the failing pivot on.
 */
public record Cholesky() implements Routine {

    @Override
    public String name() {
        return "cholesky";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var a = Check.only(name(), inputs);
        Check.isFloat(name(), a);
        if (a.rank() != 2 || !a.shape().extent(0).equals(a.shape().extent(1))) {
            throw new GraphException(GraphCode.SHAPE, "cholesky needs a square matrix, but got " + a.describe());
        }
        return a.type();
    }

    @Override
    public double operations(List<Var> inputs) {
        double n = inputs.getFirst().shape().size(0);
        return n * n * n / 6;
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] a = operands.getFirst().toDoubles();
        int n = type.shape().size(0);
        double[] l = new double[n * n];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    s = arithmetic.fma(-l[i * n + k], l[j * n + k], s);
                }
                l[i * n + j] = i == j ? arithmetic.sqrt(s) : arithmetic.div(s, l[j * n + j]);
            }
        }
        return Arithmetic.tensor(l, type);
    }

    /**
     * With {@code P} the lower triangle with its diagonal halved: {@code S = L^-T P(L^T G) L^-1}, made symmetric
     * (Murray 2016, arXiv:1602.07527, eq. 10).
     */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var l = output;
        Var p = LinearAlgebra.lowerHalf(LinearAlgebra.matmul(l.transpose(), cotangent));
        Var left = LinearAlgebra.triangularSolve(l, p, true);
        Var s = LinearAlgebra.triangularSolve(l, left.transpose(), true).transpose();
        return List.of(s.plus(s.transpose()).times(0.5));
    }
}
