package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.op.Input;

class BivariateTest {

    @ParameterizedTest
    @MethodSource("all")
    void values_lie_within_the_bounds_proved_from_those_of_the_operands(BinaryOperator<Var> function) {
        SplittableRandom random = new SplittableRandom(8);
        double[] ends = {Double.NEGATIVE_INFINITY, -2, 0, 0.5, 1, 3, Double.POSITIVE_INFINITY};
        for (int trial = 0; trial < 60; trial++) {
            Interval a = interval(random, ends);
            Interval b = interval(random, ends);
            Interval bounds = function.apply(input(a), input(b)).range();
            double[] z = DerivativeTest.values(
                    function.apply(Var.constant(inside(random, a)), Var.constant(inside(random, b))));
            for (double value : z) {
                assertTrue(
                        Double.isNaN(value) || (bounds.lo() <= value && value <= bounds.hi()),
                        () -> value + " outside " + bounds + " for " + a + " and " + b);
            }
        }
    }

    static Stream<Named<BinaryOperator<Var>>> all() {
        return Stream.of(
                Named.of("pow", Functions::pow),
                Named.of("logaddexp", Functions::logaddexp),
                Named.of("logdiffexp", Functions::logdiffexp),
                Named.of("xlogy", Functions::xlogy),
                Named.of("xlog1py", Functions::xlog1py),
                Named.of("lbeta", Functions::lbeta),
                Named.of("digamma difference", Functions::digammaDifference));
    }

    private static Interval interval(SplittableRandom random, double[] ends) {
        int i = random.nextInt(ends.length);
        return new Interval(ends[i], ends[random.nextInt(i, ends.length)]);
    }

    private static Var input(Interval within) {
        return Var.of(new Input(new Input.Slot("x"), new TensorType(DType.F64, Shape.of(50)), within));
    }

    private static double[] inside(SplittableRandom random, Interval within) {
        return random.doubles(50, -20, 20)
                .map(x -> Math.clamp(x, within.lo(), within.hi()))
                .toArray();
    }

    @Test
    void operands_broadcast() {
        Var column = Var.constant(new double[] {0, 1}).reshape(2, 1);
        Var z = LogAddExp.of(column, Var.constant(0.0, 1.0, 2.0));
        assertArrayEquals(new int[] {2, 3}, z.shape().sizes());
    }

    @Test
    void operands_of_two_shapes_are_named() {
        GraphException e =
                assertThrows(GraphException.class, () -> LogAddExp.of(Var.input("left", 2), Var.input("right", 3)));
        assertTrue(e.getMessage().contains("'left'") && e.getMessage().contains("'right'"), e.getMessage());
        assertTrue(e.getMessage().startsWith("logaddexp"), e.getMessage());
    }

    @Test
    void an_op_on_operands_of_two_types_is_refused() {
        List<Var> mixed = List.of(Var.input("x", 2), Var.constant(1L));
        String message = assertThrows(GraphException.class, () -> new LogAddExp().infer(mixed))
                .getMessage();
        assertTrue(message.startsWith("logaddexp takes two operands of one float type and shape, but got "), message);
    }

    @Test
    void xlogy_is_zero_where_x_is_zero_but_keeps_NaN() {
        double[] z = DerivativeTest.values(Functions.xlogy(
                Var.constant(0.0, 0.0, 0.0, 0.0, 2.0), Var.constant(0.0, -1, Double.POSITIVE_INFINITY, Double.NaN, 0)));
        assertEquals(0, z[0]);
        assertEquals(0, z[1]);
        assertEquals(0, z[2]);
        assertTrue(Double.isNaN(z[3]));
        assertEquals(Double.NEGATIVE_INFINITY, z[4]);
    }
}
