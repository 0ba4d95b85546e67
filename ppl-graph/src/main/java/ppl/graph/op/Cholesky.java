package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.Triangles;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * Lower Cholesky factors of symmetric positive definite matrices {@code [.., n, n]}; only the lower triangles are read, the
 * upper triangles of the result are 0. Each matrix for itself, row by row, each element by sequential fma: {@code s = a_ij}, then
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
        if (a.rank() < 2 || !a.shape().extent(-1).equals(a.shape().extent(-2))) {
            throw new GraphException(
                    GraphCode.SHAPE, "cholesky needs square matrices [.., n, n], but got " + a.describe());
        }
        return a.type();
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape shape = inputs.getFirst().shape();
        return (double) shape.elements() * shape.size(-1) / 6;
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] a = operands.getFirst().toDoubles();
        int n = type.shape().size(-1);
        double[] l = new double[a.length];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        for (int start = 0; start < l.length; start += n * n) {
            factor(a, l, start, n, arithmetic);
        }
        return Arithmetic.tensor(l, type);
    }

    private static void factor(double[] a, double[] l, int start, int n, Arithmetic arithmetic) {
        for (int i = 0; i < n; i++) {
            int rowI = start + i * n;
            for (int j = 0; j <= i; j++) {
                int rowJ = start + j * n;
                double s = a[rowI + j];
                for (int k = 0; k < j; k++) {
                    s = arithmetic.fma(-l[rowI + k], l[rowJ + k], s);
                }
                l[rowI + j] = i == j ? arithmetic.sqrt(s) : arithmetic.div(s, l[rowJ + j]);
            }
        }
    }

    /** Of {@code l_ij}: the lower triangle down to row {@code j}, and row {@code i} up to there. None above the diagonal. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int n = type.shape().size(-1);
        int i = element / n % n;
        int j = element % n;
        int start = element - i * n - j;
        IntStream rows = IntStream.rangeClosed(0, i).filter(r -> r <= j || r == i);
        return j > i
                ? Stream.of()
                : rows.boxed().flatMap(r -> IntStream.rangeClosed(0, Math.min(r, j))
                        .mapToObj(c -> new Source(0, start + r * n + c)));
    }

    /**
     * With {@code P} the lower triangle with its diagonal halved: {@code S = L^-T P(L^T G) L^-1}, made symmetric
     * (Murray 2016, arXiv:1602.07527, eq. 10).
     */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var l = output;
        Var p = Triangles.lowerHalf(LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(l), cotangent));
        Var left = LinearAlgebra.triangularSolve(l, p, true);
        Var s = LinearAlgebra.matrixTranspose(
                LinearAlgebra.triangularSolve(l, LinearAlgebra.matrixTranspose(left), true));
        return List.of(s.plus(LinearAlgebra.matrixTranspose(s)).times(0.5));
    }
}
