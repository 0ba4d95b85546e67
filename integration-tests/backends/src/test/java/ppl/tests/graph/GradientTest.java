package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.op.RichOp;

/** Derivatives of every primitive, once and twice, against numeric differences. */
class GradientTest {

    private static final double TOLERANCE = 1e-7;
    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");

    static Stream<GradientCases.Case> cases() {
        return GradientCases.all();
    }

    private static void check(Var y, List<Var> inputs, List<Tensor> at) {
        CheckGradient check = CheckGradient.of(y, inputs, at, INTERP);
        assertTrue(check.error() <= TOLERANCE, check::worst);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_derivative_agrees_with_differences(GradientCases.Case c) {
        check(c.output(), c.inputs(), c.at());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_derivative_of_a_derivative_agrees_with_differences(GradientCases.Case c) {
        List<@Nullable Var> first = Gradient.vjp(c.output().square(), c.inputs(), Functions.onesLike(c.output()));
        List<Var> some = first.stream().filter(Objects::nonNull).toList();
        for (Var slope : some) {
            check(slope, c.inputs(), c.at());
        }
    }

    /** x cubed, with a derivative that forgets the 3. */
    record WrongCube() implements RichOp {
        @Override
        public String name() {
            return "wrong_cube";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            Var x = inputs.getFirst();
            return x.times(x).times(x);
        }

        @Override
        public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
            return List.of(cotangent.times(inputs.getFirst().square()));
        }
    }

    @Test
    void a_wrong_derivative_is_found_and_its_element_named() {
        Var x = Var.input("x", 2);
        CheckGradient check = CheckGradient.of(Var.of(new WrongCube(), x), x, Tensor.of(new double[] {0, 2}));
        assertTrue(check.error() > 0.5, check::worst);
        assertTrue(check.worst().startsWith("element 1 of 'x' float64[2]"), check::worst);
        assertTrue(check.worst().contains(": the derivative is "), check::worst);
    }

    @Test
    void a_derivative_that_is_missing_is_found() {
        Var x = Var.input("x");
        CheckGradient check = CheckGradient.of(Gradient.stop(x).square(), x, Tensor.scalar(3.0));
        assertEquals(1, check.error(), 1e-9, check.worst());
    }

    /** A step of 2^-10 from 0.001 reaches beyond 0, where there is no logarithm; and so near 0 a slope grows in each step. */
    @Test
    void a_small_number_is_compared_by_small_steps() {
        Var x = Var.input("x");
        CheckGradient right = CheckGradient.of(x.log(), x, Tensor.scalar(1e-3));
        assertTrue(right.error() < 1e-7, right::worst);
        CheckGradient wrong = CheckGradient.of(Gradient.stop(x).log().plus(x.log()), x, Tensor.scalar(1e-3));
        assertEquals(0.5, wrong.error(), 1e-4, wrong.worst());
    }

    @Test
    void only_float64_nodes_can_be_checked() {
        Var x = Var.input("x", new TensorType(DType.F32, Shape.of(2)));
        String message = assertThrows(GraphException.class, () -> CheckGradient.of(x, x, Tensor.of(new float[] {1, 2})))
                .getMessage();
        assertEquals("numeric differences need a node of type float64, but got " + x.describe(), message);
    }
}
