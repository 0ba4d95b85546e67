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
 * Matrix product {@code [B, m, k] x [B, k, n] -> [B, m, n]} with equal leading batch axes {@code B}. Sums over
 * {@code k} follow the contraction order of {@link CanonicalOrder}.
 */
public record MatMul() implements Routine {

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Var a = inputs.get(0);
        Var b = inputs.get(1);
        Check.isFloat(name(), a);
        int r = a.rank();
        boolean fits = r >= 2
                && r == b.rank()
                && a.dtype() == b.dtype()
                && a.shape().slice(0, r - 2).equals(b.shape().slice(0, r - 2))
                && a.shape().extent(r - 1).equals(b.shape().extent(r - 2));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "matmul needs matrices [.., m, k] and [.., k, n] with equal batch axes, but got " + a.describe()
                            + " and " + b.describe() + "; transpose or cast one of them");
        }
        return a.type().with(a.shape().with(r - 1, b.shape().extent(r - 1)));
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        double[] a = operands.get(0).toDoubles();
        double[] b = operands.get(1).toDoubles();
        int[] sizes = operands.get(0).sizes();
        int rows = sizes[sizes.length - 2];
        int inner = sizes[sizes.length - 1];
        int columns = operands.get(1).sizes()[sizes.length - 1];
        double[] out = new double[type.shape().elements()];
        Arithmetic arithmetic = Arithmetic.of(type.dtype());
        for (int o = 0; o < out.length; o++) {
            int j = o % columns;
            int i = o / columns % rows;
            int matrix = o / columns / rows;
            out[o] = dot(a, (matrix * rows + i) * inner, b, matrix * inner * columns + j, columns, inner, arithmetic);
        }
        return Arithmetic.tensor(out, type);
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape b = inputs.get(1).shape();
        return (double) inputs.get(0).shape().elements() * b.size(b.rank() - 1);
    }

    /** {@code n} products of neighbours in {@code a} and elements {@code stride} apart in {@code b}. */
    private static double dot(double[] a, int ai, double[] b, int bi, int stride, int n, Arithmetic arithmetic) {
        double[] blocks = new double[Math.max(1, Math.ceilDiv(n, CanonicalOrder.BLOCK))];
        for (int k = 0; k < n; k++) {
            int block = k / CanonicalOrder.BLOCK;
            blocks[block] = arithmetic.fma(a[ai + k], b[bi + k * stride], blocks[block]);
        }
        return CanonicalOrder.combinePairs(blocks, blocks.length, arithmetic::add);
    }

    /** A row of the first operand and a column of the second. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int[] sizes = operands.get(0).sizes();
        int rows = sizes[sizes.length - 2];
        int inner = sizes[sizes.length - 1];
        int columns = operands.get(1).sizes()[sizes.length - 1];
        int row = element / columns * inner;
        int column = element / columns / rows * inner * columns + element % columns;
        return Stream.concat(
                IntStream.range(0, inner).mapToObj(k -> new Source(0, row + k)),
                IntStream.range(0, inner).mapToObj(k -> new Source(1, column + k * columns)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var a = inputs.get(0);
        Var b = inputs.get(1);
        return List.of(
                LinearAlgebra.matmul(cotangent, LinearAlgebra.matrixTranspose(b)),
                LinearAlgebra.matmul(LinearAlgebra.matrixTranspose(a), cotangent));
    }
}
