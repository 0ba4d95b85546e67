package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.Backend;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;

import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Lu;

/** Matrices large enough for all threads of a block: the bits of the interpreter. */
class CudaMatricesTest {

    private static Var input(String name, DType dtype, int... sizes) {
        return Var.input(name, new TensorType(dtype, Shape.of(sizes)));
    }

    private static Object numbers(DType dtype, double[] x) {
        if (dtype == DType.F64) {
            return x;
        }
        float[] narrow = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            narrow[i] = (float) x[i];
        }
        return narrow;
    }

    private static Object[] run(Backend backend, Graph graph, Object... inputs) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = Lowering.compile(graph, backend, NumericMode.STRICT)) {
            compiled.caller().call(inputs, outputs);
        }
        return outputs;
    }

    private static void same(Graph graph, Object... inputs) {
        Object[] expected = run(PresentBackends.interp(), graph, inputs);
        Object[] actual = run(PresentBackends.cudaEmulated(7), graph, inputs);
        for (int k = 0; k < expected.length; k++) {
            int output = k;
            assertTrue(Bits.equal(expected[k], actual[k]), () -> "output " + output + " of " + graph);
        }
    }

    /** Two symmetric matrices, one of them not positive definite where it ends. */
    private static double[] symmetric(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = new double[2 * n * n];
        for (int m = 0; m < 2; m++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double value = i == j ? n * (m == 1 && i == n - 1 ? -1 : 1) : random.nextDouble(-1, 1);
                    x[m * n * n + i * n + j] = value;
                    x[m * n * n + j * n + i] = value;
                }
            }
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 35})
    void factors_and_solves(int n) {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Var a = input("a", dtype, 2, n, n);
            Var few = input("b", dtype, 2, n, 3);
            Var l = Functions.cholesky(a);
            List<Var> outputs = new ArrayList<>(List.of(l));
            for (boolean transposed : new boolean[] {false, true}) {
                outputs.add(Functions.triangularSolve(l, few, transposed));
                outputs.add(Functions.triangularSolve(a, a, transposed));
            }
            double[] right = new SplittableRandom(3).doubles(6 * n, -2, 2).toArray();
            same(
                    new Graph(List.of(a, few), outputs),
                    numbers(dtype, symmetric(n)),
                    numbers(dtype, right));
        }
    }

    /** Rows are exchanged, of equal sizes the first is taken, a NaN before any number, and a column of zeros stays. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 21})
    void exchanged_rows(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = new double[3 * n * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < n * n ? random.nextInt(-2, 3) : random.nextDouble(-1, 1);
        }
        for (int i = 0; i < n; i++) {
            x[n * n + i * n + n / 2] = 0;
        }
        x[2 * n * n + (n / 2) * n + n / 3] = Double.NaN;
        x[2 * n * n + (n - 1) * n + n / 3] = Double.NaN;
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Var a = input("a", dtype, 3, n, n);
            same(new Graph(List.of(a), List.of(Var.of(new Lu(), a))), numbers(dtype, x));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "31, 40, 33", "66, 261, 33", "2, 300, 40", "40, 300, 2"})
    void products(int rows, int inner, int columns) {
        SplittableRandom random = new SplittableRandom(rows);
        double[] x = random.doubles(2L * rows * inner, -1, 1).toArray();
        double[] y = random.doubles(2L * inner * columns, -1, 1).toArray();
        x[0] = Double.NaN;
        y[y.length - 1] = Double.POSITIVE_INFINITY;
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Var a = input("a", dtype, 2, rows, inner);
            Var b = input("b", dtype, 2, inner, columns);
            Var left = input("c", dtype, 2, inner, rows);
            Var right = input("d", dtype, 2, columns, inner);
            Graph graph = new Graph(
                    List.of(a, b, left, right),
                    List.of(
                            Functions.matmul(a, b),
                            Functions.matmul(left.transpose(0, 2, 1), b),
                            Functions.matmul(a, right.transpose(0, 2, 1))));
            same(graph, numbers(dtype, x), numbers(dtype, y), numbers(dtype, x), numbers(dtype, y));
        }
    }

    /** Sums by groups that the call gives: rows enough for many threads, groups of several blocks, rows of no group. */
    @ParameterizedTest
    @CsvSource({"511, 7, 1", "512, 7, 1", "700, 300, 2", "9000, 1, 1", "3000, 90, 3"})
    void groups_of_the_call(int rows, int groups, int others) {
        SplittableRandom random = new SplittableRandom(rows);
        int[] index = random.ints(rows, -1, groups + 1).toArray();
        Var x = input("x", DType.F64, others, rows);
        Var of = input("i", DType.I32, rows);
        Graph graph = new Graph(List.of(x, of), List.of(Functions.scatterAdd(x.times(x), of, 1, groups)));
        same(graph, random.doubles((long) rows * others, -1, 1).toArray(), index);
    }

    /** Data that float32 holds exactly are read as such by every kind of kernel. */
    @Test
    void float32_numbers_as_data() {
        int n = 34;
        double[] exact = symmetric(n);
        for (int i = 0; i < exact.length; i++) {
            exact[i] = (float) exact[i];
        }
        Var data = Var.constant(Tensor.of(exact, 2, n, n));
        Var x = input("x", DType.F64, 2, n, n);
        Var places = input("i", DType.I64, 4);
        List<Var> outputs = List.of(
                data.times(x).sum(2),
                Functions.matmul(data, x),
                Functions.matmul(x, data),
                Functions.triangularSolve(data, x, true),
                data.reshape(2 * n * n).get(places),
                Functions.cumsum(data.reshape(2 * n * n).plus(x.sum()), 0));
        double[] at = new SplittableRandom(8).doubles(2L * n * n, -1, 1).toArray();
        same(new Graph(List.of(x, places), outputs), at, new long[] {0, 2L * n * n - 1, 2L * n * n, -1});
    }

    /** Several points at once. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void points(int points) {
        int n = 18;
        Var a = input("a", DType.F64, n, n);
        Var l = Functions.cholesky(a);
        Graph graph = new Graph(List.of(a), List.of(l, Var.of(new Lu(), a), Functions.triangularSolve(l, a, true)));
        double[] two = symmetric(n);
        double[] all = new double[points * n * n];
        for (int i = 0; i < all.length; i++) {
            all[i] = two[i % two.length];
        }
        try (CompiledGraph compiled = Lowering.compile(graph, PresentBackends.cudaEmulated(9), NumericMode.STRICT)) {
            Object[] together = {new double[all.length], new double[points * n * (n + 1)], new double[all.length]};
            compiled.caller(points).call(new Object[] {all}, together);
            for (int p = 0; p < points; p++) {
                double[] one = java.util.Arrays.copyOfRange(all, p * n * n, (p + 1) * n * n);
                Object[] expected = run(PresentBackends.interp(), graph, one);
                for (int k = 0; k < expected.length; k++) {
                    int length = ((double[]) expected[k]).length;
                    double[] part =
                            java.util.Arrays.copyOfRange((double[]) together[k], p * length, (p + 1) * length);
                    assertTrue(Bits.equal(expected[k], part), "output " + k + " of point " + p);
                }
            }
        }
    }
}
