package ppl.aeppl.rule.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;

/** Parts of a Gaussian tensor with values of their own: their densities multiply to that of all of it, so what is missing is imputed. */
final class ConditionalNormalsTest {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double[] AT = {0.3, 0.7, -1};

    private static Var vector(int... batch) {
        return MvNormal.of(
                        Var.constant(0.0, 1, -2),
                        Var.constant(Tensor.of(new double[][] {{1, 0.9, 0.5}, {0.9, 2, 0.4}, {0.5, 0.4, 3}})))
                .draw("mv", batch);
    }

    private static double whole() {
        return Densities.logp(vector(), Var.constant(AT)).eval().item();
    }

    private static double total(Joint joint) {
        return joint.derive().total(Checks.RAISE).eval().item();
    }

    private static double n(double x, double variance) {
        return -0.5 * x * x / variance - 0.5 * Math.log(variance) - HALF_LOG_2PI;
    }

    private record Parts(String name, double expected, Supplier<Joint> joint) {}

    private static List<Parts> parts() {
        Var twice = Var.constant(AT).broadcastTo(Shape.of(2, 3));
        return List.of(
                new Parts("three elements", whole(), () -> {
                    Var x = vector();
                    return Joint.empty()
                            .observe("a", x.get(0), c(AT[0]))
                            .observe("b", x.get(1), c(AT[1]))
                            .observe("c", x.get(2), c(AT[2]));
                }),
                new Parts("three elements under other names", whole(), () -> {
                    Var x = vector();
                    return Joint.empty()
                            .observe("c", x.get(0), c(AT[0]))
                            .observe("b", x.get(1), c(AT[1]))
                            .observe("a", x.get(2), c(AT[2]));
                }),
                new Parts("two of three, and the other", whole(), () -> {
                    Var x = vector();
                    return Joint.empty()
                            .observe("seen", x.get(Index.take(0, 2)), Var.constant(AT[0], AT[2]))
                            .value("missing", x.get(1), c(AT[1]));
                }),
                new Parts("columns of rows", 2 * whole(), () -> {
                    Var x = vector(2);
                    return Joint.empty()
                            .observe("seen", x.get(Index.all(), Index.at(1)), twice.get(Index.all(), Index.at(1)))
                            .value(
                                    "missing",
                                    x.get(Index.all(), Index.take(0, 2)),
                                    twice.get(Index.all(), Index.take(0, 2)));
                }),
                new Parts("a sum and a difference", n(0.3, 1) + n(0.7, 1) - Math.log(2), () -> {
                    Var x = Normal.of(c(0), c(1)).draw("x", 2);
                    return Joint.empty()
                            .observe("s", x.get(0).plus(x.get(1)), c(1))
                            .observe("d", x.get(0).minus(x.get(1)), c(-0.4));
                }),
                new Parts("a sum and a summand", n(0.3, 1) + n(0.7, 1), () -> {
                    Var x = Normal.of(c(0), c(1)).draw("x", 2);
                    return Joint.empty().observe("s", x.sum(), c(1)).observe("x0", x.get(0), c(0.3));
                }),
                new Parts("places of a walk", n(0.3, 2) + n(0.4, 2), () -> {
                    Var walk = Functions.cumsum(Normal.of(c(0), c(1)).draw("x", 4), 0);
                    return Joint.empty().observe("a", walk.get(1), c(0.3)).observe("b", walk.get(3), c(0.7));
                }),
                new Parts("sums that share one by one", chained(), () -> {
                    List<Var> s = sums();
                    return Joint.empty()
                            .observe("a", s.get(0), c(0.5))
                            .observe("b", s.get(1), c(0.1))
                            .observe("c", s.get(2), c(0.2));
                }),
                new Parts("what depends on an imputed element", seen() + n(1 - 0.7, 1), () -> {
                    Var x = vector();
                    return Joint.empty()
                            .observe("a", x.get(0), c(0.3))
                            .value("b", x.get(1), c(0.7))
                            .observe("y", Normal.of(x.get(1), c(1)).draw("y"), c(1));
                }));
    }

    /** Of the last one and the first one, which share nothing, the second one, which is valued between, makes dependent. */
    private static List<Var> sums() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = Normal.of(c(0), c(1)).draw("y");
        Var z = Normal.of(c(0), c(1)).draw("z");
        return List.of(x.plus(Normal.of(c(0), c(2)).draw("u")), x.plus(y), y.plus(z));
    }

    private static double chained() {
        return Densities.logp(Functions.stack(sums(), 0), Var.constant(0.5, 0.1, 0.2))
                .eval()
                .item();
    }

    /** The density of the first two elements. */
    private static double seen() {
        return Densities.logp(vector().get(Index.range(0, 2)), Var.constant(0.3, 0.7))
                .eval()
                .item();
    }

    @TestFactory
    Stream<DynamicTest> multiply_to_the_density_of_all() {
        return parts().stream()
                .map(p -> DynamicTest.dynamicTest(
                        p.name(),
                        () -> assertEquals(p.expected(), total(p.joint().get()), 1e-12)));
    }

    @Test
    void rows_stay_independent() {
        Var x = vector(2);
        Law law = Joint.empty()
                .observe("a", x.get(Index.all(), Index.at(1)), Var.constant(0.7, 0.7))
                .value("b", x.get(Index.all(), Index.at(0)), Var.constant(0.3, 0.3))
                .derive()
                .law("b");
        assertEquals(Set.of(), law.type().eventAxes());
    }

    @Test
    void a_missing_part_may_be_free() {
        Var x = vector();
        JointDensity joint = Joint.empty()
                .observe("seen", x.get(1), c(AT[1]))
                .free("missing", x.get(Index.take(0, 2)))
                .derive();
        Var total = joint.total(Checks.RAISE);
        Var u = joint.unconstrained().getFirst();
        Tensor at = Tensor.of(new double[] {AT[0], AT[2]});
        assertEquals(whole(), total.eval(u.with(at)).item(), 1e-12);
        Var all = Var.input("all", 3);
        double[] slope = Gradient.of(Densities.logp(vector(), all), all)
                .eval(all.with(Tensor.of(AT)))
                .toDoubles();
        assertArrayEquals(
                new double[] {slope[0], slope[2]},
                Gradient.of(total, u).eval(u.with(at)).toDoubles(),
                1e-12);
    }

    @Test
    void draws_are_those_given_the_others() {
        Var x = vector();
        Law law = Joint.empty()
                .observe("a", x.get(0), c(3))
                .value("b", x.get(Index.range(1, 3)), Var.constant(0.0, 0))
                .derive()
                .law("b");
        int n = 20_000;
        KeyVar keys = new KeyVar(Var.constant(Tensor.of(LongStream.range(0, n).toArray())));
        double[] drawn = law.draw(keys).eval().toDoubles();
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            double first = drawn[2 * i] - 3.7;
            double second = drawn[2 * i + 1] + 0.5;
            sums[0] += first / n;
            sums[1] += second / n;
            sums[2] += first * first / n;
            sums[3] += first * second / n;
            sums[4] += second * second / n;
        }
        // means 1 + 0.9 * 3 and -2 + 0.5 * 3, covariances less products of 0.9 and 0.5; five standard errors
        double one = 2 - 0.81;
        double both = 0.4 - 0.45;
        double two = 3 - 0.25;
        double[] errors = {one, two, 2 * one * one, one * two + both * both, 2 * two * two};
        double[] expected = {0, 0, one, both, two};
        for (int k = 0; k < 5; k++) {
            assertEquals(expected[k], sums[k], 5 * Math.sqrt(errors[k] / n), "moment " + k);
        }
    }

    @Test
    void far_from_the_mean_nothing_is_lost() {
        Var x = vector();
        double mean = 1 + 0.9 * 1e5;
        Law law = Joint.empty()
                .observe("a", x.get(0), c(1e5))
                .observe("b", x.get(1), c(mean))
                .derive()
                .law("b");
        double given = law.logDensity(Value.of(c(mean + 1))).total().eval().item();
        assertEquals(n(1, 1.19), given, 1e-10);
    }

    @Test
    void an_infinite_value_has_no_density() {
        Var x = vector();
        double total = Joint.empty()
                .observe("a", x.get(0), c(0.3))
                .value("b", x.get(1), c(Double.POSITIVE_INFINITY))
                .derive()
                .total(Checks.NEG_INF)
                .eval()
                .item();
        assertEquals(Double.NEGATIVE_INFINITY, total);
    }

    @Test
    void what_follows_from_the_others_is_refused() {
        Var x = vector();
        Joint overlapping = Joint.empty()
                .observe("a", x.get(Index.take(0, 1)), Var.constant(1.0, 1))
                .observe("b", x.get(Index.take(1, 2)), Var.constant(1.0, 2));
        assertThrows(LogDensityException.class, () -> total(overlapping));
    }

    @Test
    void a_function_of_a_part_is_refused_where_it_is_not_gaussian() {
        Var x = vector();
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> total(Joint.empty()
                        .observe("a", x.get(0), c(0.3))
                        .observe("b", x.get(1).exp(), c(2))));
        assertEquals(DensityCode.SOURCE_CONSUMED_TWICE, e.code());
    }
}
