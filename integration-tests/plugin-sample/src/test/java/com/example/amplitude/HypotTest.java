package com.example.amplitude;

import static com.example.amplitude.Hypot.hypot;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

class HypotTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] A = {3, -1e-3, 1e300, 5e-324, -INF, 0, 1e-200, 0.1, 7};
    private static final double[] B = {-4, 2e5, 1e300, 0, 1, 0, 3e-200, 0.7, Double.NaN};

    @Test
    void it_is_javas_within_two_units_in_the_last_place() {
        double[] got = hypot(Var.constant(A), Var.constant(B)).eval().toDoubles();
        for (int i = 0; i < A.length; i++) {
            double want = StrictMath.hypot(A[i], B[i]);
            double slack = Double.isFinite(want) ? 2 * Math.ulp(want) : 0;
            assertEquals(want, got[i], slack, A[i] + ", " + B[i]);
        }
    }

    @Test
    void its_derivatives_are_the_sides_over_it() {
        Var x = Var.input("x", 3);
        Var y = Var.input("y", 3);
        Tensor a = Tensor.of(new double[] {3, -0.5, 2e-3});
        Tensor b = Tensor.of(new double[] {-4, 0.25, 1.5});
        CheckGradient check = CheckGradient.of(hypot(x, y), List.of(x, y), List.of(a, b), CompileOptions.defaults());
        assertTrue(check.error() < 1e-9, check::worst);
    }

    @Test
    void at_the_origin_the_derivative_is_0() {
        Var x = Var.input("x");
        Graph graph = new Graph(List.of(x), List.of(Gradient.of(hypot(x, 0), x)));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults())) {
            assertEquals(
                    0, compiled.call(List.of(Tensor.scalar(0.0))).getFirst().item());
        }
    }

    @Test
    void numbers_and_nodes_of_other_shapes_go_together() {
        double[] got = hypot(Var.constant(3.0, 5), 4).eval().toDoubles();
        assertArrayEquals(new double[] {5, StrictMath.sqrt(41)}, got, 1e-15);
    }

    @Test
    void its_bounds_hold_its_values() {
        Var x = Var.input("x").abs().plus(3);
        assertTrue(hypot(x, Var.input("y")).range().lo() > 2.999);
        var known = hypot(Var.constant(A), Var.constant(0.5)).range();
        assertTrue(known.lo() <= 0.5 && known.hi() == INF, known::toString);
    }
}
