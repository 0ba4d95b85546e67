package ppl.aeppl.family.composed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.PplException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Samples in ascending order. */
class OrderedSampleTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Distribution NORMAL = OrderedSample.ordered(Normal.of(0, 1));

    private static double logp(Distribution d, double... x) {
        return d.law(Shape.of(x.length))
                .logDensity(Value.of(Var.constant(x)))
                .total()
                .eval()
                .item();
    }

    @Test
    void the_density_counts_every_order_in_ascending_ones_only() {
        double three = 3 * -0.9189385332046727;
        assertEquals(Math.log(6) + three - 0.5 * (1 + 0.25 + 4), logp(NORMAL, -1, 0.5, 2), 1e-13);
        assertEquals(-INF, logp(NORMAL, 0.5, -1, 2));
        assertEquals(Math.log(2) - 3, logp(OrderedSample.ordered(Exponential.of(1)), 1, 2), 1e-14);
        assertEquals(-INF, logp(OrderedSample.ordered(Exponential.of(1)), -1, 2));
        assertEquals(Math.log(24), logp(OrderedSample.ordered(Uniform.of(0, 1)), 0.1, 0.2, 0.3, 0.9), 1e-14);
        assertEquals(-0.9189385332046727 - 0.5, logp(NORMAL, 1), 1e-15);
    }

    @Test
    void out_of_order_no_gradient_is_nan() {
        Var x = Var.input("x", 2);
        Var total = NORMAL.law(Shape.of(2)).logDensity(Value.of(x)).total();
        assertArrayEquals(
                new double[2],
                Laws.values(List.of(x), List.of(Tensor.of(new double[] {2, 1})), Gradient.of(total, x)),
                1e-300);
    }

    @Test
    void draws_are_sorted_samples() {
        double[] x = NORMAL.law(Shape.of(20_000, 3))
                .draw(KeyVar.of(RandomKey.of(5)))
                .eval()
                .toDoubles();
        double[] mean = new double[3];
        for (int i = 0; i < x.length; i++) {
            assertTrue(i % 3 == 0 || x[i] >= x[i - 1]);
            mean[i % 3] += x[i] / 20_000;
        }
        // E of the least of 3 standard normal numbers is -3 / (2 sqrt(pi)), its standard deviation 0.748
        assertArrayEquals(new double[] {-0.846284375321634, 0, 0.846284375321634}, mean, 0.027);
    }

    /** The density in free coordinates integrates to 1: by the midpoint rule in two dimensions. */
    @Test
    void the_maps_of_reals_half_lines_and_intervals_reach_all_of_the_mass() {
        for (Distribution d : List.of(
                NORMAL,
                OrderedSample.ordered(Exponential.of(1.5)),
                OrderedSample.ordered(Uniform.of(-1, 2)),
                OrderedSample.ordered(Truncated.of(Normal.of(0, 1), -INF, 0.5)))) {
            Var x = d.draw("x", 400 * 400, 2);
            JointDensity joint = Joint.empty().free("x", x).derive();
            double[] u = new double[400 * 400 * 2];
            double step = 0.1;
            for (int i = 0; i < 400 * 400; i++) {
                u[2 * i] = (i / 400 - 199.5) * step;
                u[2 * i + 1] = (i % 400 - 199.5) * step;
            }
            Var each = joint.factors().stream()
                    .map(f -> f.terms().elementwise())
                    .reduce(Var::plus)
                    .orElseThrow();
            double[] logp = Laws.values(joint.unconstrained(), List.of(Tensor.of(u, 400 * 400, 2)), each);
            double mass = 0;
            for (double l : logp) {
                mass += Math.exp(l) * step * step;
            }
            assertEquals(1, mass, 1e-6, d.toString());
        }
    }

    @Test
    void a_start_is_in_order_and_inside() {
        for (Distribution d : List.of(
                NORMAL,
                OrderedSample.ordered(Uniform.of(0, 1)),
                OrderedSample.ordered(Truncated.of(Normal.of(0, 1), -INF, 0.5)))) {
            Law law = d.law(Shape.of(4));
            Var start = law.type().support().bijector().inverse(law.supportPoint());
            for (double u : start.eval().toDoubles()) {
                assertTrue(Double.isFinite(u), d + ": " + u);
            }
        }
    }

    /** Each row of a batch has a law of its own; a normal variable restricted to this order is 3! times as dense. */
    @Test
    void rows_of_ordered_normal_variables_have_parameters_of_their_own() {
        Var mu = Var.constant(Tensor.of(new double[][] {{0}, {5}}));
        Law law = OrderedSample.ordered(Normal.of(mu, 2)).law(Shape.of(2, 3));
        double[][] x = {{-1, 0, 2}, {4, 5.5, 7}};
        double[] got = law.logDensity(Value.of(Var.constant(Tensor.of(x))))
                .elementwise()
                .eval()
                .toDoubles();
        for (int i = 0; i < 2; i++) {
            double expected = Math.log(6);
            for (double v : x[i]) {
                expected += -Math.pow((v - 5 * i) / 2, 2) / 2 - Math.log(2) - 0.5 * Math.log(2 * Math.PI);
            }
            assertEquals(expected, got[i], 1e-13);
        }
    }

    /** Of unlike elements the remedy has a density: the sum over all assignments, not that of one order times a number. */
    @Test
    void a_sorted_draw_of_unlike_normal_variables_is_the_remedy() {
        Var sorted = Functions.sort(Normal.of(Var.constant(0.0, 1), 1).draw("x"), -1);
        double got = Joint.law(sorted)
                .logDensity(Value.of(Var.constant(0.25, 2)))
                .total()
                .eval()
                .item();
        double inOrder = Math.exp(-0.5 * (0.0625 + 1));
        double turned = Math.exp(-0.5 * (0.5625 + 4));
        assertEquals(Math.log((inOrder + turned) / (2 * Math.PI)), got, 1e-13);
    }

    @Test
    void parameters_may_be_free() {
        Var mu = Normal.of(0, 1).draw("mu");
        Var x = OrderedSample.ordered(Normal.of(mu, 1)).draw("x", 3);
        JointDensity joint = Joint.empty().free("mu", mu).free("x", x).derive();
        Var total = joint.total(Checks.RAISE);
        List<Tensor> at = List.of(Tensor.scalar(0.5), Tensor.of(new double[] {0, -0.5, 0.25}));
        assertTrue(Double.isFinite(Laws.values(joint.unconstrained(), at, total)[0]));
    }

    private static void refused(String message, Runnable program) {
        PplException e = assertThrows(PplException.class, program::run);
        assertEquals(message, e.getMessage());
    }

    @Test
    void what_has_no_order_is_refused_with_a_reason() {
        refused(
                "[VALUE_TYPE]: Ordered takes a continuous distribution, but two draws of Poisson(mu=3.0) may be equal, so that"
                        + " their order has no density of this form\n  to fix: give a distribution with a density",
                () -> OrderedSample.ordered(Poisson.of(3)));
        refused(
                "Ordered needs to know how many numbers are in order, but the shape of a draw is []; give a shape whose last"
                        + " axis is as long, such as draw(name, 4), or in a model a dim",
                () -> NORMAL.draw("x"));
        refused(
                "Ordered takes draws of one distribution, but along the last axis the parameters of Normal(mu=[0.0, 1.0],"
                        + " sigma=1.0) differ; give them a last axis of length 1, or leave it out, or sort a draw of it: sort(draw, -1)",
                () -> OrderedSample.ordered(Normal.of(Var.constant(0.0, 1.0), 1))
                        .draw("x"));
    }
}
