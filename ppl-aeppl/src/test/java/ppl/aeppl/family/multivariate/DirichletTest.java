package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Simplex;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** The Dirichlet law, and the map by which samplers reach the simplex. */
class DirichletTest {

    private static final Bijector ILR = new Simplex().bijector();

    @Test
    void of_two_components_it_is_the_beta_law() {
        double[] p = {1e-12, 0.2, 0.7, 0.999};
        for (double[] shapes : new double[][] {{0.5, 0.25}, {2, 3.5}, {40, 7}}) {
            Var beta = Beta.of(Var.constant(shapes[0]), Var.constant(shapes[1])).draw("b", p.length);
            double[] expected = Laws.logp(beta, p);
            for (int i = 0; i < p.length; i++) {
                double got = Dirichlet.of(Var.constant(shapes))
                        .law()
                        .logDensity(Value.of(Var.constant(p[i], 1 - p[i])))
                        .total()
                        .eval()
                        .item();
                assertEquals(expected[i], got, 1e-12 * Math.max(1, Math.abs(expected[i])));
            }
        }
    }

    /** The trapezoidal rule over coordinates converges fast, since the density falls exponentially: so both it and the Jacobian are right. */
    @Test
    void it_integrates_to_one_over_the_coordinates() {
        int n = 241;
        double reach = 24;
        double step = 2 * reach / (n - 1);
        double[] u = new double[n * n * 2];
        for (int i = 0; i < n * n; i++) {
            u[2 * i] = -reach + (i / n) * step;
            u[2 * i + 1] = -reach + (i % n) * step;
        }
        for (double[] alpha : new double[][] {{1, 1, 1}, {2, 0.75, 3.5}, {20, 30, 0.9}}) {
            Var points = Var.constant(Tensor.of(u, n * n, 2));
            Law law = Dirichlet.of(Var.constant(alpha)).law(Shape.of(n * n));
            double total = law.logDensity(ILR.forward(points))
                    .plus(ILR.logJacobian(points))
                    .elementwise()
                    .exp()
                    .sum()
                    .times(step * step)
                    .eval()
                    .item();
            assertEquals(1, total, 1e-6, Arrays.toString(alpha));
        }
    }

    @Test
    void the_jacobian_is_that_of_differences() {
        double[] u = {0.4, -1.3};
        double h = 1e-5;
        double[][] slope = new double[2][2];
        for (int j = 0; j < 2; j++) {
            double[] up = u.clone();
            double[] down = u.clone();
            up[j] += h;
            down[j] -= h;
            double[] high = ILR.forward(Var.constant(up)).var().eval().toDoubles();
            double[] low = ILR.forward(Var.constant(down)).var().eval().toDoubles();
            for (int i = 0; i < 2; i++) {
                slope[i][j] = (high[i] - low[i]) / (2 * h);
            }
        }
        double determinant = slope[0][0] * slope[1][1] - slope[0][1] * slope[1][0];
        double got = ILR.logJacobian(Var.constant(u)).total().eval().item();
        assertEquals(Math.log(Math.abs(determinant)), got, 1e-9);
    }

    @Test
    void coordinates_come_back_and_logs_stay_exact_far_out() {
        double[] u = {3, -400, 700.5, 0.25};
        Value x = ILR.forward(Var.constant(u));
        double[] logs = x.log().eval().toDoubles();
        assertTrue(
                Arrays.stream(logs).min().orElse(0) < -745, () -> "no component underflows: " + Arrays.toString(logs));
        assertTrue(Arrays.stream(logs).allMatch(Double::isFinite));
        double[] inside = {1e-200, 0.3, 0.7 - 1e-9, 1e-9};
        Var back = ILR.inverse(Var.constant(inside));
        assertEquals(3, back.shape().size(0));
        assertArrayEquals(inside, ILR.forward(back).var().eval().toDoubles(), 1e-13);
        assertEquals(Math.log(1e-200), ILR.forward(back).log().eval().doubleAt(0), 1e-12);
        double[] origin = ILR.forward(Var.constant(0.0, 0, 0)).var().eval().toDoubles();
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, origin, 1e-16);
    }

    @Test
    void density_and_gradient_are_finite_where_components_underflow() {
        Var alpha = Var.constant(0.5, 2, 3);
        Var theta = Dirichlet.of(alpha).draw("theta");
        JointDensity joint = Joint.empty().free("theta", theta).derive();
        Tensor at = Tensor.of(new double[] {-900, 500});
        Var logp = joint.total(Checks.NEG_INF);
        double[] logs = ILR.forward(Var.constant(at)).log().eval().toDoubles();
        // sum of alpha log x, and half the log of 3
        double expected = 0.5 * logs[0] + 2 * logs[1] + 3 * logs[2] + 0.5 * Math.log(3) + logGamma();
        assertEquals(expected, Laws.values(joint.unconstrained(), List.of(at), logp)[0], 1e-9);
        CheckGradient check = CheckGradient.of(logp, joint.unconstrained(), List.of(at), CompileOptions.defaults());
        assertTrue(check.error() < 1e-7, check::worst);
    }

    /** {@code log Γ(5.5) - log Γ(0.5) - log Γ(2) - log Γ(3)}, by Γ(5.5) = 4.5 · 3.5 · 2.5 · 1.5 · 0.5 · Γ(0.5). */
    private static double logGamma() {
        return Math.log(4.5 * 3.5 * 2.5 * 1.5 * 0.5 / 2);
    }

    @Test
    void gradients_by_concentrations_and_coordinates_agree_with_differences() {
        Var alpha = Var.input("alpha", 2, 3);
        Var u = Var.input("u", 4, 2, 2);
        Law law = Dirichlet.FAMILY.law(List.of(alpha), Shape.of(4, 2), Sources.none());
        Var logp = law.logDensity(ILR.forward(u)).plus(ILR.logJacobian(u)).elementwise();
        assertEquals(Shape.of(4, 2), logp.shape());
        double[] at = new double[16];
        Arrays.setAll(at, i -> Math.sin(3 * i) * 2);
        List<Tensor> values = List.of(Tensor.of(new double[][] {{0.5, 2, 30}, {17, 1, 4}}), Tensor.of(at, 4, 2, 2));
        CheckGradient check = CheckGradient.of(logp, List.of(alpha, u), values, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @Test
    void each_row_of_a_batch_has_concentrations_of_its_own_and_one_jacobian_term() {
        Var alpha = Var.constant(Tensor.of(new double[][] {{1, 2, 3}, {4, 0.5, 6}}));
        Var theta = Dirichlet.of(alpha).draw("theta");
        JointDensity joint = Joint.empty().free("theta", theta).derive();
        assertEquals(Shape.of(2, 2), joint.unconstrained().getFirst().shape());
        joint.factors()
                .forEach(f ->
                        assertEquals(Shape.of(2), f.terms().shape(), f.kind().toString()));
        double[] u = {0.3, -0.2, 1.1, 0.7};
        double together =
                Laws.values(joint.unconstrained(), List.of(Tensor.of(u, 2, 2)), joint.total(Checks.NEG_INF))[0];
        double apart = 0;
        for (int row = 0; row < 2; row++) {
            Var one = Dirichlet.of(Var.constant(row == 0 ? new double[] {1, 2, 3} : new double[] {4, 0.5, 6}))
                    .draw("one");
            JointDensity alone = Joint.empty().free("one", one).derive();
            Tensor at = Tensor.of(Arrays.copyOfRange(u, 2 * row, 2 * row + 2));
            apart += Laws.values(alone.unconstrained(), List.of(at), alone.total(Checks.NEG_INF))[0];
        }
        assertEquals(apart, together, 1e-13);
    }

    @Test
    void draws_have_the_moments_of_the_law() {
        int n = 20_000;
        double[] alpha = {0.3, 2, 5};
        double[] x = draws(n, alpha, 11);
        Moments moments = Dirichlet.of(Var.constant(alpha)).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        double[] mean = moments.mean().eval().toDoubles();
        double[] variance = moments.variance().eval().toDoubles();
        for (int j = 0; j < 3; j++) {
            double m = alpha[j] / 7.3;
            assertEquals(m, mean[j], 1e-15);
            assertEquals(m * (1 - m) / 8.3, variance[j], 1e-15);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                sum += x[3 * i + j] / n;
                squares += Math.pow(x[3 * i + j] - m, 2) / n;
            }
            // five standard errors: a false alarm in 2e6 runs; the kurtosis of none is above 30
            assertEquals(m, sum, 5 * Math.sqrt(variance[j] / n));
            assertEquals(variance[j], squares, 5 * variance[j] * Math.sqrt(30.0 / n));
        }
    }

    private static double[] draws(int n, double[] alpha, long key) {
        return Dirichlet.of(Var.constant(alpha))
                .law(Shape.of(n))
                .draw(KeyVar.of(RandomKey.of(key)))
                .eval()
                .toDoubles();
    }

    /** With alpha (1, 1, 2) the first component has the law Beta(1, 3), of which the distribution function is 1 - (1 - x)^3. */
    @Test
    void a_component_of_draws_has_its_beta_law() {
        int n = 20_000;
        double[] x = draws(n, new double[] {1, 1, 2}, 5);
        double[] first = new double[n];
        Arrays.setAll(first, i -> x[3 * i]);
        Arrays.sort(first);
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double cdf = 1 - Math.pow(1 - first[i], 3);
            distance = Math.max(distance, Math.max((i + 1.0) / n - cdf, cdf - (double) i / n));
        }
        double most = distance * Math.sqrt(n);
        assertTrue(most < 2.5, () -> "Kolmogorov's statistic is " + most); // a false alarm in 1e5 runs
    }

    @Test
    void draws_of_tiny_concentrations_lie_in_corners_and_are_never_nan() {
        double[] x = draws(2_000, new double[] {1e-3, 1e-3, 1e-3}, 3);
        int corners = 0;
        for (int i = 0; i < 2_000; i++) {
            double sum = x[3 * i] + x[3 * i + 1] + x[3 * i + 2];
            assertEquals(1, sum, 1e-12);
            corners += Math.max(x[3 * i], Math.max(x[3 * i + 1], x[3 * i + 2])) > 0.99 ? 1 : 0;
        }
        assertTrue(corners > 1_950, "only " + corners + " lie in a corner");
    }

    /** Where one component of 0 has no density and another an infinite one, there is none. */
    @Test
    void at_corners_the_density_is_0_infinite_or_a_number_and_never_nan() {
        double inf = Double.POSITIVE_INFINITY;
        double[][] corners = {{0, 0, 1}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
        for (double greatest : new double[] {2, 1e5}) {
            Var alpha = Var.input("alpha", 3);
            Var x = Var.constant(Tensor.of(corners));
            Var logp =
                    Dirichlet.of(alpha).law(Shape.of(4)).logDensity(Value.of(x)).elementwise();
            List<Tensor> at = List.of(Tensor.of(new double[] {0.5, greatest, 1}));
            double[] found = Laws.values(List.of(alpha), at, logp);
            assertArrayEquals(new double[] {-inf, inf, -inf}, Arrays.copyOf(found, 3), Arrays.toString(found));
            assertTrue(Double.isFinite(found[3]), Arrays.toString(found));
            Law known = Dirichlet.of(0.5, greatest, 1).law(Shape.of(4));
            double[] constant =
                    known.logDensity(Value.of(x)).elementwise().eval().toDoubles();
            assertArrayEquals(found, constant, 1e-12 * greatest);
        }
    }

    /** With 1e-3 beside 1e5 a component hardly varies; the others leave the doubles, and have the mean and the spread of their beta laws. */
    @Test
    void draws_of_mixed_concentrations_have_their_beta_laws() {
        int n = 2_000;
        double[] alpha = {1e-3, 1e5, 50};
        double[] x = draws(n, alpha, 13);
        double mean = 0;
        int none = 0;
        for (int i = 0; i < n; i++) {
            assertEquals(1, x[3 * i] + x[3 * i + 1] + x[3 * i + 2], 1e-12);
            mean += x[3 * i + 2] / n;
            none += x[3 * i] < 1e-300 ? 1 : 0;
        }
        double share = 50 / (1e5 + 50.001);
        assertEquals(share, mean, 5 * share / Math.sqrt(50.0 * n));
        // P(log x < log 1e-300) is exp(-0.001 (691 + digamma-like terms near 11)) to within 1e-3
        assertEquals(Math.exp(-1e-3 * (300 * Math.log(10) - Math.log(1e5))), (double) none / n, 0.06);
    }

    @Test
    void values_off_the_simplex_have_no_density_and_no_gradient() {
        Var x = Var.input("x", 3, 3);
        Law law = Dirichlet.of(Var.constant(2.0, 3, 4)).law(Shape.of(3));
        Var logp = law.logDensity(Value.of(x)).elementwise();
        Tensor at = Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {0.2, 0.3, 0.4}, {-0.1, 0.6, 0.5}});
        double[] got = Laws.values(List.of(x), List.of(at), logp);
        assertTrue(Double.isFinite(got[0]));
        assertEquals(Double.NEGATIVE_INFINITY, got[1]);
        assertEquals(Double.NEGATIVE_INFINITY, got[2]);
        Var gradient = Gradient.of(logp.sum(), List.of(x)).getFirst();
        double[] slope = Laws.values(List.of(x), List.of(at), gradient);
        assertArrayEquals(new double[6], Arrays.copyOfRange(slope, 3, 9));
    }

    @Test
    void it_is_a_law_on_a_surface() {
        Law law = Dirichlet.of(Var.constant(2.0, 3, 4)).law(Shape.of(5));
        assertEquals(new BaseMeasure.Surface(2), law.type().measure());
        assertEquals(
                new TensorType(DType.F64, Shape.of(5, 2)),
                ILR.unconstrained(law.type().draw()));
    }

    @Test
    void what_is_computed_of_its_elements_is_refused() {
        Var theta = Dirichlet.of(Var.constant(2.0, 3, 4)).draw("theta");
        for (Var node : List.of(theta.times(2), theta.log(), theta.plus(1))) {
            LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
            assertEquals(DensityCode.EVENT_AXES_MISMATCH, e.code(), e.getMessage());
            assertTrue(e.getMessage().contains("lie together in the set {x >= 0 with sum 1}"), e.getMessage());
        }
    }

    @Test
    void concentrations_are_refused_in_words() {
        assertTrue(assertThrows(LogDensityException.class, () -> Dirichlet.of(Var.constant(1.0, -2)))
                .getMessage()
                .contains("Dirichlet needs alpha > 0, but alpha[1] is -2.0"));
        for (Var alpha : List.of(Var.constant(1.0), Var.constant(new double[] {1}))) {
            String message = assertThrows(GraphException.class, () -> Dirichlet.of(alpha))
                    .getMessage();
            assertTrue(message.contains("two components or more"), message);
        }
    }
}
