package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.rule.ForeignOp;
import ppl.graph.Functions;
import ppl.graph.Var;

/** The order in which values are given decides nothing: every order gives the same density or the same refusal. */
class JointOrderTest {

    private static final double HALF_LOG_2PI = 0.9189385332046728;

    /** A node and its value. */
    private record Given(String name, Var node, Var value) {
        Given(String name, Var node, double value) {
            this(name, node, c(value));
        }
    }

    private static double logNormal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static Var normal(String name, double mu, double sigma) {
        return Normal.of(c(mu), c(sigma)).draw(name);
    }

    private static List<List<Given>> orders(List<Given> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Given>> orders = new ArrayList<>();
        for (Given first : all) {
            List<Given> rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<Given> tail : orders(rest)) {
                List<Given> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                orders.add(order);
            }
        }
        return orders;
    }

    private static Joint joint(List<Given> order) {
        Joint joint = Joint.empty();
        for (Given g : order) {
            joint = joint.observe(g.name(), g.node(), g.value());
        }
        return joint;
    }

    private static void isAlways(double expected, Given... all) {
        for (List<Given> order : orders(List.of(all))) {
            double[] total =
                    Laws.values(List.of(), List.of(), joint(order).derive().total(Checks.NEG_INF));
            String names = order.stream().map(Given::name).toList().toString();
            assertEquals(expected, total[0], 1e-12 * Math.abs(expected), names);
        }
    }

    private static void isAlwaysRefused(DensityCode code, Given... all) {
        String first = null;
        for (List<Given> order : orders(List.of(all))) {
            LogDensityException e =
                    assertThrows(LogDensityException.class, () -> joint(order).derive());
            assertEquals(code, e.code(), e.getMessage());
            first = first == null ? e.getMessage() : first;
            assertEquals(first, e.getMessage());
        }
    }

    @Test
    void a_sum_and_a_function_of_one_of_its_terms() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 2);
        double expected = logNormal(Math.log(1.3), 0, 1) - Math.log(1.3) + logNormal(0.7 - Math.log(1.3), 0, 2);
        isAlways(expected, new Given("z", a.plus(b), 0.7), new Given("c", a.exp(), 1.3));
        isAlways(expected, new Given("a sum", a.plus(b), 0.7), new Given("function", a.exp(), 1.3));
    }

    @Test
    void a_chain_of_sums_that_each_add_one_term() {
        Var a = normal("a", 1, 1);
        Var b = normal("b", 0, 2);
        Var d = normal("d", 0, 3);
        double la = Math.log(2);
        isAlways(
                logNormal(la, 1, 1) - la + logNormal(0.5 - la, 0, 2) + logNormal(-1 - 0.5, 0, 3),
                new Given("s3", a.plus(b).plus(d), -1),
                new Given("s2", a.plus(b), 0.5),
                new Given("s1", a.exp(), 2));
    }

    @Test
    void functions_of_functions_of_a_draw_that_a_sum_and_a_clip_use() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 2);
        Var d = normal("d", 0, 1);
        Var clipped = Functions.clip(d.plus(a), -1, 1);
        double ea = Math.log(1.5);
        double tail = Math.log(0.5 * erfc((1 - ea) / Math.sqrt(2)));
        isAlways(
                logNormal(ea, 0, 1) - ea - Math.log(2) + logNormal(0.3 - ea, 0, 2) + tail,
                new Given("y", clipped, 1),
                new Given("z", a.plus(b), 0.3),
                new Given("w", a.exp().times(2).plus(1), 4));
    }

    /** By its series, good to 1e-15 for small arguments. */
    private static double erfc(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 1 - 2 / Math.sqrt(Math.PI) * sum;
    }

    @Test
    void a_product_whose_factor_another_value_tells() {
        Var a = normal("a", 0, 1);
        Var b = Exponential.of(c(1)).draw("b");
        isAlways(
                -2 - Math.log(2) + Math.log(2) + logNormal(3.0 / 2, 0, 1) - Math.log(2),
                new Given("product", a.times(b), 3),
                new Given("twice", b.times(2).div(2), 2));
    }

    @Test
    void a_draw_whose_parameter_is_told_by_another_value() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 2);
        Var y = Normal.of(a, c(0.5)).draw("y");
        double ea = Math.log(0.4);
        isAlways(
                logNormal(ea, 0, 1) - ea + logNormal(2 - ea, 0, 2) + logNormal(-1, ea, 0.5) + logNormal(3, -1, 1),
                new Given("below y", Normal.of(y, c(1)).draw("u"), 3),
                new Given("a draw", y, -1),
                new Given("sum", a.plus(b), 2),
                new Given("z", a.exp(), 0.4));
    }

    @Test
    void a_clip_that_a_parameter_below_it_uses() {
        Var a = normal("a", 0, 1);
        Var clipped = Functions.maximum(a, c(0));
        Var y = Normal.of(clipped, c(1)).draw("y");
        isAlways(Math.log(0.5) + logNormal(0.3, 0, 1), new Given("y", y, 0.3), new Given("clipped", clipped, 0));
    }

    @Test
    void a_value_computed_from_a_draw_that_another_value_tells() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 1);
        isAlways(
                logNormal(0.5, 0, 1) - 0.5 + logNormal(0.5, 0, 1),
                new Given("b", b, a),
                new Given("c", a.exp(), Math.exp(0.5)));
    }

    @Test
    void two_sums_that_share_a_draw_nobody_tells() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 2);
        Var d = normal("d", 0, 3);
        double square = (10 * 0.7 * 0.7 - 2 * 0.7 * 0.2 + 5 * 0.2 * 0.2) / 49; // variances 5 and 10, covariance 1
        isAlways(
                -0.5 * square - 0.5 * Math.log(49) - Math.log(2 * Math.PI) + logNormal(0.2, 0, 1),
                new Given("u", a.plus(b), 0.7),
                new Given("v", a.plus(d), 0.2),
                new Given("w", normal("e", 0, 1), 0.2));
        isAlways(
                logNormal(0.45, 0, 1) + logNormal(0.25, 0, 2) - Math.log(2),
                new Given("u", a.plus(b), 0.7),
                new Given("v", a.minus(b), 0.2));
        isAlwaysRefused(
                DensityCode.SOURCE_CONSUMED_TWICE,
                new Given("u", a.plus(b).abs(), 0.7),
                new Given("v", a.plus(d), 0.2));
    }

    @Test
    void a_clip_and_a_function_of_the_same_draw() {
        Var a = normal("a", 0, 1);
        isAlwaysRefused(
                DensityCode.OVERDETERMINED,
                new Given("clip", Functions.maximum(a, c(0)), 0.7),
                new Given("exp", a.exp(), 2));
        isAlwaysRefused(DensityCode.OVERDETERMINED, new Given("one", a.exp(), 2), new Given("two", a.times(2), 3));
    }

    @Test
    void a_sum_all_of_whose_terms_are_told() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 1);
        isAlwaysRefused(
                DensityCode.OVERDETERMINED,
                new Given("sum", a.plus(b), 0.7),
                new Given("exp a", a.exp(), 2),
                new Given("b", b, 2));
    }

    @Test
    void a_draw_whose_parameter_only_a_sum_uses() {
        Var a = normal("a", 0, 1);
        Var b = normal("b", 0, 1);
        isAlwaysRefused(
                DensityCode.UNVALUED_SOURCE,
                new Given("sum", a.plus(b), 0.7),
                new Given("y", Normal.of(a, c(1)).draw("y"), 2),
                new Given("e", normal("e", 0, 1), 2));
    }

    @Test
    void expressions_without_a_law_whatever_else_is_given() {
        Var a = normal("a", 0, 1);
        Var g = Gamma.of(c(2), c(1)).draw("g");
        isAlwaysRefused(
                DensityCode.NO_RULE,
                new Given("t", ForeignOp.wiggle(a), 0.3),
                new Given("s", a.times(g), 0.3),
                new Given("e", normal("e", 0, 1), 2));
    }

    @Test
    void long_walks_of_scalars_are_one_pass() {
        List<Given> walk = new ArrayList<>();
        Var x = normal("e0", 0, 1);
        double expected = logNormal(0, 0, 1);
        walk.add(new Given("x0", x, 0));
        for (int t = 1; t < 150; t++) {
            x = x.plus(normal("e" + t, 0, 1));
            walk.add(new Given("x" + t, x, 0.1 * t));
            expected += logNormal(0.1, 0, 1);
        }
        double[] total = Laws.values(
                List.of(), List.of(), joint(walk.reversed()).derive().total(Checks.OFF));
        assertEquals(expected, total[0], 1e-10);
        assertTrue(walk.size() > 100);
    }
}
