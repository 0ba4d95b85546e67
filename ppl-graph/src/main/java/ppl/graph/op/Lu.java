package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.LinearAlgebra;
import ppl.graph.function.LuFactors;
import ppl.graph.function.Triangles;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * Triangular factors of square matrices {@code [.., n, n]} whose rows are exchanged: {@code a[p] = L U}. The result
 * {@code [.., n, n + 1]} holds {@code U} in its upper triangle, {@code L} below it (whose diagonal is 1 and not there), and in
 * its last column the row numbers {@code p}, which are exact: one elimination finds all three. {@link LuFactors} takes them apart.
 *
 * <p>Each matrix for itself. For ascending {@code k} the pivot is the greatest magnitude in column {@code k} at row {@code k} or
 * below it; of equals the first, and the first NaN if there is one. Its row is exchanged with row {@code k}. Each element by
 * sequential fma: {@code s = a_ij}, then {@code s = fma(-l_ik, u_kj, s)} for ascending {@code k < min(i, j)};
 * {@code u_ij = s}, {@code l_ij = s / u_jj}. Below a pivot that is 0 every {@code s} is 0, and {@code l_ij = s}: a singular
 * matrix has factors, with a 0 on the diagonal of {@code U}.
 */
public record Lu() implements Routine {

    @Override
    public String name() {
        return "lu";
    }

    @Override
    public int level() {
        return 2;
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var a = Check.only(name(), inputs);
        Check.isFloat(name(), a);
        if (a.rank() < 2 || !a.shape().extent(-1).equals(a.shape().extent(-2))) {
            throw new GraphException(GraphCode.SHAPE, "lu needs square matrices [.., n, n], but got " + a.describe());
        }
        return a.type()
                .with(a.shape().with(-1, Extent.of(a.shape().extent(-1).asVar().plus(1))));
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape shape = inputs.getFirst().shape();
        return (double) shape.elements() * shape.size(-1) / 3;
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] a = operands.getFirst().toDoubles();
        int n = type.shape().size(-2);
        double[] lu = new double[type.shape().elements()];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        double[][] rows = new double[n][n + 1];
        for (int first = 0; first < lu.length / (n + 1); first += n) {
            for (int i = 0; i < n; i++) {
                System.arraycopy(a, (first + i) * n, rows[i], 0, n);
                rows[i][n] = i;
            }
            eliminate(rows, n, arithmetic);
            for (int i = 0; i < n; i++) {
                System.arraycopy(rows[i], 0, lu, (first + i) * (n + 1), n + 1);
            }
        }
        return Arithmetic.tensor(lu, type);
    }

    private static void eliminate(double[][] rows, int n, Arithmetic arithmetic) {
        for (int k = 0; k < n; k++) {
            int chosen = pivot(rows, k);
            double[] top = rows[chosen];
            rows[chosen] = rows[k];
            rows[k] = top;
            for (int i = k + 1; i < n; i++) {
                double[] row = rows[i];
                row[k] = top[k] == 0 ? row[k] : arithmetic.div(row[k], top[k]);
                arithmetic.addMultiple(-row[k], top, row, k + 1, n);
            }
        }
    }

    /** The row at {@code k} or below with the greatest magnitude in column {@code k}. */
    private static int pivot(double[][] rows, int k) {
        int best = k;
        for (int i = k; i < rows.length; i++) {
            double x = Math.abs(rows[i][k]);
            double greatest = Math.abs(rows[best][k]);
            if (x > greatest || Double.isNaN(x) && !Double.isNaN(greatest)) {
                best = i;
            }
        }
        return best;
    }

    /** The column of the element, and those in which pivots up to its row were looked for, as any row may have got there. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int n = type.shape().size(-2);
        int j = element % (n + 1);
        int i = element / (n + 1) % n;
        int start = element / (n + 1) / n * n * n;
        int searched = Math.min(i, n - 2);
        return IntStream.range(0, n)
                .filter(c -> c <= searched || c == j)
                .boxed()
                .flatMap(c -> IntStream.range(0, n).mapToObj(r -> new Source(0, start + r * n + c)));
    }

    /**
     * With {@code G} the cotangent of both factors: {@code a[p]} has {@code L^-T (lower(L^T G_L) + upper(G_U U^T)) U^-T}, where
     * {@code lower} is without and {@code upper} with the diagonal. NaN or infinite where the matrix is singular.
     */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        LuFactors factors = new LuFactors(output);
        Var g = new LuFactors(cotangent).both();
        Var l = factors.lower();
        Var u = factors.upperTransposed();
        Var ofLower = LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(l), Triangles.strictlyLower(g));
        Var ofUpper = LinearAlgebra.matmul(Triangles.upper(g), Triangles.lower(u));
        Var inner = Triangles.strictlyLower(ofLower).plus(Triangles.upper(ofUpper));
        Var left = LinearAlgebra.triangularSolve(l, inner, true);
        Var both = LinearAlgebra.matrixTranspose(
                LinearAlgebra.triangularSolve(u, LinearAlgebra.matrixTranspose(left), true));
        return List.of(factors.restored(both));
    }
}
