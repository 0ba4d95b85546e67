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
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
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

/** Normal vectors and tables with sum 0. */
class ZeroSumNormalTest {

    private static double normal(double sigma, double... u) {
        return Arrays.stream(u)
                .map(v -> -0.5 * v * v / sigma / sigma - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI))
                .sum();
    }

    /** The map is a rotation, so that coordinates are independent normal numbers. */
    @Test
    void coordinates_are_independent_normal_numbers() {
        double[] u = {0.3, -1.2, 2.5, 0, 4, -0.1};
        for (int[] lengths : new int[][] {{7}, {4, 3}, {2, 2, 7}}) {
            Distribution d = ZeroSumNormal.of(1.5, lengths[0], Arrays.copyOfRange(lengths, 1, lengths.length));
            JointDensity joint = Joint.empty().free("x", d.draw("x")).derive();
            Var free = joint.unconstrained().getFirst();
            assertEquals(6, free.shape().elements());
            Tensor at = Tensor.of(u, free.shape().sizes());
            double got = Laws.values(joint.unconstrained(), List.of(at), joint.total(Checks.NEG_INF))[0];
            assertEquals(normal(1.5, u), got, 1e-13, Arrays.toString(lengths));
            Var back = d.law()
                    .type()
                    .support()
                    .bijector()
                    .inverse(d.law()
                            .type()
                            .support()
                            .bijector()
                            .forward(Var.constant(at))
                            .var());
            assertArrayEquals(u, back.eval().toDoubles(), 1e-14);
        }
    }

    @Test
    void two_effects_are_one_normal_number_and_its_opposite() {
        // (x, -x) is x * sqrt(2) along the line
        double x = 0.7;
        double got = ZeroSumNormal.of(2, 2)
                .law()
                .logDensity(Value.of(Var.constant(x, -x)))
                .total()
                .eval()
                .item();
        assertEquals(normal(2, x * Math.sqrt(2)), got, 1e-15);
    }

    @Test
    void values_off_the_plane_have_no_density_and_no_gradient() {
        double inf = Double.POSITIVE_INFINITY;
        Var x = Var.input("x", 5, 3);
        Var logp =
                ZeroSumNormal.of(2, 3).law(Shape.of(5)).logDensity(Value.of(x)).elementwise();
        Tensor at = Tensor.of(
                new double[][] {{1, 2, -3}, {1, 2, -3 + 1e-6}, {inf, 0, -inf}, {1e9, 2e9, -3e9 + 1}, {1, inf, 0}});
        double[] got = Laws.values(List.of(x), List.of(at), logp);
        assertArrayEquals(new double[] {-inf, -inf, -inf}, new double[] {got[1], got[2], got[4]});
        assertTrue(Double.isFinite(got[0]) && Double.isFinite(got[3]), Arrays.toString(got));
        double[] slope = Laws.values(
                List.of(x), List.of(at), Gradient.of(logp.sum(), List.of(x)).getFirst());
        assertArrayEquals(new double[] {-0.25, -0.5, 0.75, 0, 0, 0, 0, 0, 0}, Arrays.copyOf(slope, 9), 1e-15);
    }

    @Test
    void tables_need_a_sum_of_0_along_each_axis() {
        Law law = ZeroSumNormal.of(1, 2, 3).law();
        assertEquals(new BaseMeasure.Surface(2), law.type().measure());
        double inf = Double.NEGATIVE_INFINITY;
        assertEquals(normal(1, 0, 0) - 6, logp(law, new double[][] {{1, 1, -2}, {-1, -1, 2}}), 1e-14);
        assertEquals(inf, logp(law, new double[][] {{1, 1, -2}, {1, 1, -2}}));
        assertEquals(inf, logp(law, new double[][] {{1, 1, 2}, {-1, -1, -2}}));
    }

    private static double logp(Law law, double[][] x) {
        return law.logDensity(Value.of(Var.constant(Tensor.of(x))))
                .total()
                .eval()
                .item();
    }

    @Test
    void gradients_by_sigma_and_coordinates_agree_with_differences() {
        Var sigma = Var.input("sigma", 2);
        Var x = ZeroSumNormal.of(sigma, 3, 2).draw("x");
        JointDensity joint = Joint.empty().free("x", x).derive();
        Var u = joint.unconstrained().getFirst();
        assertEquals(Shape.of(2, 2, 1), u.shape());
        List<Tensor> at = List.of(Tensor.of(new double[] {0.5, 30}), Tensor.of(new double[] {3, -20, 0.1, 7}, 2, 2, 1));
        CheckGradient check =
                CheckGradient.of(joint.total(Checks.NEG_INF), List.of(sigma, u), at, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    /** Of each element and each pair. Five standard errors, a false alarm in 1e4 runs; 1 % of sigma, which is 2 % of a variance, is seen in their sum. */
    @Test
    void draws_have_the_covariances_of_the_law() {
        int n = 20_000;
        int size = 16;
        double sigma = 1.5;
        double[] x = ZeroSumNormal.of(sigma, size)
                .law(Shape.of(n))
                .draw(KeyVar.of(RandomKey.of(3)))
                .eval()
                .toDoubles();
        Moments moments = ZeroSumNormal.of(sigma, size).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        double variance = moments.variance().eval().item();
        assertEquals(sigma * sigma * 15 / 16, variance, 1e-15);
        double all = 0;
        for (int s = 0; s < size; s++) {
            for (int t = s; t < size; t++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += x[i * size + s] * x[i * size + t] / n;
                }
                double expected = s == t ? variance : -sigma * sigma / size;
                double error = Math.sqrt((variance * variance + expected * expected) / n);
                assertEquals(expected, sum, 5 * error, s + ", " + t);
                all += s == t ? sum : 0;
            }
        }
        double error = Math.sqrt(2.0 / 15 / n); // of the mean of 15 squares of coordinates
        assertEquals(1, all / (15 * sigma * sigma), 4 * error);
        assertTrue(Math.abs(all / (15 * sigma * sigma * 1.01 * 1.01) - 1) > 4 * error, "1 % of sigma is not seen");
    }

    @Test
    void draws_of_tables_sum_to_0_along_both_axes() {
        Law law = ZeroSumNormal.of(Var.constant(1e-3, 1e6), 3, 4).law();
        Var x = law.draw(KeyVar.of(RandomKey.of(3)));
        assertEquals(Shape.of(2, 3, 4), x.shape());
        assertArrayEquals(
                new double[] {1, 1}, law.type().support().contains(x).eval().toDoubles());
        Moments moments = law.moments().orElseThrow(DensityCode.NO_RULE, "moments");
        assertEquals(0.5e-6, moments.variance().eval().doubleAt(0), 1e-20);
    }

    @Test
    void an_element_is_normal_and_a_sum_with_noise_has_a_covariance() {
        Var x = ZeroSumNormal.of(2, 4).draw("x");
        assertEquals(normal(Math.sqrt(3), 0.7), logp(Joint.law(x.get(1)), 0.7), 1e-13);
        Var e = Normal.of(0, 1).draw("e", 4);
        double[][] covariance = new double[4][4];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(covariance[i], -1);
            covariance[i][i] = 4;
        }
        Law expected = MvNormal.of(Var.constant(0.0, 0, 0, 0), Var.constant(Tensor.of(covariance)))
                .law();
        double[] at = {1, 0.5, -2, 1};
        assertEquals(logp(expected, at), logp(Joint.law(x.plus(e)), at), 1e-13);
    }

    private static double logp(Law law, double... x) {
        Var at = law.type().draw().shape().rank() == 0 ? Laws.c(x[0]) : Var.constant(x);
        return law.logDensity(Value.of(at)).total().eval().item();
    }

    @Test
    void what_has_no_density_by_numbers_is_refused() {
        Var x = ZeroSumNormal.of(2, 4).draw("x");
        for (Var node : List.of(x.times(2), x.plus(1), Functions.exp(x))) {
            assertThrows(LogDensityException.class, () -> logp(Joint.law(node), 1, -1, 1, -1));
        }
    }

    @Test
    void parameters_are_refused_in_words() {
        assertTrue(assertThrows(LogDensityException.class, () -> ZeroSumNormal.of(0, 3))
                .getMessage()
                .contains("ZeroSumNormal needs sigma > 0, but sigma is 0.0"));
        assertTrue(assertThrows(LogDensityException.class, () -> ZeroSumNormal.of(1, 3, 1))
                .getMessage()
                .contains("ZeroSumNormal needs n >= 2, but n is 1"));
    }
}
