package ppl.aeppl.rule.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Copies of a random value: one density for all, and only where they agree. */
class RepeatedTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var exponential(int... shape) {
        return Exponential.of(c(2)).draw("e", shape);
    }

    private static double logp(Var node, Tensor value) {
        return Joint.law(node)
                .logDensity(Value.of(Var.constant(value)))
                .total()
                .eval()
                .item();
    }

    private static Tensor all(double x, int... shape) {
        double[] values = new double[Shape.of(shape).elements()];
        java.util.Arrays.fill(values, x);
        return Tensor.of(values, shape);
    }

    static Stream<Arguments> copies() {
        Var e = exponential();
        Var k = Poisson.of(c(3)).draw("k");
        double atHalf = Math.log(2) - 1;
        double two = 2 * Math.log(3) - 3 - Math.log(2);
        return Stream.of(
                Arguments.of("a scalar", e.broadcastTo(Shape.of(3)), 0.5, atHalf),
                Arguments.of("along two axes", e.broadcastTo(Shape.of(2, 3)), 0.5, atHalf),
                Arguments.of("twice", e.broadcastTo(Shape.of(3)).broadcastTo(Shape.of(4, 3)), 0.5, atHalf),
                Arguments.of("exp of copies", e.broadcastTo(Shape.of(3)).exp(), Math.exp(0.5), atHalf - 0.5),
                Arguments.of("copies of exp", e.exp().broadcastTo(Shape.of(3)), Math.exp(0.5), atHalf - 0.5),
                Arguments.of(
                        "an affine map of copies",
                        e.broadcastTo(Shape.of(3)).times(2).plus(1),
                        2,
                        atHalf - Math.log(2)),
                Arguments.of(
                        "log of copies of a product",
                        e.times(4).broadcastTo(Shape.of(3)).log(),
                        Math.log(2),
                        atHalf + Math.log(0.5)),
                Arguments.of("whole numbers", k.broadcastTo(Shape.of(3)).cast(DType.F64), 2, two),
                Arguments.of(
                        "whole numbers, moved",
                        k.broadcastTo(Shape.of(3)).plus(1).cast(DType.F64),
                        3,
                        two),
                Arguments.of(
                        "a row for each column",
                        exponential(2).reshape(2, 1).broadcastTo(Shape.of(2, 3)),
                        0.5,
                        2 * atHalf),
                Arguments.of("copies of rows", exponential(3).broadcastTo(Shape.of(2, 3)), 0.5, 3 * atHalf),
                Arguments.of("no copy but the first", exponential(3).broadcastTo(Shape.of(1, 3)), 0.5, 3 * atHalf));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void copies_count_once_and_must_agree(String name, Var node, double at, double want) {
        int[] shape = node.shape().sizes();
        assertEquals(want, logp(node, all(at, shape)), 1e-12 * Math.max(1, Math.abs(want)));
        if (name.startsWith("no copy")) {
            return;
        }
        double[] values = all(at, shape).toDoubles();
        values[values.length - 1] = at + (at == Math.rint(at) ? 1 : 1e-9);
        assertEquals(-INF, logp(node, Tensor.of(values, shape)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void draws_agree_and_have_a_density(String name, Var node, double at, double want) {
        Law law = Joint.law(node);
        Tensor drawn = law.draw(KeyVar.of(RandomKey.of(3))).eval();
        assertEquals(node.shape(), drawn.type().shape());
        assertTrue(Double.isFinite(logp(node, drawn)));
        assertEquals(node.shape(), law.supportPoint().shape());
        assertTrue(Double.isFinite(logp(node, law.supportPoint().eval())));
    }

    @Test
    void rows_that_are_not_repeated_stay_a_batch() {
        Law law = Joint.law(exponential(2).reshape(2, 1).broadcastTo(Shape.of(2, 3)));
        assertEquals(Set.of(1), law.type().eventAxes());
        assertEquals(Shape.of(2), law.type().batchShape());
    }

    @Test
    void copies_of_vectors_are_copies() {
        Var p = Dirichlet.of(Var.constant(1.0, 2, 3)).draw("p");
        double[] x = {0.2, 0.3, 0.5};
        double one = logp(p, Tensor.of(x));
        Var both = p.broadcastTo(Shape.of(2, 3));
        assertEquals(one, logp(both, Tensor.of(new double[] {0.2, 0.3, 0.5, 0.2, 0.3, 0.5}, 2, 3)), 1e-12);
        assertEquals(-INF, logp(both, Tensor.of(new double[] {0.2, 0.3, 0.5, 0.3, 0.2, 0.5}, 2, 3)));
    }

    @Test
    void a_value_of_copies_is_that_of_the_draw() {
        Var e = exponential();
        Joint joint = Joint.empty()
                .observe("copies", e.broadcastTo(Shape.of(2)), Var.constant(0.5, 0.5))
                .observe("y", Normal.of(e, c(1)).draw("y"), c(0.5));
        double got = joint.derive().total(ppl.aeppl.joint.Checks.OFF).eval().item();
        assertEquals(Math.log(2) - 1 - 0.5 * Math.log(2 * Math.PI), got, 1e-12);
    }

    @Test
    void one_copy_of_each_is_the_value() {
        Var all = exponential(2).reshape(2, 1).broadcastTo(Shape.of(2, 3));
        Var each = all.get(Index.range(0, 2), Index.at(1));
        assertEquals(2 * Math.log(2) - 2, logp(each, all(0.5, 2)), 1e-12);
        assertEquals(Set.of(), Joint.law(each).type().eventAxes());
        Var two = all.get(Index.range(0, 2), Index.range(0, 2));
        assertEquals(2 * Math.log(2) - 2, logp(two, all(0.5, 2, 2)), 1e-12);
    }

    @Test
    void the_number_of_copies_may_be_known_only_in_a_run() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Shape shape = Shape.of(List.of(Shape.Extent.of(n)));
        Var value = Functions.broadcastTo(c(0.5), shape);
        Given three = n.with(Tensor.scalar(3L));
        Law law = Joint.law(exponential().broadcastTo(shape));
        assertEquals(
                Math.log(2) - 1,
                law.logDensity(Value.of(value)).total().eval(three).item(),
                1e-12);
    }

    @Test
    void the_slope_is_that_of_one_copy() {
        Var value = Var.input("v", 3);
        Var logp = Joint.law(exponential().broadcastTo(Shape.of(3)))
                .logDensity(Value.of(value))
                .total();
        double[] slope = Gradient.of(logp, value).eval(value.with(all(0.5, 3))).toDoubles();
        assertEquals(-2, slope[0] + slope[1] + slope[2], 1e-12);
    }

    private static void refuses(DensityCode code, String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void functions_that_treat_copies_as_independent_are_refused() {
        Var u = Uniform.of(c(0), c(1)).draw("u");
        Var three = Var.constant(1.0, 2, 3);
        refuses(DensityCode.EVENT_AXES_MISMATCH, "works on single elements, but those of copies of", u.plus(three));
        refuses(DensityCode.EVENT_AXES_MISMATCH, "works on single elements, but those of copies of", u.times(three));
        refuses(
                DensityCode.EVENT_AXES_MISMATCH,
                "max works on single elements",
                Functions.maximum(u.broadcastTo(Shape.of(3)), three));
        Var v = Uniform.of(c(0), c(1)).draw("v", 3);
        refuses(DensityCode.NO_RULE, "the sum of two random variables has no closed law here", u.plus(v));
        refuses(DensityCode.MEASURABLE_BROADCAST, "so no copy of it is left", u.broadcastTo(Shape.of(0)));
    }

    @Test
    void copies_cannot_be_free() {
        Var u = Uniform.of(c(0), c(1)).draw("u");
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty().free("y", u.broadcastTo(Shape.of(3))).derive());
        assertTrue(e.getMessage().contains("lives on a surface of dimension 1"), e.getMessage());
    }
}
