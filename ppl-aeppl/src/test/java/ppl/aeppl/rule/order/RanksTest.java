package ppl.aeppl.rule.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Several ranks at once, and orders. */
class RanksTest {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static Var uniforms(int... shape) {
        return Uniform.of(c(0), c(1)).draw("u", shape);
    }

    private static Var ranks(Var x, int... which) {
        return Functions.sort(x, -1).get(Index.all(), Index.take(which));
    }

    private static Var ranksOf5(int... which) {
        return Functions.sort(uniforms(5), 0).get(which);
    }

    private static double logp(Var node, double... at) {
        return Densities.logp(node, Var.constant(at)).eval().item();
    }

    @Test
    void several_ranks_have_the_joint_density_of_order_statistics() {
        assertEquals(Math.log(120 * 0.2 * 0.4 * 0.4), logp(ranksOf5(1, 3), 0.2, 0.6), 1e-13);
        assertEquals(Math.log(20 * Math.pow(0.7, 3)), logp(ranksOf5(0, 4), 0.2, 0.9), 1e-13);
        assertEquals(Math.log(60 * 0.2 * Math.pow(0.7, 2)), logp(ranksOf5(1, 2), 0.2, 0.3), 1e-13);
        assertEquals(
                Math.log(120 * 0.2 * 0.4 * 0.4) + Math.log(0.2 * 0.6),
                logp(ranksOf5(1, 3).log(), Math.log(0.2), Math.log(0.6)),
                1e-13);
    }

    @Test
    void each_line_has_its_ranks() {
        Var picked = Functions.sort(uniforms(2, 3), 1).get(Index.all(), Index.range(1, 3));
        Var at = Var.constant(Tensor.of(new double[][] {{0.2, 0.5}, {0.4, 0.9}}));
        double[] expected = {Math.log(6 * 0.2), Math.log(6 * 0.4)};
        assertArrayEquals(expected, Densities.logp(picked, at).eval().toDoubles(), 1e-13);
        Var columns = Functions.sort(uniforms(3, 2), 0).get(Index.range(1, 3), Index.all());
        assertArrayEquals(
                expected, Densities.logp(columns, at.transpose()).eval().toDoubles(), 1e-13);
    }

    @Test
    void one_rank_is_what_is_left_when_the_other_is_integrated_out() {
        double y = 0.6;
        double simpson = 4 * Math.exp(logp(ranksOf5(1, 3), y / 2, y)) * y / 6; // 0 at both ends, a polynomial between
        assertEquals(Densities.logp(ranksOf5(3).get(0), y).eval().item(), Math.log(simpson), 1e-13);
        assertEquals(logp(ranksOf5(3), y), Math.log(simpson), 1e-13);
    }

    @Test
    void ranks_have_no_density_out_of_order_outside_or_without_room_between_them() {
        Var v = Var.input("v", 2);
        Var logp = Densities.logp(ranksOf5(1, 3), v);
        for (double[] bad :
                new double[][] {{0.6, 0.2}, {0.2, 1.5}, {-0.1, 0.4}, {0.3, 0.3}, {0.3, Double.POSITIVE_INFINITY}}) {
            List<Tensor> at = List.of(Tensor.of(bad));
            assertEquals(NEVER, Laws.values(List.of(v), at, logp)[0]);
            assertArrayEquals(
                    new double[2],
                    Laws.values(List.of(v), at, Gradient.of(logp, List.of(v)).getFirst()));
        }
        assertEquals(Math.log(60 * 0.3 * 0.7 * 0.7), logp(ranksOf5(1, 2), 0.3, 0.3), 1e-13); // none between
    }

    @Test
    void gradients_of_ranks_are_right() {
        Var v = Var.input("v", 2);
        Var sigma = Var.input("sigma");
        Var x = Normal.of(c(0.3), sigma).draw("x", 6);
        Var logp = Densities.logp(Functions.sort(x, 0).get(new int[] {1, 4}), v);
        CheckGradient result = CheckGradient.of(
                logp,
                List.of(v, sigma),
                List.of(Tensor.of(new double[] {-0.4, 1.2}), Tensor.scalar(1.3)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result.worst());
    }

    @Test
    void draws_of_ranks_have_their_spread() {
        int n = 4000;
        Var drawn = Joint.law(ranks(uniforms(n, 5), 0, 4)).draw(KeyVar.of(RandomKey.of(5)));
        double[] at = drawn.eval().toDoubles();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (at[2 * i + 1] - at[2 * i]) / n;
        }
        assertEquals(4.0 / 6, mean, 5 * Math.sqrt(8 / (36.0 * 7) / n)); // the range is Beta(4, 2)
    }

    @Test
    void every_order_has_the_same_probability() {
        Var order = Functions.argsort(uniforms(4), 0);
        Var ranks = Functions.argsort(order, 0);
        for (Var each : List.of(order, ranks)) {
            assertEquals(-Math.log(24), logp(each, 2, 0, 3, 1), 1e-14);
            for (double[] bad : new double[][] {{2, 0, 3, 3}, {0, 1, 2, 4}, {-1, 0, 1, 2}, {0.5, 1, 2, 3}}) {
                assertEquals(NEVER, logp(each, bad));
            }
            assertEquals(-Math.log(12), logp(each.get(Index.range(1, 3)), 3, 0), 1e-14);
            assertEquals(NEVER, logp(each.get(Index.range(1, 3)), 3, 3));
            assertEquals(-Math.log(4), Densities.logp(each.get(1), 3).eval().item(), 1e-14);
            assertEquals(Math.log(0.75), Densities.logcdf(each.get(1), 2).eval().item(), 1e-14);
        }
        assertEquals(-Math.log(24), logp(order.plus(1), 3, 1, 4, 2), 1e-14);
        assertEquals(0, logp(Functions.argsort(uniforms(1), 0), 0), 1e-14);
    }

    @Test
    void draws_of_orders_come_equally_often() {
        int n = 6000;
        Var drawn = Joint.law(Functions.argsort(uniforms(n, 3), 1)).draw(KeyVar.of(RandomKey.of(7)));
        double[] at = drawn.eval().toDoubles();
        int[] counts = new int[9];
        for (int i = 0; i < n; i++) {
            counts[(int) (3 * at[3 * i] + at[3 * i + 1])]++;
        }
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                double expected = first == second ? 0 : n / 6.0;
                assertEquals(expected, counts[3 * first + second], 5 * Math.sqrt(n * 5 / 36.0));
            }
        }
    }
}
