package ppl.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** Random variables are tensors: what the announcement shows, as draws and as densities. */
final class AnnouncementTest {

    private static double normal(double x, double mu) {
        return Math.exp(-0.5 * (x - mu) * (x - mu)) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void a_normal_variable_is_clipped() {
        Var x = Functions.clip(Normal.of(c(0), c(1)).draw("x", 1000), 0, Double.POSITIVE_INFINITY);
        double[] draws = x.eval(RandomKey.of(1)).toDoubles();
        long zeros = Arrays.stream(draws).filter(v -> v == 0).count();
        assertTrue(zeros > 420 && zeros < 580, zeros + " zeros");
        Var one = Functions.clip(Normal.of(c(0), c(1)).draw("x"), 0, Double.POSITIVE_INFINITY);
        assertEquals(Math.log(0.5), Densities.logp(one, 0).eval().item(), 1e-15);
        assertEquals(Math.log(normal(2, 0)), Densities.logp(one, 2).eval().item(), 1e-15);
    }

    @Test
    void a_stack_is_indexed_by_a_coin() {
        Var picked = Functions.take(
                Functions.vector(
                        Normal.of(c(0), c(1)).draw("x"), Exponential.of(c(3)).draw("y")),
                Bernoulli.of(c(0.5)).draw("i"),
                0);
        assertTrue(Double.isFinite(picked.eval(RandomKey.of(1)).item()));
        double expected = Math.log(0.5 * normal(0.5, 0) + 0.5 * 3 * Math.exp(-1.5));
        assertEquals(expected, Densities.logp(picked, 0.5).eval().item(), 1e-14);
    }

    @Test
    void a_stack_is_indexed_by_several_categories() {
        Var stack = Functions.vector(
                Normal.of(c(0), c(1)).draw("x"),
                Normal.of(c(2), c(1)).draw("y"),
                Normal.of(c(4), c(1)).draw("z"));
        Var picked = Functions.take(stack, Categorical.of(0.5, 0.5).draw("i", 3), 0);
        double[] draws = picked.eval(RandomKey.of(3)).toDoubles();
        assertTrue(Arrays.stream(draws).distinct().count() < 3, "two of three picks from two are the same");
        double x = normal(0.5, 0);
        double y = normal(0.5, 2);
        double twice = x * normal(3, 2) + y * normal(3, 0);
        assertEquals(
                Math.log(0.125 * twice),
                Densities.logp(picked, Var.constant(0.5, 3, 0.5)).eval().item(),
                1e-14);
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Densities.logp(picked, Var.constant(0.5, 3, 4)).eval().item(),
                "three different values from two");
    }

    @Test
    void a_shape_is_random() {
        Var n = Poisson.of(c(2.0)).draw("n");
        Var x = Normal.of(c(0), c(1)).draw("x", Shape.of(List.of(Extent.of(n))));
        int length = x.eval(RandomKey.of(5)).length();
        assertEquals(length, n.eval(RandomKey.of(5)).longAt(0));
        double found = Joint.empty()
                .value("n", n, Var.constant(3L))
                .observe("x", x, Var.constant(Tensor.of(new double[] {0.5, 1, 2})))
                .derive()
                .total(Checks.NEG_INF)
                .eval()
                .item();
        double expected = -2 + 3 * Math.log(2) - Math.log(6) + Math.log(normal(0.5, 0) * normal(1, 0) * normal(2, 0));
        assertEquals(expected, found, 1e-14);
    }

    @Test
    void a_shifted_normal_is_a_normal() {
        Var a = Var.input("a");
        Var logp = Densities.logp(Normal.of(c(0), c(1)).draw("x").plus(a), 1);
        assertEquals(
                Math.log(normal(1, 2.5)), logp.eval(a.with(Tensor.scalar(2.5))).item(), 1e-14);
    }
}
