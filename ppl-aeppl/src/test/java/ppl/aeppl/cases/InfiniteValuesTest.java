package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.Laws;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Densities;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Infinite values lie in no support: the density of what several laws make is that of nothing there, and so is its slope. */
final class InfiniteValuesTest {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static Var normal(String name, int... shape) {
        return Normal.of(c(0), c(1)).draw(name, shape);
    }

    private static Map<String, Var> expressions() {
        Var x = normal("x", 5);
        Var weights = Var.constant(0.3, 0.7);
        Var coin = Bernoulli.of(c(0.3)).draw("i");
        Map<String, Var> all = new LinkedHashMap<>();
        all.put(
                "a mixture",
                Mixture.of(weights, Normal.of(Var.constant(0.0, 1), c(1))).draw("m"));
        all.put(
                "a mixture of two families",
                Mixture.of(weights, Normal.of(c(0), c(1)), StudentT.of(c(3), c(0), c(1)))
                        .draw("m"));
        all.put(
                "a mixture of two supports",
                Mixture.of(weights, Normal.of(c(0), c(1)), Gamma.of(c(2), c(1))).draw("m"));
        all.put(
                "a pick",
                Functions.take(Functions.vector(normal("a"), normal("b").plus(3)), coin, 0));
        all.put("the greatest", Functions.max(x));
        all.put("the least", Functions.min(x));
        all.put(
                "the greater",
                Functions.maximum(normal("a"), StudentT.of(c(3), c(0), c(1)).draw("t")));
        all.put(
                "the greater of two supports",
                Functions.maximum(normal("a"), Gamma.of(c(2), c(1)).draw("g")));
        all.put("a rank", Functions.sort(x, 0).get(2));
        all.put("two ranks", Functions.sort(x, 0).get(Index.range(1, 3)));
        all.put("all in order", Functions.sort(x, 0));
        all.put(
                "a vector",
                MvNormal.of(Var.constant(0.0, 0), Var.constant(Tensor.of(new double[][] {{1, 0.9}, {0.9, 1}})))
                        .draw("v"));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> have_no_density_and_no_slope() {
        return expressions().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Var node = e.getValue();
                    int n = node.shape().elements();
                    Var v = Var.input("v", node.type());
                    Var logp = Densities.logp(node, v).sum();
                    Var gradient = Gradient.of(logp, List.of(v)).getFirst();
                    for (double end : new double[] {NEVER, Double.POSITIVE_INFINITY}) {
                        double[] at = new double[n];
                        Arrays.fill(at, end);
                        List<Tensor> values =
                                List.of(Tensor.wrap(at, node.shape().sizes()));
                        assertEquals(NEVER, Laws.values(List.of(v), values, logp)[0]);
                        assertArrayEquals(new double[n], Laws.values(List.of(v), values, gradient));
                    }
                }));
    }

    @Test
    void parts_that_depend_on_an_infinite_one_have_a_density_beside_it() {
        Var x = normal("x");
        Var both = Functions.vector(x, Normal.of(x, c(1)).draw("y"));
        Var infinite = Var.constant(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertEquals(NEVER, Densities.logp(both, infinite).sum().eval().item());
    }

    @Test
    void a_component_without_density_has_no_say_in_the_slope() {
        Var v = Var.input("v");
        Var alpha = Var.input("alpha");
        Var mixed = Mixture.of(Var.constant(0.3, 0.7), Normal.of(c(0.5), c(1)), Gamma.of(alpha, c(1)))
                .draw("m");
        Var logp = Densities.logp(mixed, v);
        List<Tensor> at = List.of(Tensor.scalar(0.0), Tensor.scalar(2.0));
        assertEquals(
                0.5,
                Laws.values(List.of(v, alpha), at, Gradient.of(logp, List.of(v)).getFirst())[0],
                1e-14);
        assertEquals(
                0,
                Laws.values(
                        List.of(v, alpha), at, Gradient.of(logp, List.of(alpha)).getFirst())[0]);
    }

    @Test
    void the_greatest_of_densities_without_bound_has_none_at_the_end() {
        Var greatest = Functions.max(Gamma.of(c(0.5), c(1)).draw("g", 3));
        assertEquals(NEVER, Densities.logp(greatest, 0).eval().item());
        assertTrue(Double.isNaN(
                Densities.logp(Functions.max(normal("x", 3)), Double.NaN).eval().item()));
    }
}
