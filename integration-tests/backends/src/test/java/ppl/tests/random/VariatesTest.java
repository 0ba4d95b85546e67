package ppl.tests.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;
import ppl.graph.random.Variates;

/** Draws fit their laws. Each check has a false-alarm rate of one in a million and is made once, with a fixed seed. */
class VariatesTest {

    private static final int BLOCK = 5_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("bins")
    void draws_fit_their_law(Bins law) {
        assertFits(law, 40_000);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("bins")
    void a_million_draws_fit_their_law(Bins law) {
        assertFits(law, 1_000_000);
    }

    static List<Bins> bins() {
        return Bins.all();
    }

    private static void assertFits(Bins law, int n) {
        double excess = excess(law, n, 1, (key, shape) -> draw(law, key, shape));
        assertTrue(excess < 0, () -> law + ": Pearson's statistic exceeds its 1e-6 critical value by " + excess);
    }

    @Test
    void one_percent_too_wide_a_normal_is_noticed() {
        Bins normal = Bins.all().stream()
                .filter(b -> b.name().equals("normal"))
                .findFirst()
                .orElseThrow();
        assertTrue(excess(normal, 1_000_000, 1.01, Variates::normal) > 0);
        assertTrue(excess(normal, 1_000_000, 1, Variates::normal) < 0);
    }

    /** Draws in blocks, each from a key of its own, through one compiled graph. */
    private static double excess(Bins law, int n, double factor, BiFunction<KeyVar, Shape, Var> draw) {
        Var key = Var.input("key", new TensorType(DType.I64, Shape.scalar()));
        Var draws = draw.apply(new KeyVar(key), Shape.of(BLOCK));
        long[] counts = law.counts();
        RandomKey seed = RandomKey.of(20261122);
        try (CompiledGraph compiled = new Graph(List.of(key), List.of(draws)).compile(CompileOptions.defaults())) {
            for (int i = 0; i < n / BLOCK; i++) {
                Tensor block = compiled.call(List.of(Tensor.scalar(seed.fold(i).bits())))
                        .getFirst();
                double[] x = block.toDoubles();
                for (int j = 0; j < x.length; j++) {
                    x[j] *= factor;
                }
                law.count(x, counts);
            }
        }
        return law.excess(counts);
    }

    private static Var draw(Bins law, KeyVar key, Shape shape) {
        double[] p = law.parameters();
        return switch (law.name()) {
            case "uniform" -> Variates.uniform(key, shape);
            case "normal" -> Variates.normal(key, shape);
            case "exponential" -> Variates.exponential(key, shape);
            case "gamma" -> Variates.gamma(key, Var.constant(p[0]), shape);
            case "chi_squared" -> Variates.chiSquared(key, Var.constant(p[0]), shape);
            case "beta" -> Variates.beta(key, Var.constant(p[0]), Var.constant(p[1]), shape);
            case "student_t" -> Variates.studentT(key, Var.constant(p[0]), shape);
            case "poisson" -> Variates.poisson(key, Var.constant(p[0]), shape);
            case "binomial" -> Variates.binomial(key, Var.constant((long) p[0]), Var.constant(p[1]), shape);
            case "categorical" -> Variates.categorical(key, Var.constant(p), shape);
            default -> throw new AssertionError(law);
        };
    }

    @Test
    void methods_for_small_and_large_parameters_meet_in_one_draw() {
        Var mu = Var.constant(0.0, 2.0, 9.999, 10.0, 300.0);
        double[] means = means(key -> Variates.poisson(key, mu.reshape(5, 1), Shape.of(5, 4_000)), 5);
        double[] expected = {0, 2, 9.999, 10, 300};
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[i], means[i], 5 * Math.sqrt(expected[i] / 4_000));
        }
    }

    @Test
    void binomial_takes_certain_and_impossible_events_and_no_trials() {
        Var n = Var.constant(Tensor.of(new long[] {12, 12, 0, 1_000_000}));
        Var p = Var.constant(0.0, 1.0, 0.3, 1.0);
        Tensor draw = eval(key -> Variates.binomial(key, n, p, Shape.of(4)));
        assertArrayEquals(new double[] {0, 12, 0, 1_000_000}, draw.toDoubles());
    }

    @Test
    void gamma_of_tiny_shape_is_finite_on_the_log_scale() {
        double[] y = eval(key -> Variates.logGamma(key, Var.constant(1e-4), Shape.of(1000)))
                .toDoubles();
        for (double v : y) {
            assertTrue(Double.isFinite(v) && v < 5, () -> "" + v);
        }
    }

    @Test
    void gamma_of_negative_shape_is_NaN() {
        assertTrue(Double.isNaN(eval(key -> Variates.gamma(key, Var.constant(-1.0), Shape.of(2)))
                .doubleAt(0)));
    }

    @Test
    void student_with_infinite_degrees_of_freedom_is_the_normal_draw() {
        Var nu = Var.constant(Double.POSITIVE_INFINITY);
        Tensor t = eval(key -> Variates.studentT(key, nu, Shape.of(100)));
        Tensor z = eval(key -> Variates.normal(key.fold("normal"), Shape.of(100)));
        assertEquals(z, t);
    }

    @Test
    void a_draw_does_not_depend_on_how_many_there_are() {
        double[] few = eval(key -> Variates.gamma(key, Var.constant(0.7), Shape.of(10)))
                .toDoubles();
        double[] many = eval(key -> Variates.gamma(key, Var.constant(0.7), Shape.of(1000)))
                .toDoubles();
        for (int i = 0; i < few.length; i++) {
            assertEquals(few[i], many[i]);
        }
    }

    @Test
    void draws_of_size_zero_are_legal() {
        assertEquals(
                0,
                eval(key -> Variates.poisson(key, Var.constant(3.0), Shape.of(0)))
                        .length());
        assertEquals(
                0,
                eval(key -> Variates.gamma(key, Var.constant(3.0), Shape.of(0, 4)))
                        .length());
    }

    @Test
    void categorical_weights_may_have_axes_before_the_last() {
        Var weights = Var.constant(Tensor.of(new double[][] {{1, 0, 0}, {0, 0, 2}}));
        Tensor draw = eval(key -> Variates.categorical(key, weights, Shape.of(3, 2)));
        assertArrayEquals(new double[] {0, 2, 0, 2, 0, 2}, draw.toDoubles());
    }

    @Test
    void categorical_without_an_axis_of_weights_is_refused() {
        assertThrows(
                GraphException.class, () -> eval(key -> Variates.categorical(key, Var.constant(1.0), Shape.of(2))));
    }

    @Test
    void multivariate_normal_has_the_covariance_of_its_factor() {
        Var factor = Var.constant(Tensor.of(new double[][] {{2, 0}, {-1, 0.5}}));
        int n = 100_000;
        double[] x = eval(key -> Variates.multivariateNormal(key, factor, Shape.of(n)))
                .toDoubles();
        double[] sums = new double[3];
        for (int i = 0; i < n; i++) {
            sums[0] += x[2 * i] * x[2 * i];
            sums[1] += x[2 * i] * x[2 * i + 1];
            sums[2] += x[2 * i + 1] * x[2 * i + 1];
        }
        // 5 standard errors; the variance of a product of normals is s11 s22 + s12^2
        assertEquals(4, sums[0] / n, 5 * Math.sqrt(32.0 / n));
        assertEquals(-2, sums[1] / n, 5 * Math.sqrt(9.0 / n));
        assertEquals(1.25, sums[2] / n, 5 * Math.sqrt(2 * 1.25 * 1.25 / n));
    }

    private interface Drawing {
        Var of(KeyVar key);
    }

    private static Tensor eval(Drawing drawing) {
        return drawing.of(KeyVar.of(RandomKey.of(5))).eval();
    }

    private static double[] means(Drawing drawing, int rows) {
        double[] x = eval(drawing).toDoubles();
        int columns = x.length / rows;
        double[] means = new double[rows];
        for (int i = 0; i < x.length; i++) {
            means[i / columns] += x[i] / columns;
        }
        return means;
    }
}
