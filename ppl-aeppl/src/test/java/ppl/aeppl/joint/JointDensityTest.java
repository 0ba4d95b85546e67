package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.op.RandomOp;

/** Joint log-densities: factors, transforms, conditioning, and each draw counted once. */
class JointDensityTest {

    private static final double HALF_LOG_2PI = 0.9189385332046728;

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static double total(JointDensity density, double... u) {
        List<Tensor> at = new ArrayList<>();
        for (double v : u) {
            at.add(Tensor.scalar(v));
        }
        return Laws.values(density.unconstrained(), at, density.total(Checks.NEG_INF))[0];
    }

    @Test
    void a_hierarchical_model_is_the_sum_of_its_factors() {
        Var mu = Normal.of(c(0), c(10)).draw("mu");
        Var sigma = HalfNormal.of(c(1)).draw("sigma");
        Var theta = Normal.of(mu, sigma).draw("theta", 2);
        Var y = Normal.of(theta, Var.constant(2.0, 3)).draw("y");
        JointDensity density = Joint.empty()
                .free("mu", mu)
                .free("sigma", sigma)
                .free("theta", theta)
                .observe("y", y, Var.constant(1.5, -4))
                .derive();
        double s = Math.exp(-0.3);
        double expected = normal(0.7, 0, 10)
                + Math.log(2)
                + normal(s, 0, 1)
                - 0.3
                + normal(1, 0.7, s)
                + normal(-2, 0.7, s)
                + normal(1.5, 1, 2)
                + normal(-4, -2, 3);
        List<Tensor> at = List.of(Tensor.scalar(0.7), Tensor.scalar(-0.3), Tensor.of(new double[] {1, -2}));
        assertEquals(expected, Laws.values(density.unconstrained(), at, density.total(Checks.OFF))[0], 1e-13);
        assertEquals(
                List.of("mu PRIOR", "sigma PRIOR", "sigma JACOBIAN", "theta PRIOR", "y LIKELIHOOD"),
                density.factors().stream().map(f -> f.name() + " " + f.kind()).toList());
        double[] pointwise = Laws.values(
                density.unconstrained(), at, density.factors().getLast().elementwise());
        assertArrayEquals(new double[] {normal(1.5, 1, 2), normal(-4, -2, 3)}, pointwise, 1e-14);
        double withoutJacobian = Laws.values(density.unconstrained(), at, density.totalWithoutJacobians())[0];
        assertEquals(expected + 0.3, withoutJacobian, 1e-13);
        assertTrue(CheckGradient.of(density.total(Checks.OFF), density.unconstrained(), at, CompileOptions.defaults())
                        .error()
                < 1e-8);
    }

    @Test
    void no_draw_is_left_in_the_graph() {
        Var mu = Normal.of(c(0), c(10)).draw("mu");
        Var y = Normal.of(mu, c(1)).draw("y", 2);
        JointDensity density = Joint.empty()
                .free("mu", mu)
                .observe("y", y, Var.constant(1.0, 2))
                .derive();
        for (Var node : Graph.order(List.of(density.total(Checks.NEG_INF)))) {
            assertFalse(node.op() instanceof RandomOp, node::toString);
        }
    }

    @Test
    void work_per_row_is_a_difference_two_products_and_a_sum_where_sigma_is_shared() {
        Var mu = Var.input("mu", 1000);
        Var sigma = Var.input("sigma");
        Var y = Normal.of(mu, sigma).draw("y", 1000);
        JointDensity density =
                Joint.empty().observe("y", y, Var.input("data", 1000)).derive();
        List<String> perRow = Graph.order(List.of(density.total(Checks.OFF))).stream()
                .filter(n -> n.rank() == 1 && !n.inputs().isEmpty())
                .map(n -> n.op().name())
                .toList();
        assertEquals(List.of("sub", "broadcast", "mul", "mul"), perRow);
    }

    @Test
    void bounded_variables_are_sought_on_the_whole_line() {
        Var p = Beta.of(c(2), c(3)).draw("p");
        Var a = Uniform.of(c(-1), c(4)).draw("a");
        JointDensity density = Joint.empty().free("p", p).free("a", a).derive();
        assertEquals("logit", density.free().get(0).bijector().name());
        assertEquals("interval", density.free().get(1).bijector().name());
        double x = 1 / (1 + Math.exp(-0.4));
        double expected =
                Math.log(12) + Math.log(x) + 2 * Math.log(1 - x) + Math.log(x * (1 - x)) + Math.log(x * (1 - x));
        assertEquals(expected, total(density, 0.4, 0.4), 1e-13);
    }

    @Test
    void the_density_of_a_transformed_variable_stays_exact_where_the_value_has_rounded_to_its_bound() {
        Var p = Beta.of(c(2), c(3)).draw("p");
        JointDensity density = Joint.empty().free("p", p).derive();
        // log B(2,3)^-1 + 2 log x + 3 log(1-x) with x = sigmoid(60): 1-x is 8.8e-27 and x rounds to 1
        assertEquals(Math.log(12) - 180, total(density, 60), 1e-12);
        assertEquals(Math.log(12) - 2 * 800, total(density, -800), 1e-9);
        Var g = Gamma.of(c(0.5), c(1)).draw("g");
        // x = exp(-900) is 0 as a double
        assertEquals(
                -450 - 0.5 * Math.log(Math.PI), total(Joint.empty().free("g", g).derive(), -900), 1e-10);
    }

    @Test
    void a_sought_function_of_a_variable_has_the_density_of_the_variable_itself() {
        Var y = Normal.of(c(0.3), c(0.8)).draw("x").exp();
        JointDensity density = Joint.empty().free("y", y).derive();
        assertEquals("log", density.free().getFirst().bijector().name());
        for (double u : new double[] {-800, -2, 0.3, 5, 800}) {
            double expected = normal(u, 0.3, 0.8);
            assertEquals(expected, total(density, u), 1e-13 * Math.abs(expected));
        }
    }

    @Test
    void valued_functions_of_draws_recover_the_draws_for_those_below() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = x.times(2).plus(1);
        Var z = Normal.of(x, c(0.5)).draw("z");
        JointDensity density =
                Joint.empty().observe("z", z, c(1.25)).observe("y", y, c(3.0)).derive();
        assertEquals(normal(3, 1, 2) + normal(1.25, 1, 0.5), total(density), 1e-14);
    }

    @Test
    void sums_of_normal_variables_add_coefficients_of_shared_draws() {
        Var x = Normal.of(c(1), c(2)).draw("x", 3);
        Var y = Normal.of(c(-3), c(1.5)).draw("y", 3);
        double[] at = {-4, 0, 2.5};
        double[] twice = Laws.logp(x.plus(x.plus(y)), at);
        double[] difference = Laws.logp(x.times(3).minus(y.minus(x)).plus(4), at);
        for (int i = 0; i < at.length; i++) {
            assertEquals(normal(at[i], -1, Math.sqrt(16 + 2.25)), twice[i], 1e-13);
            assertEquals(normal(at[i], 4 * 1 + 3 + 4, Math.sqrt(64 + 2.25)), difference[i], 1e-13);
        }
    }

    @Test
    void potentials_and_deterministic_values_see_the_values_of_the_variables() {
        Var mu = Normal.of(c(0), c(1)).draw("mu");
        Var tau = Exponential.of(c(1)).draw("tau");
        JointDensity density = Joint.empty()
                .free("mu", mu)
                .free("tau", tau)
                .potential("soft bound", Functions.minimum(mu, c(0)).times(10))
                .derive();
        double expected = normal(-0.5, 0, 1) + (-Math.exp(0.2) + 0.2) - 5;
        assertEquals(expected, total(density, -0.5, 0.2), 1e-14);
        Factor last = density.factors().getLast();
        assertEquals(FactorKind.POTENTIAL, last.kind());
        Var sum = density.valuesOf(List.of(mu.plus(tau))).getFirst();
        double[] value = Laws.values(density.unconstrained(), List.of(Tensor.scalar(-0.5), Tensor.scalar(0.2)), sum);
        assertEquals(-0.5 + Math.exp(0.2), value[0], 1e-15);
    }

    @Test
    void violated_constraints_make_the_density_minus_infinity_or_are_listed() {
        Var sigma = Normal.of(c(1), c(1)).draw("sigma");
        Var y = Normal.of(c(0), sigma).draw("y", 2);
        JointDensity density = Joint.empty()
                .free("sigma", sigma)
                .observe("y", y, Var.constant(0.5, 1))
                .derive();
        List<Tensor> bad = List.of(Tensor.scalar(-2.0));
        assertEquals(
                Double.NEGATIVE_INFINITY, Laws.values(density.unconstrained(), bad, density.total(Checks.NEG_INF))[0]);
        assertEquals(1, density.checks().size());
        assertEquals(1.0, Laws.values(density.unconstrained(), bad, density.violations())[0]);
        assertEquals(0.0, Laws.values(density.unconstrained(), List.of(Tensor.scalar(2.0)), density.violations())[0]);
        assertTrue(density.violation(density.checks().getFirst()).getMessage().contains("Normal needs sigma > 0"));
    }

    @Test
    void a_start_lies_at_the_support_points_parents_first() {
        Var width = Gamma.of(c(6), c(2)).draw("width");
        Var x = Uniform.of(c(0), width).draw("x", 2);
        JointDensity density = Joint.empty().free("x", x).free("width", width).derive();
        List<Var> start = density.start();
        List<Tensor> at = start.stream().map(s -> s.eval()).toList();
        assertEquals(Math.log(3), at.get(1).item(), 1e-15);
        Var value = density.valuesOf(List.of(x)).getFirst();
        assertArrayEquals(new double[] {1.5, 1.5}, Laws.values(density.unconstrained(), at, value), 1e-15);
    }

    @Test
    void observed_counts_may_be_given_as_any_integer_type_and_reals_as_integers() {
        Var k = Poisson.of(c(3)).draw("k", 2);
        JointDensity ints = Joint.empty()
                .observe("k", k, Var.constant(Tensor.of(new int[] {1, 4})))
                .derive();
        JointDensity longs = Joint.empty()
                .observe("k", k, Var.constant(Tensor.of(new long[] {1, 4})))
                .derive();
        assertEquals(total(longs), total(ints));
        Var y = Normal.of(c(0), c(1)).draw("y", 2);
        double total = total(Joint.empty()
                .observe("y", y, Var.constant(Tensor.of(new int[] {1, 2})))
                .derive());
        assertEquals(normal(1, 0, 1) + normal(2, 0, 1), total, 1e-14);
    }

    @Test
    void shared_terms_count_once_for_each_row_they_stand_for() {
        Var mu = Var.constant(Tensor.of(new double[][] {{1}, {2}, {3}}));
        Var y = Normal.of(mu, Var.constant(1.0, 2, 3, 4)).draw("y");
        double[][] data = {{1, 2, 3, 4}, {0, 0, 0, 0}, {-1, 5, 2, 2}};
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                expected += normal(data[i][j], i + 1, j + 1);
            }
        }
        JointDensity density =
                Joint.empty().observe("y", y, Var.constant(Tensor.of(data))).derive();
        assertEquals(expected, total(density), 1e-12);
        assertEquals(
                expected,
                Functions.sum(density.factors().getFirst().elementwise()).eval().item(),
                1e-12);
    }

    @Test
    void a_model_of_many_variables_is_derived_without_recursion() {
        Joint joint = Joint.empty();
        Var x = c(0);
        for (int i = 0; i < 1000; i++) {
            x = Normal.of(x.times(0.5), c(1)).draw("x" + i);
            joint = joint.value("x" + i, x, c(0.5));
        }
        double step = normal(0.5, 0.25, 1);
        assertEquals(normal(0.5, 0, 1) + 999 * step, total(joint.derive()), 1e-8);
        Var y = Normal.of(c(0), c(1)).draw("y", 1);
        for (int i = 0; i < 1000; i++) {
            y = y.plus(1);
        }
        assertEquals(normal(0.25, 0, 1), Laws.logp(y, 1000.25)[0], 1e-12);
    }
}
