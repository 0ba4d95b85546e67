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
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * Solves {@code L x = b}, or {@code L^T x = b}, for lower triangular {@code L [.., n, n]} and {@code b [.., n, m]} with equal
 * leading axes; the upper triangles of {@code L} are not read. Each matrix is solved separately, each element by substitution with
 * sequential fma: {@code s = b_i}, then
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
        int r = l.rank();
        boolean fits = r >= 2
                && b.rank() == r
                && l.dtype() == b.dtype()
                && l.shape().slice(0, r - 2).equals(b.shape().slice(0, r - 2))
                && l.shape().extent(-2).equals(l.shape().extent(-1))
                && l.shape().extent(-1).equals(b.shape().extent(-2));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "triangular_solve needs square matrices [.., n, n] and right sides [.., n, m] of one type, with equal"
                            + " leading axes, but got " + l.describe() + " and " + b.describe());
        }
        return b.type();
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape right = inputs.get(1).shape();
        return (double) right.elements() * right.size(-2) / 2;
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] l = operands.get(0).toDoubles();
        double[] b = operands.get(1).toDoubles();
        int n = type.shape().size(-2);
        int m = type.shape().size(-1);
        double[] x = new double[b.length];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        for (int column = 0; column < x.length / Math.max(1, n); column++) {
            int matrix = column / m;
            solve(l, matrix * n * n, b, x, matrix * n * m + column % m, n, m, arithmetic);
        }
        return Arithmetic.tensor(x, type);
    }

    /** One right side, whose elements are {@code m} apart. */
    private void solve(double[] l, int factor, double[] b, double[] x, int first, int n, int m, Arithmetic arithmetic) {
        for (int step = 0; step < n; step++) {
            int i = transposed ? n - 1 - step : step;
            double s = b[first + i * m];
            for (int known = 0; known < step; known++) {
                int k = transposed ? n - 1 - known : known;
                double weight = l[factor + (transposed ? k * n + i : i * n + k)];
                s = arithmetic.fma(-weight, x[first + k * m], s);
            }
            x[first + i * m] = arithmetic.div(s, l[factor + i * n + i]);
        }
    }

    /** The right side up to the element, in the order of substitution, and the triangle of {@code L} over these rows. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int n = type.shape().size(-2);
        int m = type.shape().size(-1);
        int i = element / m % n;
        int matrix = element / m / n;
        int first = transposed ? i : 0;
        int last = transposed ? n - 1 : i;
        Stream<Source> factor = IntStream.rangeClosed(first, last).boxed().flatMap(r -> IntStream.rangeClosed(first, r)
                .mapToObj(c -> new Source(0, (matrix * n + r) * n + c)));
        Stream<Source> right =
                IntStream.rangeClosed(first, last).mapToObj(r -> new Source(1, (matrix * n + r) * m + element % m));
        return Stream.concat(factor, right);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var l = inputs.get(0);
        Var db = LinearAlgebra.triangularSolve(l, cotangent, !transposed);
        Var dl = transposed
                ? LinearAlgebra.matmul(output, LinearAlgebra.matrixTranspose(db))
                : LinearAlgebra.matmul(db, LinearAlgebra.matrixTranspose(output));
        return List.of(LinearAlgebra.tril(dl).unaryMinus(), db);
    }
}
