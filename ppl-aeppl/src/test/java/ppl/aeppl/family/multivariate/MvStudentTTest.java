package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** The multivariate t law. */
class MvStudentTTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var MU = Var.constant(1.0, -2);
    private static final Var MATRIX = Var.constant(Tensor.of(new double[][] {{2, -0.6}, {-0.6, 0.5}}));

    private static double logp(Law law, double... x) {
        return law.logDensity(Value.of(Var.constant(x))).total().eval().item();
    }

    @Test
    void of_one_element_it_is_the_t_law_as_far_as_doubles_go() {
        double[] x = {0.3, -40, 1e10, 1e155, -1e300};
        for (double nu : new double[] {1e-300, 0.1, 1, 4.5, 1e6, 1e200}) {
            double[] expected = Laws.logp(StudentT.of(nu, 0.25, 1.5).draw("t", x.length), x);
            for (int i = 0; i < x.length; i++) {
                Var scale = Var.constant(Tensor.of(new double[][] {{2.25}}));
                double got = logp(
                        MvStudentT.of(nu, Var.constant(new double[] {0.25}), scale)
                                .law(),
                        x[i]);
                String where = nu + " at " + x[i];
                assertTrue(Double.isFinite(got) || got == expected[i], where + ": " + got);
                assertEquals(expected[i], got, 1e-12 * Math.max(1, Math.abs(expected[i])), where);
            }
        }
    }

    @Test
    void of_infinitely_many_degrees_of_freedom_it_is_normal() {
        double expected = logp(MvNormal.of(MU, MATRIX).law(), 0.5, 0.5);
        for (double nu : new double[] {1e18, 1e305, INF}) {
            assertEquals(expected, logp(MvStudentT.of(nu, MU, MATRIX).law(), 0.5, 0.5), 1e-13);
        }
        double[] x = MvStudentT.of(INF, MU, MATRIX)
                .law(Shape.of(100))
                .draw(KeyVar.of(RandomKey.of(1)))
                .eval()
                .toDoubles();
        assertTrue(Arrays.stream(x).allMatch(v -> Math.abs(v) < 20), () -> Arrays.toString(x));
    }

    @Test
    void gradients_agree_with_differences() {
        Var nu = Var.input("nu", 3);
        Var mean = Var.input("mu", 2);
        Var cov = Var.input("scale", 2, 2);
        Var x = Var.input("x", 3, 2);
        Var symmetric = cov.plus(cov.transpose()).times(0.5);
        List<Tensor> at = List.of(
                Tensor.of(new double[] {0.4, 3, 50}),
                Tensor.of(new double[] {0.3, -1}),
                Tensor.of(new double[][] {{1.5, 0.4}, {0.4, 0.8}}),
                Tensor.of(new double[][] {{0.3, -1}, {100, -2}, {0.5, 0.25}}));
        for (MvStudentT family : List.of(MvStudentT.FAMILY, MvStudentT.CHOLESKY, MvStudentT.PRECISION)) {
            Var matrix = family.scale() == MvNormal.Scale.CHOLESKY ? Functions.cholesky(symmetric) : symmetric;
            Law law = new Distribution(family, List.of(nu, mean, matrix)).law();
            Var logp = law.logDensity(Value.of(x)).elementwise();
            assertEquals(Shape.of(3), logp.shape());
            CheckGradient check = CheckGradient.of(logp, List.of(nu, mean, cov, x), at, CompileOptions.defaults());
            assertTrue(check.error() < 1e-8, check::worst);
        }
    }

    /** By hand: {@code -(nu + d) x / (nu + |x|^2)}, which far out is {@code -(nu + d) / x}. */
    @Test
    void slopes_far_out_are_exact() {
        Var x = Var.input("x", 2);
        Law law = MvStudentT.of(3, Var.constant(0.0, 0), Functions.eye(2)).law();
        Var slope = Gradient.of(law.logDensity(Value.of(x)).total(), List.of(x)).getFirst();
        for (double size : new double[] {0.5, 40, 1e7, 1e120, 1e200}) {
            double[] got = Laws.values(List.of(x), List.of(Tensor.of(new double[] {3 * size, -4 * size})), slope);
            double scale = -5 / (3 / size + 25 * size);
            assertEquals(3 * scale, got[0], 1e-12 * Math.abs(scale), "at " + size);
            assertEquals(-4 * scale, got[1], 1e-12 * Math.abs(scale), "at " + size);
        }
    }

    @Test
    void infinite_values_have_no_density_and_no_gradient() {
        Var x = Var.input("x", 2, 2);
        Var logp = MvStudentT.of(3, MU, MATRIX)
                .law(Shape.of(2))
                .logDensity(Value.of(x))
                .elementwise();
        List<Tensor> at = List.of(Tensor.of(new double[][] {{INF, 1}, {-INF, INF}}));
        assertArrayEquals(new double[] {-INF, -INF}, Laws.values(List.of(x), at, logp));
        assertArrayEquals(
                new double[4],
                Laws.values(List.of(x), at, Gradient.of(logp.sum(), List.of(x)).getFirst()));
    }

    @Test
    void rows_of_a_batch_have_degrees_of_freedom_and_locations_of_their_own() {
        Var nu = Var.constant(1.0, 7);
        Var mu = Var.constant(Tensor.of(new double[][] {{0, 0}, {1, -1}}));
        Var x = Var.constant(Tensor.of(new double[][] {{0.5, 2}, {3, -1}}));
        double[] got = MvStudentT.cholesky(nu, mu, Functions.cholesky(MATRIX))
                .law()
                .logDensity(Value.of(x))
                .elementwise()
                .eval()
                .toDoubles();
        assertEquals(logp(MvStudentT.of(1, Var.constant(0.0, 0), MATRIX).law(), 0.5, 2), got[0], 1e-13);
        assertEquals(logp(MvStudentT.of(7, Var.constant(1.0, -1), MATRIX).law(), 3, -1), got[1], 1e-13);
    }

    /** Of two elements the standardised radius has {@code P(r^2 > q) = (1 + q / nu)^(-nu / 2)}. A false alarm in 1e5 runs. */
    @Test
    void draws_have_the_radius_and_the_correlation_of_the_law() {
        int n = 20_000;
        double nu = 5;
        Law law = MvStudentT.of(nu, MU, MATRIX).law(Shape.of(n));
        double[] x = law.draw(KeyVar.of(RandomKey.of(7))).eval().toDoubles();
        double[] p = new double[n];
        double cross = 0;
        for (int i = 0; i < n; i++) {
            double a = x[2 * i] - 1;
            double b = x[2 * i + 1] + 2;
            double q = (0.5 * a * a + 1.2 * a * b + 2 * b * b) / (2 * 0.5 - 0.36);
            p[i] = Math.pow(1 + q / nu, -nu / 2);
            cross += a * b / (a * a / 2 + b * b / 0.5 + 1e-300) / n;
        }
        assertTrue(kolmogorov(p) < 2.5);
        assertTrue(cross < -0.1, "no correlation");
        Moments moments = law.moments().orElseThrow(DensityCode.NO_RULE, "moments");
        assertArrayEquals(
                new double[] {10.0 / 3, 2.5 / 3}, moments.variance().eval().toDoubles(), 1e-13);
    }

    /** The share {@code q / (nu + q)} of a squared radius q has a beta law. 4 standard errors, a false alarm in 1e4 runs. */
    @Test
    void an_error_of_one_percent_in_the_size_of_draws_is_seen() {
        int n = 20_000;
        int d = 10;
        double nu = 50;
        Var chol = Functions.eye(d).times(1.5);
        double[] x = MvStudentT.cholesky(nu, Functions.zerosLike(Functions.diagonal(chol)), chol)
                .law(Shape.of(n))
                .draw(KeyVar.of(RandomKey.of(9)))
                .eval()
                .toDoubles();
        assertTrue(Math.abs(standardisedShare(x, d, nu, 1.5)) < 4);
        assertTrue(Math.abs(standardisedShare(x, d, nu, 1.5 * 1.01)) > 4);
    }

    private static double standardisedShare(double[] x, int d, double nu, double scale) {
        int n = x.length / d;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            double q = 0;
            for (int j = 0; j < d; j++) {
                q += Math.pow(x[i * d + j] / scale, 2);
            }
            mean += q / (nu + q) / n;
        }
        double sum = d + nu;
        double variance = d * nu / (sum * sum * (sum / 2 + 1));
        return (mean - d / sum) / Math.sqrt(variance / n);
    }

    private static double kolmogorov(double... p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < p.length; i++) {
            distance =
                    Math.max(distance, Math.max((i + 1.0) / p.length - sorted[i], sorted[i] - (double) i / p.length));
        }
        return distance * Math.sqrt(p.length);
    }

    @Test
    void moments_exist_from_the_degrees_of_freedom_on() {
        Moments one = moments(1);
        assertTrue(Double.isNaN(one.mean().eval().doubleAt(0)));
        assertEquals(1, moments(1.5).mean().eval().doubleAt(0));
        assertEquals(INF, moments(1.5).variance().eval().doubleAt(0));
        assertEquals(2, moments(INF).variance().eval().doubleAt(0));
    }

    private static Moments moments(double nu) {
        return MvStudentT.of(nu, MU, MATRIX).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
    }

    @Test
    void parameters_are_refused_in_words() {
        assertRefused("MvStudentT needs nu > 0, but nu is 0.0", () -> MvStudentT.of(0, MU, MATRIX));
        Var lopsided = Var.constant(Tensor.of(new double[][] {{1, 0}, {2, 1}}));
        assertRefused("MvStudentT needs scale to be symmetric", () -> MvStudentT.of(3, MU, lopsided));
        Var indefinite = Var.constant(Tensor.of(new double[][] {{1, 2}, {2, 1}}));
        assertEquals(
                List.of("MvStudentT.scale", 0.0),
                MvStudentT.of(3, MU, indefinite).law().checks().stream()
                        .flatMap(c -> Stream.of(c.owner() + "." + c.parameter(), (Object)
                                c.holds().eval().doubleAt(0)))
                        .toList());
        String message = assertThrows(GraphException.class, () -> MvStudentT.of(3, MU, Functions.eye(3)))
                .getMessage();
        assertTrue(message.contains("MvStudentT needs a location [.., d] and a matrix [d, d]"), message);
    }

    private static void assertRefused(String words, Runnable made) {
        LogDensityException e = assertThrows(LogDensityException.class, made::run);
        assertEquals(DensityCode.PARAMETER, e.code());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
