package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.aeppl.Laws.c;

import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** The announcement, and picks that no table of single numbers shows. */
final class PickingTest {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return Math.exp(-0.5 * z * z) / sigma / Math.sqrt(2 * Math.PI);
    }

    private static double[] logp(Var node, Var value) {
        return Joint.law(node).logDensity(Value.of(value)).elementwise().eval().toDoubles();
    }

    private static DensityCode code(Var node) {
        return assertThrows(LogDensityException.class, () -> Joint.law(node)).code();
    }

    private static final Var X = Normal.of(c(0), c(1)).draw("x");
    private static final Var Y = Exponential.of(c(3)).draw("y");
    private static final Var Z = Normal.of(c(5), c(2)).draw("z");

    @Test
    void a_stack_at_a_random_position_is_a_mixture() {
        Var i = Bernoulli.of(c(0.3)).draw("i");
        Var picked = Functions.take(Functions.vector(X, Y), i, 0);
        assertEquals(Math.log(0.7 * normal(0.5, 0, 1) + 0.3 * 3 * Math.exp(-1.5)), logp(picked, c(0.5))[0], 1e-14);
        assertEquals(Math.log(0.7 * normal(-2, 0, 1)), logp(picked, c(-2))[0], 1e-14);
    }

    @Test
    void picks_of_one_stack_share_what_they_pick() {
        double[] p = {0.3, 0.3, 0.4};
        Var i = Categorical.of(p).draw("i", 3);
        Var picked = Functions.take(Functions.vector(X, Y, Z), i, 0);
        double[][] f = new double[3][];
        double[] at = {0.5, 1.5, 4};
        for (int m = 0; m < 3; m++) {
            f[m] = new double[] {normal(at[m], 0, 1), 3 * Math.exp(-3 * at[m]), normal(at[m], 5, 2)};
        }
        double different = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                int d = 3 - a - b;
                different += a == b ? 0 : p[a] * p[b] * p[d] * f[0][a] * f[1][b] * f[2][d];
            }
        }
        assertEquals(Math.log(different), logp(picked, Var.constant(at))[0], 1e-13);
        double twice = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                twice += a == b ? 0 : p[a] * p[a] * p[b] * f[0][a] * f[2][b];
            }
        }
        assertEquals(Math.log(twice), logp(picked, Var.constant(0.5, 0.5, 4))[0], 1e-13);
        double thrice = 0;
        for (int a = 0; a < 3; a++) {
            thrice += Math.pow(p[a], 3) * f[1][a];
        }
        assertEquals(Math.log(thrice), logp(picked, Var.constant(1.5, 1.5, 1.5))[0], 1e-13);
    }

    @Test
    void picks_of_counts_may_meet_without_sharing() {
        Var a = Poisson.of(c(1.0)).draw("a");
        Var b = Poisson.of(c(2.0)).draw("b");
        Var i = Bernoulli.of(c(0.4)).draw("i", 2);
        Var picked = Functions.take(Functions.vector(a, b), i, 0);
        double pa = Math.exp(-1);
        double pb = Math.exp(-2) * 2;
        double expected = 0.36 * pa + 0.16 * pb + 2 * 0.24 * pa * pb;
        assertEquals(Math.log(expected), logp(picked, Var.constant(Tensor.of(new long[] {1, 1})))[0], 1e-14);
        double other = Math.exp(-1) * Math.exp(-2) * 2 * 0.24 + Math.exp(-2) * Math.exp(-1) * 0.24;
        assertEquals(Math.log(other), logp(picked, Var.constant(Tensor.of(new long[] {0, 1})))[0], 1e-14);
    }

    @Test
    void positions_with_values_leave_components_that_are_summed_out() {
        Var i = Categorical.of(0.3, 0.3, 0.4).draw("i", 3);
        Var picked = Functions.take(Functions.vector(X, Y, Z), i, 0);
        Var ones = Var.constant(Tensor.of(new long[] {0, 2, 0}));
        Joint given = Joint.empty().value("i", i, ones);
        double prior = 2 * Math.log(0.3) + Math.log(0.4);
        assertEquals(
                prior + Math.log(normal(0.5, 0, 1)) + Math.log(normal(4, 5, 2)),
                given.observe("p", picked, Var.constant(0.5, 4, 0.5))
                        .derive()
                        .total(Checks.NEG_INF)
                        .eval()
                        .item(),
                1e-13);
        assertEquals(
                NEVER,
                given.observe("p", picked, Var.constant(0.5, 4, 0.6))
                        .derive()
                        .total(Checks.NEG_INF)
                        .eval()
                        .item());
    }

    @Test
    void a_row_is_picked_as_a_whole() {
        Var rows = Normal.of(Var.constant(Tensor.of(new double[][] {{0, 1, 2}, {5, 4, 3}})), c(1))
                .draw("x", 2, 3);
        Var i = Bernoulli.of(c(0.3)).draw("i");
        double[] at = {0.5, 1, 3};
        double zero = 0.7;
        double one = 0.3;
        for (int j = 0; j < 3; j++) {
            zero *= normal(at[j], j, 1);
            one *= normal(at[j], 5 - j, 1);
        }
        assertArrayEquals(
                new double[] {Math.log(zero + one)}, logp(Functions.take(rows, i, 0), Var.constant(at)), 1e-13);
        Var columns = Functions.transpose(rows);
        assertArrayEquals(
                new double[] {Math.log(zero + one)}, logp(Functions.take(columns, i, 1), Var.constant(at)), 1e-13);
    }

    @Test
    void columns_are_picked_for_each_position() {
        Var x = Normal.of(Var.constant(Tensor.of(new double[][] {{0, 1, 2, 3}, {5, 4, 3, 2}})), c(1))
                .draw("x", 2, 4);
        Var i = Bernoulli.of(c(0.3)).draw("i", 2).plus(Var.constant(Tensor.of(new long[] {0, 2})));
        Var picked = Functions.take(x, i, 1); // [2, 2]: column i[m] at m
        double[][] at = {{0.5, 2.5}, {4, 3}};
        double[] expected = new double[2];
        for (int m = 0; m < 2; m++) {
            double zero = 0.7;
            double one = 0.3;
            for (int r = 0; r < 2; r++) {
                double first = r == 0 ? 2 * m : 5 - 2 * m;
                double second = r == 0 ? 2 * m + 1 : 4 - 2 * m;
                zero *= normal(at[r][m], first, 1);
                one *= normal(at[r][m], second, 1);
            }
            expected[m] = Math.log(zero + one);
        }
        assertArrayEquals(expected, logp(picked, Var.constant(Tensor.of(at))), 1e-13);
    }

    @Test
    void one_condition_chooses_for_all_elements_together() {
        Var b = Bernoulli.of(c(0.3)).draw("b").cast(DType.BOOL);
        Var picked = Functions.where(
                b, Normal.of(c(0), c(1)).draw("u", 2), Normal.of(c(4), c(1)).draw("v", 2));
        double expected =
                Math.log(0.3 * normal(0.5, 0, 1) * normal(3, 0, 1) + 0.7 * normal(0.5, 4, 1) * normal(3, 4, 1));
        assertArrayEquals(new double[] {expected}, logp(picked, Var.constant(0.5, 3)), 1e-14);
    }

    @Test
    void a_branch_is_a_mixture_too() {
        Var b = Bernoulli.of(c(0.3)).draw("b").cast(DType.BOOL);
        Var picked = Functions.cond(b, () -> X.times(2), () -> Y);
        assertEquals(Math.log(0.3 * normal(0.5, 0, 2) + 0.7 * 3 * Math.exp(-1.5)), logp(picked, c(0.5))[0], 1e-14);
    }

    @Test
    void a_condition_on_what_it_chooses_is_refused() {
        assertEquals(DensityCode.DEPENDENT_OPERANDS, code(Functions.where(X.gt(0), X, 0.0)));
    }

    @Test
    void a_position_without_bound_is_refused() {
        Var i = Poisson.of(c(1.0)).draw("i");
        assertEquals(DensityCode.DOMAIN_NOT_COVERED, code(Functions.take(Functions.vector(X, Y), i, 0)));
    }

    @Test
    void a_position_that_may_lie_outside_is_refused() {
        Var i = Categorical.of(0.2, 0.3, 0.5).draw("i");
        assertEquals(DensityCode.DOMAIN_NOT_COVERED, code(Functions.take(Functions.vector(X, Y), i, 0)));
    }

    @Test
    void too_many_ways_are_refused_with_the_way_out() {
        Var i = Categorical.of(0.2, 0.8).draw("i", 20);
        LogDensityException e =
                assertThrows(LogDensityException.class, () -> Joint.law(Functions.take(Functions.vector(X, Y), i, 0)));
        assertEquals(DensityCode.DEPENDENT_OPERANDS, e.code());
        assertEquals(true, e.getMessage().contains("draw what is picked once for each position"), e.getMessage());
    }

    private static final Var MEAN = Var.constant(0.0, 1, -2);
    private static final Var COVARIANCE =
            Var.constant(Tensor.of(new double[][] {{1, 0.9, 0.5}, {0.9, 2, 0.4}, {0.5, 0.4, 3}}));

    private static Var vector(int... batch) {
        return MvNormal.of(MEAN, COVARIANCE).draw("mv", batch);
    }

    private static Var position() {
        return Categorical.of(0.2, 0.5, 0.3).draw("i");
    }

    private static final double ONE_OF_VECTOR = Math.log(
            0.2 * normal(0.7, 0, 1) + 0.5 * normal(0.7, 1, Math.sqrt(2)) + 0.3 * normal(0.7, -2, Math.sqrt(3)));

    @Test
    void a_pick_from_a_normal_vector_is_a_mixture_of_its_elements() {
        assertEquals(ONE_OF_VECTOR, logp(vector().get(position()), c(0.7))[0], 1e-13);
        assertEquals(ONE_OF_VECTOR - 0.7, logp(vector().exp().get(position()), c(0.7).exp())[0], 1e-13);
        Var part = vector().get(Index.range(1, 3)).get(Bernoulli.of(c(0.3)).draw("b"));
        double density = 0.7 * normal(0.7, 1, Math.sqrt(2)) + 0.3 * normal(0.7, -2, Math.sqrt(3));
        assertEquals(Math.log(density), logp(part, c(0.7))[0], 1e-13);
    }

    @Test
    void one_position_picks_from_all_rows_together() {
        double density = 0.2 * Math.pow(normal(0.7, 0, 1), 2)
                + 0.5 * Math.pow(normal(0.7, 1, Math.sqrt(2)), 2)
                + 0.3 * Math.pow(normal(0.7, -2, Math.sqrt(3)), 2);
        Var picked = vector(2).get(Index.all(), position());
        assertEquals(Math.log(density), logp(picked, Var.constant(0.7, 0.7))[0], 1e-13);
    }

    @Test
    void an_element_of_a_normal_vector_may_be_told_by_a_value_or_a_run_or_summed_out() {
        Var i = position();
        Var at = Var.input("at", TensorType.scalar(DType.I64));
        Var valued = Joint.empty()
                .value("i", i, at)
                .observe("x", vector().get(i), c(0.7))
                .derive()
                .total(Checks.RAISE);
        double want = Math.log(0.5 * normal(0.7, 1, Math.sqrt(2)));
        assertEquals(want, valued.eval(at.with(Tensor.scalar(1L))).item(), 1e-13);
        double summed = Joint.empty()
                .marginalize("i", i)
                .observe("x", vector().get(i), c(0.7))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        assertEquals(ONE_OF_VECTOR, summed, 1e-13);
    }

    @Test
    void a_pick_from_a_normal_vector_has_a_distribution_function() {
        double p = 0;
        double[] weights = {0.2, 0.5, 0.3};
        double[] means = {0, 1, -2};
        for (int k = 0; k < 3; k++) {
            p += weights[k]
                    * Functions.ndtr(c(-means[k] / Math.sqrt(k + 1))).eval().item();
        }
        Var picked = vector().get(position());
        assertEquals(Math.log(p), Densities.logcdf(picked, 0).eval().item(), 1e-12);
    }
}
