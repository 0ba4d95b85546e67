package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
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
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.op.Input;

class UnivariateTest {

    @ParameterizedTest
    @MethodSource("all")
    void values_lie_within_the_bounds_proved_from_those_of_the_argument(UnaryOperator<Var> function) {
        SplittableRandom random = new SplittableRandom(7);
        double[] anchors = {Double.NEGATIVE_INFINITY, -50, -3, -1, -0.5, 0, 0.5, 1, 2, 40, Double.POSITIVE_INFINITY};
        for (int i = 0; i < anchors.length; i++) {
            for (int j = i; j < anchors.length; j++) {
                Interval within = new Interval(anchors[i], anchors[j]);
                TensorType type = new TensorType(DType.F64, Shape.of(40));
                Interval bounds = function.apply(Var.of(new Input(new Input.Slot("x"), type, within)))
                        .range();
                double[] x = new double[40];
                for (int k = 0; k < x.length; k++) {
                    double wide = random.nextDouble(-60, 60);
                    x[k] = k == 0 ? within.lo() : k == 1 ? within.hi() : Math.clamp(wide, within.lo(), within.hi());
                }
                for (double y : DerivativeTest.values(function.apply(Var.constant(x)))) {
                    assertTrue(
                            Double.isNaN(y) || (bounds.lo() <= y && y <= bounds.hi()), () -> y + " outside " + bounds);
                }
            }
        }
    }

    static Stream<Named<UnaryOperator<Var>>> all() {
        return Stream.concat(
                AccuracyTest.functions().map(a -> unchecked(a.get()[1])),
                Stream.of(Named.of("polygamma", (UnaryOperator<Var>) x -> Functions.polygamma(3, x))));
    }

    @SuppressWarnings("unchecked")
    private static Named<UnaryOperator<Var>> unchecked(Object named) {
        return (Named<UnaryOperator<Var>>) named;
    }

    @ParameterizedTest
    @MethodSource("all")
    void scalars_and_vectors_give_the_same_bits(UnaryOperator<Var> function) {
        double[] x = {0.3, -0.7, 1, 2, 7.5, -12, 0.9999, 1e-20, 1e20, Double.NaN};
        double[] vector = DerivativeTest.values(function.apply(Var.constant(x)));
        for (int i = 0; i < x.length; i++) {
            double scalar = DerivativeTest.values(function.apply(Var.constant(x[i])))[0];
            assertEquals(Double.doubleToLongBits(vector[i]), Double.doubleToLongBits(scalar), "at " + x[i]);
        }
    }

    @Test
    void float32_is_computed_in_float64_and_rounded_once() {
        Tensor y = Objects.requireNonNull(
                Exp.of(Var.constant(Tensor.of(new float[] {1.1f, -3.7f}))).constantValue());
        assertEquals(DType.F32, y.dtype());
        assertEquals((float) StrictMath.exp(1.1f), y.doubleAt(0));
        assertEquals((float) StrictMath.exp(-3.7f), y.doubleAt(1));
    }

    @Test
    void integers_are_converted_to_float64() {
        Var root = Functions.softplus(Var.constant(0L));
        assertEquals(DType.F64, root.dtype());
        assertEquals(StrictMath.log(2), DerivativeTest.values(root)[0]);
    }

    @Test
    void equal_applications_are_one_node() {
        Var x = Var.input("x", 3);
        assertSame(Exp.of(x), Exp.of(x));
    }

    @Test
    void operand_of_wrong_type_is_named() {
        Var flags = Var.constant(Tensor.of(new boolean[] {true}));
        GraphException e = assertThrows(GraphException.class, () -> new Exp().infer(List.of(flags)));
        assertTrue(e.getMessage().startsWith("exp takes one operand of a float type, but got "), e.getMessage());
        assertTrue(e.getMessage().endsWith("cast it first"), e.getMessage());
    }

    @Test
    void polygamma_refuses_orders_it_does_not_know() {
        assertThrows(GraphException.class, () -> Functions.polygamma(1, Var.constant(1.0)));
        assertThrows(GraphException.class, () -> Functions.polygamma(13, Var.constant(1.0)));
    }
}
