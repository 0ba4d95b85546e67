package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Both forms of the LKJ law, by factors and by matrices: what they have in common, and how one follows from the other. */
class LkjTest {

    private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;

    static Stream<MultivariateFamily> ofThreeRows() {
        return Stream.of(new LkjCholesky(3), new LkjCorrelation(3));
    }

    private static Bijector map(MultivariateFamily family) {
        return family.support(List.of()).bijector();
    }

    /** The trapezoidal rule over coordinates converges fast, since the density falls exponentially: so it and the Jacobian are right. */
    @ParameterizedTest
    @MethodSource("ofThreeRows")
    void it_integrates_to_one_over_the_coordinates(MultivariateFamily family) {
        double[][] etas = {{0.5, 41, 0.65}, {2.5, 21, 0.4}};
        for (double[] e : etas) {
            int n = (int) e[1];
            double step = e[2];
            double[] u = new double[n * n * n * 3];
            for (int i = 0; i < n * n * n; i++) {
                u[3 * i] = (i / (n * n) - n / 2) * step;
                u[3 * i + 1] = (i / n % n - n / 2) * step;
                u[3 * i + 2] = (i % n - n / 2) * step;
            }
            Var points = Var.constant(Tensor.of(u, n * n * n, 3));
            Law law = family.with(e[0]).law(Shape.of(n * n * n));
            double total = law.logDensity(map(family).forward(points))
                    .plus(map(family).logJacobian(points))
                    .elementwise()
                    .exp()
                    .sum()
                    .times(step * step * step)
                    .eval()
                    .item();
            assertEquals(1, total, 1e-4, "eta " + e[0]);
        }
    }

    /** Both have one density of the coordinates, so the Jacobian of the product is right too. */
    @Test
    void factors_and_matrices_have_the_same_density_of_the_coordinates() {
        double[] u =
                IntStream.range(0, 12).mapToDouble(i -> 1.5 * Math.sin(2.5 * i)).toArray();
        Var at = Var.constant(Tensor.of(u, 2, 6));
        double[] byFactor = density(new LkjCholesky(4), at);
        double[] byMatrix = density(new LkjCorrelation(4), at);
        assertArrayEquals(byFactor, byMatrix, 1e-12);
    }

    private static double[] density(MultivariateFamily family, Var u) {
        return family.with(1.5)
                .law(Shape.of(2))
                .logDensity(map(family).forward(u))
                .plus(map(family).logJacobian(u))
                .elementwise()
                .eval()
                .toDoubles();
    }

    /** By digits and by the factor that a map knows: elimination against the diagonal. */
    @Test
    void the_density_of_a_matrix_by_its_digits_is_that_of_its_factor() {
        double[] u = IntStream.range(0, 10).mapToDouble(i -> Math.cos(1.7 * i)).toArray();
        Value known = map(new LkjCorrelation(5)).forward(Var.constant(u));
        for (double eta : new double[] {0.5, 2, 100}) {
            Law law = LkjCorrelation.of(eta, 5).law();
            double expected = law.logDensity(known).total().eval().item();
            double got = law.logDensity(Value.of(known.var())).total().eval().item();
            assertEquals(expected, got, 1e-12 * Math.max(1, Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("ofThreeRows")
    void gradients_by_eta_and_coordinates_agree_with_differences(MultivariateFamily family) {
        Var eta = Var.input("eta", 2);
        Var u = Var.input("u", 3, 2, 3);
        Law law = family.law(List.of(eta), Shape.of(3, 2), Sources.none());
        Var logp = law.logDensity(map(family).forward(u))
                .plus(map(family).logJacobian(u))
                .elementwise();
        assertEquals(Shape.of(3, 2), logp.shape());
        double[] at =
                IntStream.range(0, 18).mapToDouble(i -> 2 * Math.sin(3 * i)).toArray();
        List<Tensor> values = List.of(Tensor.of(new double[] {0.5, 30}), Tensor.of(at, 3, 2, 3));
        CheckGradient check = CheckGradient.of(logp, List.of(eta, u), values, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @ParameterizedTest
    @MethodSource("ofThreeRows")
    void each_matrix_of_a_batch_has_an_eta_of_its_own_and_one_jacobian_term(MultivariateFamily family) {
        Var matrices = family.with(Var.constant(0.75, 3)).draw("matrices");
        assertEquals(Shape.of(2, 3, 3), matrices.shape());
        JointDensity joint = Joint.empty().free("matrices", matrices).derive();
        assertEquals(Shape.of(2, 3), joint.unconstrained().getFirst().shape());
        joint.factors()
                .forEach(f ->
                        assertEquals(Shape.of(2), f.terms().shape(), f.kind().toString()));
        double[] u = {0.3, -0.2, 1.1, 0.7, -2, 0.1};
        double together = total(joint, Tensor.of(u, 2, 3));
        double apart = 0;
        for (int row = 0; row < 2; row++) {
            Var one = family.with(row == 0 ? 0.75 : 3).draw("one");
            JointDensity alone = Joint.empty().free("one", one).derive();
            apart += total(alone, Tensor.of(Arrays.copyOfRange(u, 3 * row, 3 * row + 3)));
        }
        assertEquals(apart, together, 1e-13);
    }

    private static double total(JointDensity joint, Tensor u) {
        return Laws.values(joint.unconstrained(), List.of(u), joint.total(Checks.NEG_INF))[0];
    }

    /** Far out the density falls by 2 b for each unit of a coordinate in a column, b the shape of its beta law: here 1 and 1/2. */
    @ParameterizedTest
    @MethodSource("ofThreeRows")
    void density_and_gradient_are_finite_where_the_diagonal_underflows(MultivariateFamily family) {
        Var x = family.with(0.5).draw("x");
        JointDensity joint = Joint.empty().free("x", x).derive();
        Tensor at = Tensor.of(new double[] {900, 0.3, -800});
        assertEquals(-2 * 200 - 500, total(joint, Tensor.of(new double[] {1100, 0.3, -1300})) - total(joint, at), 1e-9);
        Var gradient =
                Gradient.of(joint.total(Checks.NEG_INF), joint.unconstrained()).getFirst();
        double[] slope = Laws.values(joint.unconstrained(), List.of(at), gradient);
        assertEquals(-2, slope[0], 1e-12);
        assertEquals(1, slope[2], 1e-12);
        assertEquals(-2 * Math.tanh(0.3), slope[1], 1e-12);
    }

    /** Where every element beside the diagonal is 0, of which nobody must take the log. */
    @ParameterizedTest
    @MethodSource("ofThreeRows")
    void at_the_identity_the_gradient_is_0(MultivariateFamily family) {
        JointDensity joint = Joint.empty().free("x", family.with(0.5).draw("x")).derive();
        Var gradient =
                Gradient.of(joint.total(Checks.NEG_INF), joint.unconstrained()).getFirst();
        assertArrayEquals(
                new double[3], Laws.values(joint.unconstrained(), List.of(Tensor.of(new double[3])), gradient));
    }

    @Test
    void values_that_are_no_factors_have_no_density_and_no_gradient() {
        double[][] outside = {
            {1, 0, 0.6, -0.8}, // negative on the diagonal
            {1, 0, 1, 0}, // 0 there: of a singular matrix
            {0.6, 0.8, 0.6, 0.8}, // above the diagonal
            {1, 0, 0.6, 0.81}, // a row not of length 1
            {-1, 0, 0.6, 0.8},
            {1, 0, Double.NaN, 0.8},
            {1, 0, Double.POSITIVE_INFINITY, 0},
        };
        haveNone(new LkjCholesky(2), outside);
    }

    @Test
    void values_that_are_no_correlation_matrices_have_no_density_and_no_gradient() {
        double[][] outside = {
            {1, 0.5, 0.4, 1}, // not symmetric
            {1, 1, 1, 1}, // singular
            {1, 1.5, 1.5, 1}, // not positive definite
            {1, 0.5, 0.5, 1.1},
            {1, Double.NaN, Double.NaN, 1},
            {1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1},
        };
        haveNone(new LkjCorrelation(2), outside);
        double[] likeTwoButNotAllThree = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
        assertEquals(
                MINUS_INFINITY,
                LkjCorrelation.of(2, 3)
                        .law()
                        .logDensity(Value.of(Var.constant(Tensor.of(likeTwoButNotAllThree, 3, 3))))
                        .total()
                        .eval()
                        .item());
    }

    private static void haveNone(MultivariateFamily family, double[][] outside) {
        for (double eta : new double[] {0.5, 1, 3}) {
            Var x = Var.input("x", outside.length, 2, 2);
            Tensor at =
                    Tensor.of(Stream.of(outside).flatMapToDouble(Arrays::stream).toArray(), outside.length, 2, 2);
            Var logp = family.with(eta)
                    .law(Shape.of(outside.length))
                    .logDensity(Value.of(x))
                    .elementwise();
            double[] none = new double[outside.length];
            Arrays.fill(none, MINUS_INFINITY);
            assertArrayEquals(none, Laws.values(List.of(x), List.of(at), logp), "eta " + eta);
            Var gradient = Gradient.of(logp.sum(), List.of(x)).getFirst();
            assertArrayEquals(new double[4 * outside.length], Laws.values(List.of(x), List.of(at), gradient));
        }
    }

    @Test
    void by_digits_the_gradient_is_along_the_elements_below_the_diagonal() {
        Var r = Var.input("r", 3);
        Var one = Var.constant(1.0);
        Var a = r.get(0);
        Var b = r.get(1);
        Var c = r.get(2);
        Var x = Functions.reshape(Functions.stack(List.of(one, a, b, a, one, c, b, c, one), 0), 3, 3);
        Var logp = LkjCorrelation.of(2.5, 3).law().logDensity(Value.of(x)).total();
        Tensor at = Tensor.of(new double[] {0.5, -0.25, 0.4});
        CheckGradient check = CheckGradient.of(logp, List.of(r), List.of(at), CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void it_is_a_law_on_a_surface_around_the_identity(int n) {
        for (MultivariateFamily family : List.of(new LkjCholesky(n), new LkjCorrelation(n))) {
            Distribution d = family.with(2);
            Law law = d.law(Shape.of(5));
            assertEquals(new BaseMeasure.Surface(n * (n - 1) / 2), law.type().measure());
            assertEquals(Shape.of(5), law.type().batchShape());
            double[] one = Functions.eye(n).eval().toDoubles();
            double[] points = law.supportPoint().eval().toDoubles();
            assertArrayEquals(one, Arrays.copyOf(points, n * n));
            double[] u = map(family).inverse(law.supportPoint()).eval().toDoubles();
            assertArrayEquals(new double[5 * n * (n - 1) / 2], u);
        }
    }

    @Test
    void of_one_row_there_is_one_matrix_with_density_1() {
        for (MultivariateFamily family : List.of(new LkjCholesky(1), new LkjCorrelation(1))) {
            Var x = family.with(2).draw("x", 3);
            Tensor ones = Tensor.of(new double[] {1, 1, 2}, 3, 1, 1);
            double[] logp = Laws.values(
                    List.of(),
                    List.of(),
                    Joint.law(x).logDensity(Value.of(Var.constant(ones))).elementwise());
            assertArrayEquals(new double[] {0, 0, MINUS_INFINITY}, logp);
            JointDensity joint = Joint.empty().free("x", x).derive();
            assertEquals(0, total(joint, Tensor.of(new double[0], 3, 0)));
        }
    }

    @Test
    void what_is_computed_of_its_elements_is_refused_and_so_is_a_part_of_a_matrix() {
        Var x = LkjCholesky.of(2, 3).draw("x", 4);
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(x.times(2)));
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, e.code(), e.getMessage());
        assertTrue(
                e.getMessage().contains("lie together in the set {Cholesky factors of correlations}"), e.getMessage());
        String message = assertThrows(
                        LogDensityException.class, () -> Joint.law(x.get(0).get(1)))
                .getMessage();
        assertTrue(message.contains("have a joint law, so these axes stay whole and the last, in order"), message);
    }

    @Test
    void some_matrices_of_a_batch_have_their_law_and_so_have_transposed_ones() {
        Var x = LkjCholesky.of(2, 3).draw("x", 4);
        assertEquals(
                Shape.of(2), Joint.law(Functions.slice(x, 0, 1, 2, 1)).type().batchShape());
        Var at = new LkjCholesky(3)
                .law(List.of(Var.constant(2.0)), Shape.of(4), Sources.none())
                .draw(KeyVar.of(RandomKey.of(1)));
        double[] expected =
                Joint.law(x).logDensity(Value.of(at)).elementwise().eval().toDoubles();
        Law transposed = Joint.law(Functions.matrixTranspose(x));
        double[] got = transposed
                .logDensity(Value.of(Functions.matrixTranspose(at)))
                .elementwise()
                .eval()
                .toDoubles();
        assertArrayEquals(expected, got);
        assertEquals("[-1.0, 1.0]", transposed.type().support().toString());
    }

    @Test
    void parameters_are_refused_in_words() {
        assertTrue(assertThrows(LogDensityException.class, () -> LkjCholesky.of(0, 3))
                .getMessage()
                .contains("LKJCholesky needs eta > 0, but eta is 0.0"));
        assertTrue(assertThrows(LogDensityException.class, () -> LkjCorrelation.of(Var.constant(1.0, -2), 3))
                .getMessage()
                .contains("LKJCorrelation needs eta > 0, but eta[1] is -2.0"));
        LogDensityException e = assertThrows(LogDensityException.class, () -> LkjCholesky.of(1, 0));
        assertEquals(
                "[PARAMETER]: LKJCholesky needs n >= 1, but n is 0; give the number of variables that are correlated",
                e.getMessage().replace("LogDensityException ", ""));
    }
}
