package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.cumprod;
import static ppl.graph.Functions.logcumsumexp;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

/** Products and logs of sums up to each element. */
class AccumulationTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** On each backend, which agree. */
    private static double[] run(Var x, Var y, double... at) {
        double[] interpreted = run("interp", x, y, at);
        assertArrayEquals(interpreted, run("vector", x, y, at));
        return interpreted;
    }

    private static double[] run(String backend, Var x, Var y, double... at) {
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y)).compile(options)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    private static double[] products(double... x) {
        Var in = Var.input("x", x.length);
        return run(in, cumprod(in, 0), x);
    }

    private static double[] logs(double... x) {
        Var in = Var.input("x", x.length);
        return run(in, logcumsumexp(in, 0), x);
    }

    @Test
    void products_run_along_an_axis_which_stays() {
        Var x = Var.input("x", 6);
        double[] at = {1, 2, 3, 4, 5, 6};
        assertArrayEquals(new double[] {1, 2, 6, 4, 20, 120}, run(x, cumprod(x.reshape(2, 3), -1), at));
        assertArrayEquals(new double[] {1, 2, 3, 4, 10, 18}, run(x, cumprod(x.reshape(2, 3), 0), at));
        Var y = Var.input("y", 8);
        double[] middle = run(y, cumprod(y.reshape(2, 2, 2), 1), 1, 2, 3, 4, 5, 6, 7, 8);
        assertArrayEquals(new double[] {1, 2, 3, 8, 5, 6, 35, 48}, middle);
    }

    @Test
    void a_slope_behind_zeros_is_right() {
        Var x = Var.input("x", 4);
        Var last = cumprod(x, 0).get(3);
        assertArrayEquals(new double[] {0, 24, 0, 0}, run(x, Gradient.of(last, x), 2, 0, 3, 4));
        assertArrayEquals(new double[] {0, 0, 0, 0}, run(x, Gradient.of(last, x), 2, 0, 0, 4));
        assertArrayEquals(
                new double[] {1, 2, 0, 0}, run(x, Gradient.of(cumprod(x, 0).sum(), x), 2, 0, 0, 4));
    }

    @Test
    void products_of_known_whole_numbers_are_exact_or_refused() {
        Var x = Var.data("x", Tensor.of(new long[] {1L << 40, 3, 1L << 30, 5}, 2, 2));
        String message = assertThrows(GraphException.class, () -> cumprod(x, 0)).getMessage();
        assertTrue(message.contains("'cumprod(x)' leaves the range of int64 at element 2"), message);
        Var bools = Var.constant(Tensor.of(new boolean[] {true, false, true}));
        assertEquals(DType.I64, cumprod(bools, 0).dtype());
    }

    @Test
    void zeros_keep_their_signs_and_nan_stays() {
        assertArrayEquals(new double[] {-0.0, 0.0, NAN, NAN}, products(-0.0, -2, NAN, 0));
        assertArrayEquals(new double[] {2, INF, NAN}, products(2, INF, 0));
    }

    /** Reference values with 60 digits. */
    @Test
    void each_sum_keeps_its_digits_however_large_later_elements_are() {
        double[] sums = logs(-2000, -1999.5, -1500.25, 0.5, 1.25, -3, 2000, 1999);
        double[] exact = {
            -2000, -1999.02592301582, -1500.25, 0.5, 1.6368710061148999, 1.646512342532271, 2000, 2000.3132616875182
        };
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], sums[i], 2 * Math.ulp(exact[i]));
        }
    }

    @Test
    void infinities_and_nan() {
        assertArrayEquals(new double[] {-INF, -INF, 3, 3}, logs(-INF, -INF, 3, -INF));
        assertArrayEquals(new double[] {1, INF, INF}, logs(1, INF, -INF));
        assertArrayEquals(new double[] {1, NAN, NAN}, logs(1, NAN, 5));
    }

    @Test
    void slopes_are_shares_also_far_out_and_at_minus_infinity() {
        Var x = Var.input("x", 3);
        Var last = logcumsumexp(x, 0).get(2);
        assertArrayEquals(new double[] {0, 0, 1}, run(x, Gradient.of(last, x), -5000, -4000, 1000));
        assertArrayEquals(new double[] {1, 0, 0}, run(x, Gradient.of(last, x), 5000, 0, -1000));
        assertArrayEquals(new double[] {0.5, 0, 0.5}, run(x, Gradient.of(last, x), 2, -INF, 2), 1e-15);
        assertArrayEquals(new double[] {0, 0, 1}, run(x, Gradient.of(last, x), -INF, -INF, 2));
    }

    @Test
    void of_nothing_there_is_nothing_and_of_one_element_that() {
        Var none = Var.input("none", 0);
        assertEquals(0, run(none, cumprod(none, 0)).length);
        assertEquals(0, run(none, logcumsumexp(none, 0)).length);
        assertArrayEquals(new double[] {7}, products(7));
        assertArrayEquals(new double[] {-3.5}, logs(-3.5));
        assertThrows(GraphException.class, () -> cumprod(Var.input("x"), 0));
    }
}
