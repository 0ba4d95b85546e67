package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

final class JoinedTest {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static double[] logp(Var node, Var value) {
        return Joint.law(node).logDensity(Value.of(value)).elementwise().eval().toDoubles();
    }

    private static DensityCode code(Var node) {
        return assertThrows(LogDensityException.class, () -> Joint.law(node)).code();
    }

    @Test
    void each_part_has_its_own_density() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Exponential.of(c(3)).draw("y");
        double[] found = logp(Functions.stack(List.of(x, y), 0), Var.constant(0.5, 0.25));
        assertArrayEquals(new double[] {normal(0.5, 1, 2), Math.log(3) - 0.75}, found, 1e-14);
    }

    @Test
    void a_part_is_given_those_that_it_depends_on_wherever_they_lie() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Normal.of(x, x.exp()).draw("y");
        double[] expected = {normal(0.5, 1, 2), normal(3, 0.5, Math.exp(0.5))};
        assertArrayEquals(expected, logp(Functions.vector(x, y), Var.constant(0.5, 3)), 1e-14);
        assertArrayEquals(
                new double[] {expected[1], expected[0]}, logp(Functions.vector(y, x), Var.constant(3, 0.5)), 1e-14);
    }

    @Test
    void a_constraint_that_depends_on_a_part_is_checked_at_its_value() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = Normal.of(c(0), x).draw("y");
        Var both = Functions.vector(x, y);
        Var nested = Functions.concat(List.of(both, Normal.of(y, c(1)).draw("z", 1)), 0);
        for (Joint bad : List.of(
                Joint.empty().observe("v", both, Var.constant(-1.0, 0.5)),
                Joint.empty().observe("v", Functions.vector(y, x), Var.constant(0.5, -1)),
                Joint.empty().observe("v", both.exp(), Functions.exp(Var.constant(-1.0, 0.5))),
                Joint.empty().observe("v", both.unaryMinus(), Var.constant(1, 0.5)),
                Joint.empty().observe("v", nested, Var.constant(-1, 0.5, 2)))) {
            LogDensityException e =
                    assertThrows(LogDensityException.class, () -> bad.derive().total(Checks.RAISE));
            assertEquals(DensityCode.PARAMETER, e.code());
            assertTrue(e.getMessage().contains("Normal needs sigma > 0, but sigma is -1"), e.getMessage());
            assertEquals(NEVER, bad.derive().total(Checks.NEG_INF).eval().item());
        }
        for (Joint moved : List.of(
                Joint.empty().observe("v", Functions.cumsum(both, 0), Var.constant(-1.0, 0.5)),
                Joint.empty()
                        .observe(
                                "v",
                                Functions.take(both, Var.constant(Tensor.of(new long[] {1, 0})), 0),
                                Var.constant(0.5, -1)),
                Joint.empty()
                        .observe(
                                "v",
                                Functions.broadcastTo(both, Shape.of(2, 2)),
                                Functions.broadcastTo(Var.constant(-1.0, 0.5), Shape.of(2, 2))),
                Joint.empty()
                        .observe(
                                "v",
                                Var.constant(Tensor.of(new double[][] {{1, 2}, {0, 1}}))
                                        .dot(both),
                                Var.constant(-1.0, 0.1)))) {
            JointDensity density = moved.derive();
            assertEquals(NEVER, density.total(Checks.NEG_INF).eval().item());
            assertTrue(Functions.any(density.violations()).eval().booleanAt(0));
        }
        Joint good = Joint.empty().observe("v", both, Var.constant(2, 0.5));
        assertEquals(
                normal(2, 0, 1) + normal(0.5, 0, 2),
                good.derive().total(Checks.RAISE).eval().item(),
                1e-14);
        assertEquals(
                normal(2, 0, 1) + normal(0.5, 0, 2),
                Densities.logp(both, Var.constant(2, 0.5)).eval().toDoubles()[0]
                        + Densities.logp(both, Var.constant(2, 0.5)).eval().toDoubles()[1],
                1e-14);
    }

    @Test
    void a_value_outside_of_a_map_violates_no_constraint() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var both = Functions.vector(x, Normal.of(c(0), x.square()).draw("y")).exp();
        assertEquals(
                NEVER,
                Joint.empty()
                        .observe("v", both, Var.constant(-1, 0.5))
                        .derive()
                        .total(Checks.RAISE)
                        .eval()
                        .item());
    }

    @Test
    void a_violation_known_only_in_a_run_is_named() {
        Var x = Normal.of(c(0), c(1)).draw("x", 2);
        Var both = Functions.stack(List.of(x, Normal.of(c(0), x).draw("y", 2)), -1);
        JointDensity density = Joint.empty().free("v", both).derive();
        List<Tensor> bad = List.of(Tensor.of(new double[][] {{1, 2}, {-3, 1}}));
        assertEquals(NEVER, Laws.values(density.unconstrained(), bad, density.total(Checks.NEG_INF))[0]);
        assertArrayEquals(new double[] {1}, Laws.values(density.unconstrained(), bad, density.violations()));
        assertTrue(density.violation(density.checks().getFirst()).getMessage().contains("Normal needs sigma > 0"));
    }

    @Test
    void what_follows_from_a_part_is_known_to_the_others() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Normal.of(x, c(1)).draw("y");
        double[] found = logp(Functions.vector(x.exp(), y), Var.constant(Math.exp(0.5), 3));
        assertArrayEquals(new double[] {normal(0.5, 1, 2) - 0.5, normal(3, 0.5, 1)}, found, 1e-14);
    }

    @Test
    void a_chain_of_parts_is_a_random_walk() {
        Var x = Normal.of(c(0), c(1)).draw("x0");
        java.util.List<Var> steps = new java.util.ArrayList<>(List.of(x));
        for (int t = 1; t < 20; t++) {
            x = Normal.of(x, c(0.5)).draw("x" + t);
            steps.add(x);
        }
        double[] at = new double[20];
        double expected = normal(0, 0, 1);
        for (int t = 1; t < 20; t++) {
            at[t] = Math.sin(t);
            expected += normal(at[t], at[t - 1], 0.5);
        }
        double total = 0;
        for (double term : logp(Functions.stack(steps, 0), Var.constant(at))) {
            total += term;
        }
        assertEquals(expected, total, 1e-12);
    }

    @Test
    void parts_of_unequal_event_rank_join() {
        Var rows = Normal.of(c(0), c(1)).draw("x", 3);
        Var simplex = Dirichlet.of(Var.constant(1.0, 2, 3)).draw("d");
        Var value = Var.constant(Tensor.of(new double[][] {{0.1, 0.2, 0.3}, {0.2, 0.3, 0.5}}));
        double dirichlet = logp(simplex, Var.constant(0.2, 0.3, 0.5))[0];
        double[] found = logp(Functions.stack(List.of(rows, simplex), 0), value);
        assertArrayEquals(
                new double[] {normal(0.1, 0, 1) + normal(0.2, 0, 1) + normal(0.3, 0, 1), dirichlet}, found, 1e-14);
    }

    @Test
    void what_is_not_random_has_all_its_probability_at_its_value() {
        Var x = Normal.of(c(0), c(1)).draw("x", 2);
        Var padded = Functions.concat(List.of(Var.constant(new double[] {0}), x), 0);
        assertArrayEquals(
                new double[] {0, normal(0.5, 0, 1), normal(1, 0, 1)}, logp(padded, Var.constant(0, 0.5, 1)), 1e-14);
        assertEquals(NEVER, logp(padded, Var.constant(0.1, 0.5, 1))[0]);
    }

    @Test
    void joined_values_tell_what_the_draws_are() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Normal.of(x, c(1)).draw("y");
        Var z = Normal.of(y.times(x), c(1)).draw("z");
        double found = Joint.empty()
                .observe("xy", Functions.vector(x, y), Var.constant(0.5, 3))
                .observe("z", z, Var.constant(1.0))
                .derive()
                .total(Checks.NEG_INF)
                .eval()
                .item();
        assertEquals(normal(0.5, 1, 2) + normal(3, 0.5, 1) + normal(1, 1.5, 1), found, 1e-14);
    }

    @Test
    void a_valued_component_is_selected() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Normal.of(c(-1), c(2)).draw("y");
        Var i = Poisson.of(c(1.0)).draw("i");
        Var z = Normal.of(Functions.take(Functions.vector(x, y), i, 0), c(1)).draw("z");
        double found = Joint.empty()
                .value("x", x, c(0.5))
                .value("y", y, c(3))
                .value("i", i, c(1L))
                .observe("z", z, c(4))
                .derive()
                .total(Checks.NEG_INF)
                .eval()
                .item();
        assertEquals(normal(0.5, 1, 2) + normal(3, -1, 2) - 1 + normal(4, 3, 1), found, 1e-14);
    }

    @Test
    void a_pick_known_in_a_run_has_the_law_of_what_it_picks() {
        Var x = Normal.of(c(1), c(2)).draw("x");
        Var y = Exponential.of(c(3)).draw("y");
        Var picks = Functions.take(
                Functions.vector(x, y), Var.input("i", new ppl.graph.TensorType(ppl.graph.DType.I64, Shape.of(3))), 0);
        Var i = picks.inputs().get(1);
        Var logp = Joint.law(picks)
                .logDensity(Value.of(Var.constant(0.5, 0.25, 0.5)))
                .elementwise();
        assertEquals(
                normal(0.5, 1, 2) + Math.log(3) - 0.75,
                logp.eval(i.with(Tensor.of(new long[] {0, 1, 0}))).item(),
                1e-14);
        assertEquals(NEVER, logp.eval(i.with(Tensor.of(new long[] {1, 1, 0}))).item());
    }

    @Test
    void parts_of_one_draw_count_once() {
        Var x = Normal.of(c(0), c(1)).draw("x", 3);
        Var swapped = Functions.vector(x.get(2), x.get(0));
        assertArrayEquals(
                new double[] {normal(0.5, 0, 1), normal(2, 0, 1)}, logp(swapped, Var.constant(0.5, 2)), 1e-14);
    }

    @Test
    void parts_that_determine_each_other_have_no_joint_density() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        assertEquals(DensityCode.OVERDETERMINED, code(Functions.vector(x, x.exp())));
    }

    @Test
    void parts_that_share_what_they_do_not_tell_are_refused() {
        Var x = Exponential.of(c(1)).draw("x");
        Var a = Functions.maximum(x, 1);
        Var b = Functions.minimum(x, 2);
        assertEquals(DensityCode.DEPENDENT_OPERANDS, code(Functions.vector(a, b)));
    }

    @Test
    void a_continuous_part_beside_a_discrete_one_is_no_free_variable() {
        Var x = Exponential.of(c(1)).draw("x");
        Var k = Poisson.of(c(1.0)).draw("k");
        Var both = Functions.vector(x, Functions.toFloat(k));
        assertArrayEquals(new double[] {-0.5, -1 - Math.log(2)}, logp(both, Var.constant(0.5, 2)), 1e-14);
        assertTrue(assertThrows(
                        LogDensityException.class,
                        () -> Joint.empty().free("b", both).derive())
                .getMessage()
                .contains("make its parts variables of their own"));
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, code(both.exp()));
    }

    /** At a point a function has no slope that counts, and only the law of independent parts says which points there are. */
    @Test
    void functions_of_dependent_parts_with_points_are_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var z = Normal.of(x, c(2)).draw("z");
        Var parts = Functions.vector(0.75, x, z);
        assertArrayEquals(
                new double[] {0, normal(1, 0, 1), normal(2, 1, 2)}, logp(parts, Var.constant(0.75, 1, 2)), 1e-14);
        assertArrayEquals(
                new double[] {NEVER, normal(1, 0, 1), normal(2, 1, 2)}, logp(parts, Var.constant(0.5, 1, 2)), 1e-14);
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, code(parts.exp()));
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, code(parts.times(0.4)));
        assertArrayEquals(
                new double[] {0, normal(1, 0, 1) - 1},
                logp(Functions.vector(0.75, x).exp(), Var.constant(Math.exp(0.75), Math.E)),
                1e-14);
    }
}
