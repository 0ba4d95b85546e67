package ppl.examples.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.examples.foreign.Asinh.asinh;

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

class AsinhTest {

    private static final double[] AT = {0, -0.0, 1e-300, 1e-9, -1e-3, 0.1, -0.7, 1, 3, -20, 300, -700};

    private static double[] run(String backend, Var x, Var y, double... at) {
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y)).compile(options)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void it_undoes_the_hyperbolic_sine(String backend) {
        Var x = Var.input("x", AT.length);
        double[] sinh = new double[AT.length];
        for (int i = 0; i < AT.length; i++) {
            sinh[i] = StrictMath.sinh(AT[i]);
        }
        double[] back = run(backend, x, asinh(x), sinh);
        for (int i = 0; i < AT.length; i++) {
            assertEquals(AT[i], back[i], 1e-15 * Math.abs(AT[i]) + 4e-16 * Math.abs(Math.tanh(AT[i])));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void its_derivative_is_one_over_the_hyperbolic_cosine(String backend) {
        Var x = Var.input("x", AT.length);
        double[] sinh = new double[AT.length];
        for (int i = 0; i < AT.length; i++) {
            sinh[i] = StrictMath.sinh(AT[i]);
        }
        double[] slope = run(backend, x, Gradient.of(asinh(x).sum(), x), sinh);
        for (int i = 0; i < AT.length; i++) {
            assertEquals(1 / StrictMath.cosh(AT[i]), slope[i], 1e-15 / StrictMath.cosh(AT[i]) * 8);
        }
    }

    @Test
    void its_bounds_hold_its_values_and_prove_a_sign() {
        Interval half = asinh(Var.input("x").abs()).range();
        assertEquals(0, half.lo());
        Interval range = asinh(Functions.clip(Var.input("x"), -1, 1e10)).range();
        assertTrue(range.contains(Interval.of(-0.881373587019543, 23.71899811050040)), range::toString);
        assertTrue(range.lo() > -0.8814 && range.hi() < 23.72, range::toString);
    }

    /** So a backend's claims and a rule's claim name a function of ours whose class they do not see. */
    @Test
    void the_op_of_a_function_is_had_by_asking_a_node_for_it() {
        assertEquals(
                Functions.exp(Var.input("a", 3)).op(),
                Functions.exp(Var.input("b")).op());
        assertEquals(asinh(Var.input("a")).op(), new Asinh());
    }
}
