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
 * Solves {@code L x = b}, or {@code L^T x = b}, for a lower triangular {@code L [n, n]} and {@code b [n, m]}; the upper
 * triangle of {@code L} is not read. Each element by substitution with sequential fma: {@code s = b_i}, then
 * {@code s = fma(-l_ik, x_k, s)} over the known {@code k} in the order in which they became known, then {@code s / l_ii}.
 */
public record TriangularSolve(boolean transposed) implements Routine {

    @Override
    public String name() {
        return transposed ? "triangular_solve_t" : "triangular_solve";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Var l = inputs.get(0);
        Var b = inputs.get(1);
        Check.isFloat(name(), l);
        boolean fits = l.rank() == 2
                && b.rank() == 2
                && l.dtype() == b.dtype()
                && l.shape().extent(0).equals(l.shape().extent(1))
                && l.shape().extent(1).equals(b.shape().extent(0));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "triangular_solve needs a square matrix [n, n] and a right side [n, m], but got " + l.describe()
                            + " and " + b.describe());
        }
        return b.type();
    }

    @Override
    public double operations(List<Var> inputs) {
        double n = inputs.getFirst().shape().size(0);
        return n * n / 2 * inputs.get(1).shape().size(1);
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] l = operands.get(0).toDoubles();
        double[] b = operands.get(1).toDoubles();
        int n = type.shape().size(0);
        int m = type.shape().size(1);
        double[] x = new double[n * m];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        for (int c = 0; c < m; c++) {
            for (int step = 0; step < n; step++) {
                int i = transposed ? n - 1 - step : step;
                double s = b[i * m + c];
                for (int known = 0; known < step; known++) {
                    int k = transposed ? n - 1 - known : known;
                    double factor = transposed ? l[k * n + i] : l[i * n + k];
                    s = arithmetic.fma(-factor, x[k * m + c], s);
                }
                x[i * m + c] = arithmetic.div(s, l[i * n + i]);
            }
        }
        return Arithmetic.tensor(x, type);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var l = inputs.get(0);
        Var db = LinearAlgebra.triangularSolve(l, cotangent, !transposed);
        Var dl = transposed
                ? LinearAlgebra.matmul(output, db.transpose())
                : LinearAlgebra.matmul(db, output.transpose());
        return List.of(LinearAlgebra.lower(dl).unaryMinus(), db);
    }
}
