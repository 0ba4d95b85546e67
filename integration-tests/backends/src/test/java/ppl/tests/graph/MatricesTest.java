package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.TriangularSolve;
import ppl.tests.backends.PresentBackends;

/** Solves, inverses and determinants, against references of 60 digits and against each other, on each backend. */
class MatricesTest {

    private static final double ULP = 0x1p-53;
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Errors are below this many times n ulp times the condition number; measured below half of it. */
    private static final double BOUND = 0.1;

    /** A line of the table. */
    record Row(
            String name,
            int n,
            Tensor a,
            Tensor b,
            double condition,
            double[] solution,
            double[] inverse,
            double sign,
            double log) {
        boolean isDefinite() {
            return name.startsWith("positive definite");
        }

        double bound() {
            return BOUND * n * condition * ULP;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MatricesTest.class.getResourceAsStream("matrices.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(MatricesTest::row).toList().stream();
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(";", -1);
        int n = Integer.parseInt(cells[1]);
        return new Row(
                cells[0],
                n,
                Tensor.of(doubles(cells[2]), n, n),
                Tensor.of(doubles(cells[3])),
                Double.parseDouble(cells[4]),
                doubles(cells[5]),
                doubles(cells[6]),
                Double.parseDouble(cells[7]),
                Double.parseDouble(cells[8]));
    }

    private static double[] doubles(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Values on both backends, which must agree to the bit. */
    private static List<double[]> values(List<Var> outputs, List<Var> inputs, Tensor... at) {
        List<List<double[]>> all = new ArrayList<>();
        for (String backend : List.of("interp", "vector")) {
            try (var compiled =
                    new Graph(inputs, outputs).compile(CompileOptions.defaults().withBackend(backend))) {
                all.add(compiled.call(List.of(at)).stream()
                        .map(Tensor::toDoubles)
                        .toList());
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            assertArrayEquals(all.getFirst().get(i), all.getLast().get(i), "result " + i + " of interp and vector");
        }
        return all.getFirst();
    }

    private static double[] value(Var y, Var x, Tensor at) {
        return values(List.of(y), List.of(x), at).getFirst();
    }

    /** Differences in the maximum norm, relative to the greatest of what is expected. */
    private static void assertNear(double[] expected, double[] actual, double bound, String what) {
        double greatest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(expected[i] - actual[i]) / greatest;
            int element = i;
            assertTrue(error <= bound, () -> what + ", element " + element + ": error " + error + ", bound " + bound);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_solution_an_inverse_and_a_determinant_are_as_near_as_the_condition_allows(Row row) {
        Var a = Var.input("a", row.n, row.n);
        Var b = Var.input("b", row.n);
        List<Var> sld = Functions.slogdet(a);
        List<double[]> y = values(
                List.of(Functions.solve(a, b), Functions.inverse(a), sld.get(0), sld.get(1), Functions.det(a)),
                List.of(a, b),
                row.a,
                row.b);
        assertNear(row.solution, y.get(0), row.bound(), "solution");
        assertNear(row.inverse, y.get(1), row.bound(), "inverse");
        assertEquals(row.sign, y.get(2)[0]);
        assertEquals(row.log, y.get(3)[0], row.bound() + ULP * Math.abs(row.log), "log of the determinant");
        double det = row.sign * Math.exp(row.log);
        assertEquals(
                det, y.get(4)[0], Math.abs(det) * (row.bound() + 4 * ULP * (1 + Math.abs(row.log))), "determinant");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void positive_definite_matrices_have_functions_of_their_own(Row row) {
        if (!row.isDefinite()) {
            return;
        }
        Var a = Var.input("a", row.n, row.n);
        Var b = Var.input("b", row.n);
        List<double[]> y = values(
                List.of(Functions.solveSpd(a, b), Functions.inverseSpd(a), Functions.logdetSpd(a)),
                List.of(a, b),
                row.a,
                row.b);
        assertNear(row.solution, y.get(0), row.bound(), "solution");
        assertNear(row.inverse, y.get(1), row.bound(), "inverse");
        assertEquals(row.log, y.get(2)[0], row.bound() + ULP * Math.abs(row.log), "log of the determinant");
        for (int i = 0; i < row.n; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(y.get(1)[i * row.n + j], y.get(1)[j * row.n + i], 0.0, "the inverse is symmetric");
            }
        }
    }

    /** By the references: the gradient of log|det| is the inverse transposed, that of a solution by its right side a solve. */
    @ParameterizedTest
    @MethodSource("rows")
    void gradients_are_as_near_as_the_condition_allows(Row row) {
        Var a = Var.input("a", row.n, row.n);
        Var b = Var.input("b", row.n);
        Var ofLog = Functions.matrixTranspose(Gradient.of(Functions.slogdet(a).get(1), a));
        Var weights = Var.constant(row.b);
        List<Var> ofSolution = Gradient.of(Functions.solve(a, b).times(weights).sum(), List.of(a, b));
        List<double[]> y = values(List.of(ofLog, ofSolution.get(0), ofSolution.get(1)), List.of(a, b), row.a, row.b);
        assertNear(row.inverse, y.get(0), row.bound(), "gradient of the log");
        double[] ofRight = new double[row.n];
        double[] ofMatrix = new double[row.n * row.n];
        for (int i = 0; i < row.n; i++) {
            for (int j = 0; j < row.n; j++) {
                ofRight[j] += row.inverse[i * row.n + j] * row.b.doubleAt(i);
            }
        }
        for (int i = 0; i < row.n * row.n; i++) {
            ofMatrix[i] = -ofRight[i / row.n] * row.solution[i % row.n];
        }
        double transposed =
                8 * row.n * row.condition * row.condition * ULP; // the reference is a product of rounded numbers
        assertNear(ofRight, y.get(2), transposed, "gradient by the right side");
        assertNear(ofMatrix, y.get(1), 2 * transposed, "gradient by the matrix");
    }

    @Test
    void a_right_side_of_one_axis_is_a_vector_and_leading_axes_broadcast() {
        Var a = Var.input("a", 2, 1, 3, 3);
        assertEquals(
                "float64[2, 1, 3]", Functions.solve(a, Var.input("b", 3)).type().toString());
        assertEquals(
                "float64[2, 4, 3, 2]",
                Functions.solve(a, Var.input("b", 4, 3, 2)).type().toString());
        assertEquals(
                "float64[2, 3, 5]",
                Functions.solveSpd(Var.input("a", 3, 3), Var.input("b", 2, 3, 5))
                        .type()
                        .toString());
        assertThrows(GraphException.class, () -> Functions.solve(Var.input("a", 3, 3), Var.input("b", 2, 3)));
        assertEquals("float64[2, 1]", Functions.det(a).type().toString());
        Var whole = Var.input("k", new TensorType(DType.I64, Shape.of(3, 3)));
        assertEquals(DType.F64, Functions.inverse(whole).dtype());
        assertEquals(DType.F32, Functions.slogdet(a.cast(DType.F32)).get(0).dtype());
    }

    @Test
    void each_matrix_of_a_batch_is_solved_for_itself() {
        Var a = Var.input("a", 3, 2, 2);
        Var b = Var.input("b", 3, 2, 1);
        Tensor at = Tensor.of(new double[] {0, 2, 1, 0, 4, 0, 0, 8, 1, 1, 0, 1}, 3, 2, 2);
        List<double[]> y = values(
                List.of(
                        Functions.solve(a, b),
                        Functions.det(a),
                        Functions.inverse(a),
                        Functions.slogdet(a).get(0)),
                List.of(a, b),
                at,
                Tensor.of(new double[] {6, 5, 8, 8, 3, 1}, 3, 2, 1));
        assertArrayEquals(new double[] {5, 3, 2, 1, 2, 1}, y.get(0));
        assertArrayEquals(new double[] {-2, 32, 1}, y.get(1));
        assertArrayEquals(new double[] {0, 1, 0.5, 0, 0.25, 0, 0, 0.125, 1, -1, 0, 1}, y.get(2));
        assertArrayEquals(new double[] {-1, 1, 1}, y.get(3));
    }

    @Test
    void matrices_without_rows_have_the_determinant_1() {
        Var a = Var.input("a", 0, 0);
        Var b = Var.input("b", 0, 2);
        List<double[]> y = values(
                List.of(
                        Functions.det(a),
                        Functions.slogdet(a).get(0),
                        Functions.slogdet(a).get(1),
                        Functions.logdetSpd(a),
                        Functions.solve(a, b),
                        Functions.solveSpd(a, b),
                        Functions.inverse(a)),
                List.of(a, b),
                Tensor.of(new double[0], 0, 0),
                Tensor.of(new double[0], 0, 2));
        assertEquals(1, y.get(0)[0]);
        assertEquals(1, y.get(1)[0]);
        assertEquals(0, y.get(2)[0]);
        assertEquals(0, y.get(3)[0]);
        for (int i = 4; i < 7; i++) {
            assertEquals(0, y.get(i).length);
        }
    }

    @Test
    void a_singular_matrix_has_the_determinant_0_and_no_finite_solution() {
        Var a = Var.input("a", 2, 2);
        List<Var> sld = Functions.slogdet(a);
        Var x = Functions.solve(a, Var.constant(1.0, 1.0));
        for (double[] singular : new double[][] {{1, 2, 2, 4}, {0, 0, 0, 0}, {0, 1, 0, 2}, {0, 0, -1, 5}}) {
            List<double[]> y =
                    values(List.of(Functions.det(a), sld.get(0), sld.get(1), x), List.of(a), Tensor.of(singular, 2, 2));
            assertEquals(0, Math.abs(y.get(0)[0]));
            assertEquals(0, Math.abs(y.get(1)[0]));
            assertEquals(-INF, y.get(2)[0]);
            assertTrue(Arrays.stream(y.get(3)).anyMatch(v -> !Double.isFinite(v)), Arrays.toString(y.get(3)));
        }
        double[] slope = value(Gradient.of(Functions.det(a), a), a, Tensor.of(new double[] {1, 2, 2, 4}, 2, 2));
        assertTrue(Arrays.stream(slope).anyMatch(Double::isNaN), Arrays.toString(slope));
        double[] unknown = value(sld.get(0), a, Tensor.of(new double[] {Double.NaN, 1, 1, 1}, 2, 2));
        assertEquals(Double.NaN, unknown[0]);
        double[] indefinite = value(Functions.logdetSpd(a), a, Tensor.of(new double[] {1, 2, 2, 1}, 2, 2));
        assertEquals(Double.NaN, indefinite[0]);
    }

    @Test
    void the_log_of_a_determinant_neither_overflows_nor_underflows() {
        int n = 400;
        Var a = Var.input("a", n, n);
        List<Var> sld = Functions.slogdet(a);
        for (double scale : new double[] {-1e3, 1e-3}) {
            double[] values = new double[n * n];
            for (int i = 0; i < n; i++) {
                values[i * n + (i + 1) % n] = scale;
            }
            List<double[]> y = values(sld, List.of(a), Tensor.of(values, n, n));
            assertEquals(-1, y.get(0)[0], "a cycle of an even number of rows is odd");
            assertEquals(n * Math.log(Math.abs(scale)), y.get(1)[0], 1e-12 * n);
        }
    }

    /** What a choice leaves out has no part in the gradient, though its matrix is singular. */
    @Test
    void a_matrix_that_a_choice_leaves_out_does_not_spoil_a_gradient() {
        Var a = Var.input("a", 2, 2, 2);
        Tensor at = Tensor.of(new double[] {2, 0, 0, 4, 1, 1, 1, 1}, 2, 2, 2);
        Var first = Var.constant(Tensor.of(new boolean[] {true, false}));
        Var ones = Functions.onesLike(a);
        Var zero = Var.constant(0.0);
        List<Var> chosen = List.of(
                Functions.where(first, Functions.slogdet(a).get(1), zero),
                Functions.where(first, Functions.solve(a, ones).sum(-1, -2), zero),
                Functions.where(first, Functions.inverse(a).sum(-1, -2), zero),
                Functions.where(first, Functions.logdetSpd(a), zero),
                Functions.where(first, Functions.solveSpd(a, ones).sum(-1, -2), zero),
                Functions.where(first, QuadraticForm.of(a, ones).sum(-1), zero),
                Functions.where(first, QuadraticForm.ofInverse(a, ones).sum(-1), zero),
                Functions.where(first, Functions.inverseSpd(a).sum(-1, -2), zero));
        for (Var y : chosen) {
            double[] slope = value(Gradient.of(y.sum(), a), a, at);
            assertTrue(Arrays.stream(slope, 0, 4).allMatch(Double::isFinite), Arrays.toString(slope));
            assertTrue(slope[0] != 0, Arrays.toString(slope));
            assertArrayEquals(new double[4], Arrays.copyOfRange(slope, 4, 8), Arrays.toString(slope));
        }
    }

    @Test
    void a_right_side_that_a_choice_leaves_out_does_not_spoil_a_gradient() {
        Var a = Var.input("a", 2, 2);
        Var right = Var.constant(Tensor.of(new double[] {1, INF, 2, Double.NaN}, 2, 2));
        Var first = Var.constant(Tensor.of(new boolean[] {true, false}));
        for (Var x : List.of(Functions.solve(a, right), Functions.solveSpd(a, right))) {
            Var y = Functions.where(first, x, Var.constant(0.0)).sum();
            double[] slope = value(Gradient.of(y, a), a, Tensor.of(new double[] {2, 0, 0, 4}, 2, 2));
            assertEquals(-0.25, slope[0], 1e-15);
            assertTrue(Arrays.stream(slope).allMatch(Double::isFinite), Arrays.toString(slope));
        }
    }

    @Test
    void a_column_that_a_choice_leaves_out_does_not_spoil_the_gradient_of_a_quadratic_form() {
        Var a = Var.input("a", 2, 2);
        Var columns = Var.constant(Tensor.of(new double[] {1, INF, 2, Double.NaN}, 2, 2));
        Var first = Var.constant(Tensor.of(new boolean[] {true, false}));
        List<Var> forms = List.of(QuadraticForm.of(a, columns), QuadraticForm.ofInverse(a, columns));
        double[][] slopes = {{1, 2, 2, 4}, {-0.25, -0.25, -0.25, -0.25}};
        for (int i = 0; i < 2; i++) {
            Var y = Functions.where(first, forms.get(i), Var.constant(0.0)).sum();
            double[] slope = value(Gradient.of(y, a), a, Tensor.of(new double[] {2, 0, 0, 4}, 2, 2));
            assertArrayEquals(slopes[i], slope, 1e-14);
        }
    }

    /** {@code log det a + b' a^-1 b}, as in a normal density: both by one factor, and their gradients too. */
    @Test
    void a_density_and_its_gradient_share_one_factor_of_their_matrix() {
        Var a = Var.input("a", 5, 5);
        Var b = Var.input("b", 5, 1);
        Var y = Functions.logdetSpd(a).plus(QuadraticForm.ofInverse(a, b).sum());
        List<Var> outputs = List.of(y, Gradient.of(y, a), Gradient.of(y, b));
        Program program = Lowering.lower(new Graph(List.of(a, b), outputs), PresentBackends.interp(), NumericMode.STRICT);
        assertEquals(1, count(program, op -> op instanceof Cholesky));
        assertEquals(3, count(program, op -> op instanceof TriangularSolve), "two for a^-1 b, one for the inverse");
        assertEquals(1, count(program, op -> op instanceof MatMul), "the inverse from that of the factor");
    }

    private static long count(Program program, Predicate<Op> kind) {
        return program.order().stream().filter(x -> kind.test(x.op())).count();
    }

    @Test
    void matrices_that_are_not_square_are_refused_by_the_name_of_the_function() {
        Var a = Var.input("a", 2, 3);
        assertRefused("inverse", () -> Functions.inverse(a));
        assertRefused("det", () -> Functions.det(a));
        assertRefused("solve", () -> Functions.solve(a, Var.input("b", 3)));
        assertRefused("solveSpd", () -> Functions.solveSpd(a, Var.input("b", 3)));
        assertRefused("inverseSpd", () -> Functions.inverseSpd(a));
    }

    private static void assertRefused(String function, Runnable call) {
        String message = assertThrows(GraphException.class, call::run).getMessage();
        assertTrue(message.startsWith(function + " needs") && message.contains("'a' float64[2, 3]"), message);
    }
}
