package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.LogCauchyCdf;
import ppl.graph.math.logistic.LogSumExp;

/** Derivatives where what they are made of is infinite or 0. */
class SlopesFarOutTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void the_log_of_the_cauchy_distribution_function_falls_off_like_the_log_of_its_argument() {
        Var x = Var.input("x");
        Var slope = Gradient.of(LogCauchyCdf.of(x), x);
        for (double at : new double[] {1e10, 1e18, 0x1p60, 1.2e18, 1e100, 1e154, 1e200, 1e308, Double.MAX_VALUE}) {
            double got = call(x, slope, Tensor.scalar(-at))[0];
            assertEquals(1, got * at, 1e-15, () -> "at -" + at);
            double above = 1 / (Math.PI * at) / at;
            assertEquals(above, call(x, slope, Tensor.scalar(at))[0], 1e-10 * above + 1e-308);
        }
        assertEquals(0, call(x, slope, Tensor.scalar(-INF))[0]);
        assertEquals(0, call(x, slope, Tensor.scalar(INF))[0]);
    }

    @Test
    void the_log_of_a_sum_is_infinite_where_a_term_is() {
        Var x = Var.input("x", 3);
        Var sum = LogSumExp.of(x, List.of(0));
        assertEquals(INF, call(x, sum, Tensor.of(new double[] {1, INF, -INF}))[0]);
        assertEquals(-INF, call(x, sum, Tensor.of(new double[] {-INF, -INF, -INF}))[0]);
        assertArrayEquals(new double[] {0, 1, 0}, call(x, Gradient.of(sum, x), Tensor.of(new double[] {1, INF, -INF})));
        assertArrayEquals(
                new double[] {0, 0.5, 0.5}, call(x, Gradient.of(sum, x), Tensor.of(new double[] {-INF, 2, 2})), 1e-15);
    }

    @Test
    void the_slopes_of_the_log_of_a_sum_in_single_precision_are_numbers() {
        Var x = Var.input("x", new TensorType(DType.F32, Shape.of(2)));
        Var slope = Gradient.of(LogSumExp.of(x, List.of(0)), x);
        float low = Float.NEGATIVE_INFINITY;
        assertArrayEquals(new double[] {1, 1}, call(x, slope, Tensor.of(new float[] {low, low})));
        assertArrayEquals(new double[] {0, 1}, call(x, slope, Tensor.of(new float[] {low, 3})));
    }

    private static double[] call(Var x, Var y, Tensor at) {
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y)).compile(INTERP)) {
            return compiled.call(List.of(at)).getFirst().toDoubles();
        }
    }
}
