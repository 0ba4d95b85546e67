package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.graph.Functions.sampleStd;
import static ppl.graph.Functions.sampleVariance;
import static ppl.graph.Functions.std;
import static ppl.graph.Functions.variance;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

/** Variances and standard deviations: the divisor, what cancels, nothing and no spread. */
class StatisticsTest {

    private static final double NAN = Double.NaN;

    private static double[] slope(String backend, UnaryOperator<Var> function, double... at) {
        Var x = Var.input("x", at.length);
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph compiled =
                new Graph(List.of(x), List.of(Gradient.of(function.apply(x), x))).compile(options)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    /** Reference values with 60 digits, of the doubles as they are. */
    @Test
    void numbers_that_are_large_beside_their_spread_keep_their_digits() {
        Var x = Var.constant(1e9 + 0.1, 1e9 + 0.2, 1e9 - 0.35, 1e9 + 1.25);
        assertEquals(0.34375000298023295, variance(x).eval().item(), 1e-13);
        assertEquals(0.6770032033210606, sampleStd(x).eval().item(), 1e-13);
    }

    @Test
    void the_sample_is_divided_by_one_less() {
        Var x = Var.constant(1.0, 2, 4, 5);
        assertEquals(2.5, variance(x).eval().item());
        assertEquals(10 / 3.0, sampleVariance(x).eval().item());
        assertEquals(Math.sqrt(2.5), std(x).eval().item());
        assertEquals(Math.sqrt(10 / 3.0), sampleStd(x).eval().item());
    }

    @Test
    void axes_disappear_and_whole_numbers_become_float64() {
        Var x = Var.constant(Tensor.of(new long[] {1, 3, 5, 9}, 2, 2));
        assertEquals(DType.F64, variance(x).dtype());
        assertArrayEquals(new double[] {4, 9}, variance(x, 0).eval().toDoubles());
        assertArrayEquals(new double[] {1, 2}, std(x, -1).eval().toDoubles());
        assertArrayEquals(new double[] {8, 18}, sampleVariance(x, 0).eval().toDoubles());
    }

    @Test
    void nothing_has_no_variance_and_a_single_number_none_as_a_sample() {
        Var none = Var.constant(Tensor.of(new double[0]));
        assertEquals(NAN, variance(none).eval().item());
        assertEquals(NAN, sampleVariance(none).eval().item());
        assertEquals(NAN, std(none).eval().item());
        Var one = Var.constant(7.0).reshape(1);
        assertEquals(0, variance(one).eval().item());
        assertEquals(NAN, sampleVariance(one).eval().item());
        assertEquals(NAN, sampleStd(one).eval().item());
    }

    @Test
    void nan_and_infinity_have_no_variance() {
        assertEquals(NAN, variance(Var.constant(1.0, NAN)).eval().item());
        assertEquals(
                NAN, std(Var.constant(1.0, Double.POSITIVE_INFINITY)).eval().item());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void where_there_is_no_spread_the_slope_of_the_deviation_is_0(String backend) {
        assertArrayEquals(new double[] {0, 0, 0}, slope(backend, x -> std(x), 2, 2, 2));
        assertArrayEquals(new double[] {0, 0}, slope(backend, x -> sampleStd(x), -1, -1));
        double[] near = slope(backend, x -> std(x), 0, 1e-9);
        assertArrayEquals(new double[] {-0.5, 0.5}, near, 1e-15);
    }
}
