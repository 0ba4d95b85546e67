package ppl.examples.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.examples.foreign.Gudermannian.gudermannian;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

class GudermannianTest {

    private static final double[] AT = {0, -0.0, 1e-300, 1e-9, -1e-3, 0.1, -0.7, 1, 3, -20, 300, -800};

    private static double[] run(String backend, Var x, Var y, double... at) {
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y)).compile(options)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void the_sine_of_its_angle_is_the_hyperbolic_tangent(String backend) {
        Var x = Var.input("x", AT.length);
        double[] angle = run(backend, x, gudermannian(x), AT);
        for (int i = 0; i < AT.length; i++) {
            double tanh = StrictMath.tanh(AT[i]);
            assertEquals(tanh, StrictMath.sin(angle[i]), 1e-15 * Math.abs(tanh));
            assertEquals(Math.copySign(1, AT[i]), Math.copySign(1, angle[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void its_derivative_is_one_over_the_hyperbolic_cosine(String backend) {
        Var x = Var.input("x", AT.length);
        double[] slope = run(backend, x, Gradient.of(gudermannian(x).sum(), x), AT);
        for (int i = 0; i < AT.length; i++) {
            assertEquals(1 / StrictMath.cosh(AT[i]), slope[i], 1e-15 / StrictMath.cosh(AT[i]));
        }
    }

    @Test
    void its_bounds_hold_its_values_and_prove_a_sign() {
        Interval half = gudermannian(Var.input("x").abs()).range();
        assertEquals(0, half.lo());
        Interval range = gudermannian(Functions.clip(Var.input("x"), -1, 1e10)).range();
        assertTrue(range.contains(Interval.of(-0.8657694832396586, Math.PI / 2)), range::toString);
        assertTrue(range.lo() > -0.8658 && range.hi() < 1.5708, range::toString);
    }

    /** So a backend's claims and a rule's claim name a function of ours whose class they do not see. */
    @Test
    void the_op_of_a_function_is_had_by_asking_a_node_for_it() {
        assertEquals(
                Functions.exp(Var.input("a", 3)).op(),
                Functions.exp(Var.input("b")).op());
        assertEquals(gudermannian(Var.input("a")).op(), new Gudermannian());
    }
}
