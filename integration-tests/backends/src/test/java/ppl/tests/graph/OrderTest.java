package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/** Sorts, medians and positions of extremes, on each backend. */
class OrderTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    static Stream<String> backends() {
        return Stream.of("interp", "vector");
    }

    private static Tensor run(String backend, Var y, Var x, Tensor at) {
        try (var compiled = new Graph(List.of(x), List.of(y))
                .compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(List.of(at)).getFirst();
        }
    }

    /** A function of a tensor, through a compiled program. */
    private static Tensor of(String backend, java.util.function.UnaryOperator<Var> function, Tensor at) {
        Var x = Var.input("x", at.type());
        return run(backend, function.apply(x), x, at);
    }

    private static void assertBits(Tensor expected, Tensor actual) {
        assertEquals(expected.type(), actual.type());
        for (int i = 0; i < expected.length(); i++) {
            boolean nan = expected.dtype().isFloat() && Double.isNaN(expected.doubleAt(i));
            assertTrue(
                    nan ? Double.isNaN(actual.doubleAt(i)) : expected.bitsAt(i) == actual.bitsAt(i),
                    () -> "expected " + expected + " but got " + actual);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sort_is_ascending_with_minus_zero_before_zero_and_nan_last(String backend) {
        Tensor x = Tensor.of(new double[] {0.0, NAN, -1, -0.0, INF, 0.0, -INF, -0.0, 2, -Double.MIN_VALUE});
        Tensor sorted = Tensor.of(new double[] {-INF, -1, -Double.MIN_VALUE, -0.0, -0.0, 0.0, 0.0, 2, INF, NAN});
        assertBits(sorted, of(backend, v -> Functions.sort(v, 0), x));
        assertBits(sorted.convert(DType.F32), of(backend, v -> Functions.sort(v.cast(DType.F32), 0), x));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void equal_elements_keep_their_order(String backend) {
        assertBits(
                Tensor.of(new long[] {1, 3, 0, 2, 4}),
                of(backend, v -> Functions.argsort(v, 0), Tensor.of(new double[] {5, 1, 5, 1, 5})));
        Tensor nans = Tensor.of(new double[] {NAN, 1, -NAN, Double.longBitsToDouble(0xfff8000000000001L)});
        assertBits(Tensor.of(new long[] {1, 0, 2, 3}), of(backend, v -> Functions.argsort(v, 0), nans));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whole_numbers_and_truth_values_are_sorted_as_they_are(String backend) {
        long big = (1L << 53) + 1;
        assertBits(
                Tensor.of(new long[] {Long.MIN_VALUE, -1, big - 1, big, Long.MAX_VALUE}),
                of(backend, v -> Functions.sort(v, -1), Tensor.of(new long[] {
                    big, -1, Long.MAX_VALUE, big - 1, Long.MIN_VALUE
                })));
        assertBits(
                Tensor.of(new boolean[] {false, false, true, true}),
                of(backend, v -> Functions.sort(v, 0), Tensor.of(new boolean[] {true, false, true, false})));
        assertBits(Tensor.of(new int[] {-7, 3, 3}), of(backend, v -> Functions.sort(v, 0), Tensor.of(new int[] {3, -7, 3
        })));
    }

    /** Against the JDK, line by line. */
    @ParameterizedTest
    @MethodSource("backends")
    void each_line_along_any_axis_is_sorted_for_itself(String backend) {
        int[] sizes = {3, 40, 5};
        SplittableRandom random = new SplittableRandom(4);
        double[] values = random.doubles(600, -1, 1).toArray();
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            double[] sorted = of(backend, v -> Functions.sort(v, a), Tensor.of(values, sizes))
                    .toDoubles();
            int stride = Shape.of(sizes).slice(axis + 1, 3).elements();
            int n = sizes[axis];
            for (int line = 0; line < 600 / n; line++) {
                int first = line / stride * stride * n + line % stride;
                double[] expected = IntStream.range(0, n)
                        .mapToDouble(i -> values[first + i * stride])
                        .sorted()
                        .toArray();
                double[] actual = IntStream.range(0, n)
                        .mapToDouble(i -> sorted[first + i * stride])
                        .toArray();
                assertArrayEquals(expected, actual, "line " + line + " along axis " + axis);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void extremes_their_positions_and_the_ends_of_a_sort_agree_to_the_bit(String backend) {
        double[] some = {0.0, -0.0, NAN, INF, -INF, 1, -1};
        SplittableRandom random = new SplittableRandom(8);
        Var x = Var.input("x", 5);
        Var sorted = Functions.sort(x, 0);
        List<Var> outputs = List.of(
                Functions.min(x),
                x.get(Functions.argmin(x)),
                sorted.get(0),
                Functions.max(x),
                x.get(Functions.argmax(x)),
                sorted.get(-1));
        try (var compiled =
                new Graph(List.of(x), outputs).compile(CompileOptions.defaults().withBackend(backend))) {
            for (int trial = 0; trial < 500; trial++) {
                double[] at = IntStream.range(0, 5)
                        .mapToDouble(_ -> some[random.nextInt(7)])
                        .toArray();
                boolean nan = Arrays.stream(at).anyMatch(Double::isNaN);
                List<Tensor> y = compiled.call(List.of(Tensor.of(at)));
                assertBits(y.get(0), y.get(1));
                assertBits(y.get(3), y.get(4));
                assertBits(y.get(3), y.get(5));
                if (!nan) { // then the least of all is NaN, but not the least that is in order
                    assertBits(y.get(0), y.get(2));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void the_position_of_an_extreme_is_that_of_the_first_of_equals_and_of_the_first_nan(String backend) {
        Tensor x = Tensor.of(new double[] {2, 7, 7, 1, 1, 7, 3, NAN, NAN, -0.0, 0.0, -0.0}, 4, 3);
        assertBits(Tensor.of(new long[] {1, 2, 1, 1}), of(backend, v -> Functions.argmax(v, 1), x));
        assertBits(Tensor.of(new long[] {0, 0, 1, 0}), of(backend, v -> Functions.argmin(v, -1), x));
        assertBits(Tensor.scalar(7L), of(backend, Functions::argmax, x));
        assertBits(Tensor.scalar(7L), of(backend, Functions::argmin, x));
        Tensor nans = Tensor.of(new double[] {1, Double.longBitsToDouble(0xfff8000000000001L), NAN, 2});
        assertBits(Tensor.scalar(1L), of(backend, Functions::argmax, nans));
        assertBits(Tensor.scalar(1L), of(backend, Functions::argmin, nans));
        Tensor counts = Tensor.of(new long[] {3, 9, 9, -4, 9, -4}, 2, 3);
        assertBits(Tensor.scalar(1L), of(backend, Functions::argmax, counts));
        assertBits(Tensor.of(new long[] {1, 0, 1}), of(backend, v -> Functions.argmin(v, 0), counts));
        Tensor truth = Tensor.of(new boolean[] {false, true, true});
        assertBits(Tensor.scalar(1L), of(backend, Functions::argmax, truth));
        assertBits(Tensor.scalar(0L), of(backend, Functions::argmin, truth));
        assertBits(Tensor.scalar(0L), of(backend, Functions::argmin, Tensor.scalar(-3.0)));
        assertBits(Tensor.scalar(2L), of(backend, Functions::argmax, Tensor.of(new float[] {-0f, -0f, 0f, 0f})));
    }

    @Test
    void an_extreme_of_no_elements_has_no_position() {
        String message = assertThrows(GraphException.class, () -> Functions.argmax(Var.input("x", 2, 0), 1))
                .getMessage();
        assertTrue(message.contains("argmax along axis 1 of 'x'") && message.contains("no elements"), message);
        assertThrows(GraphException.class, () -> Functions.argmin(Var.input("x", 0)));
        Var none = Var.input("none", 0, 3);
        assertBits(
                Tensor.of(new long[0], 0), Functions.argmin(none, 1).eval(none.with(Tensor.of(new double[0], 0, 3))));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void a_median_is_the_middle_element_or_the_mean_of_the_middle_two(String backend) {
        assertEquals(
                3,
                of(backend, Functions::median, Tensor.of(new double[] {9, 3, -1}))
                        .item());
        assertEquals(
                2.5,
                of(backend, Functions::median, Tensor.of(new double[] {9, 3, -1, 2}))
                        .item());
        assertEquals(
                1.5,
                of(backend, Functions::median, Tensor.of(new long[] {2, 1})).item());
        Tensor x = Tensor.of(IntStream.range(0, 24).mapToDouble(i -> i * 7 % 24).toArray(), 2, 3, 4);
        assertBits(Tensor.scalar(11.5), of(backend, Functions::median, x));
        assertBits(Tensor.of(new double[] {10.5, 12, 12.5}), of(backend, v -> Functions.median(v, 0, 2), x));
        assertBits(of(backend, v -> Functions.median(v, 1), x), of(backend, v -> Functions.median(v, -2), x));
        assertEquals(
                DType.F32,
                Functions.median(Var.input("x", new TensorType(DType.F32, Shape.of(3))))
                        .dtype());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void a_median_neither_overflows_nor_loses_the_smallest_numbers(String backend) {
        double max = Double.MAX_VALUE;
        double min = Double.MIN_VALUE;
        double[][] pairs = {
            {max, max, max},
            {-max, max, 0},
            {min, min, min},
            {min, 3 * min, 2 * min},
            {INF, INF, INF},
            {-INF, -INF, -INF},
            {-INF, INF, NAN},
            {1, INF, INF},
            {max, max / 2, max * 0.75}
        };
        for (double[] p : pairs) {
            assertEquals(
                    p[2],
                    of(backend, Functions::median, Tensor.of(new double[] {p[1], p[0]}))
                            .item());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void a_median_is_nan_if_any_element_is_and_of_no_elements(String backend) {
        assertEquals(
                NAN,
                of(backend, Functions::median, Tensor.of(new double[] {1, NAN, 3, 2, 4}))
                        .item());
        assertEquals(
                NAN, of(backend, Functions::median, Tensor.of(new double[0])).item());
        assertBits(
                Tensor.of(new double[] {NAN, NAN}),
                of(backend, v -> Functions.median(v, 1), Tensor.of(new double[0], 2, 0)));
    }

    @Test
    void axes_of_a_median_are_named_once_and_known() {
        String twice = assertThrows(GraphException.class, () -> Functions.median(Var.input("x", 2, 3), 1, -1))
                .getMessage();
        assertTrue(twice.startsWith("median of 'x'") && twice.contains("twice"), twice);
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        assertThrows(GraphException.class, () -> Functions.median(x));
    }

    @Test
    void lengths_that_only_a_run_tells_are_sorted_and_searched() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(2), Extent.of(n)))));
        List<Given> three = List.of(n.with(3), x.with(Tensor.of(new double[] {3, 1, 2, -1, -3, 5}, 2, 3)));
        assertBits(Tensor.of(new double[] {1, 2, 3, -3, -1, 5}, 2, 3), evaluated(Functions.sort(x, 1), three));
        assertBits(Tensor.of(new long[] {0, 2}), evaluated(Functions.argmax(x, 1), three));
        assertBits(Tensor.scalar(4L), evaluated(Functions.argmin(x), three));
        List<Given> none = List.of(n.with(0), x.with(Tensor.of(new double[0], 2, 0)));
        assertBits(Tensor.of(new double[0], 2, 0), evaluated(Functions.sort(x, 1), none));
        assertThrows(GraphException.class, () -> evaluated(Functions.argmax(x, 1), none));
    }

    private static Tensor evaluated(Var y, List<Given> at) {
        return y.eval(at.toArray(Given[]::new));
    }

    /** Expected values by NumPy's take_along_axis. */
    @ParameterizedTest
    @MethodSource("backends")
    void positions_along_an_axis_broadcast_along_the_others(String backend) {
        Tensor x = Tensor.of(IntStream.range(0, 6).asDoubleStream().toArray(), 2, 3);
        Var rows = Var.constant(Tensor.of(new long[] {2, -3, 1, 0}, 2, 2));
        assertBits(
                Tensor.of(new double[] {2, 0, 4, 3}, 2, 2), of(backend, v -> Functions.takeAlongAxis(v, rows, 1), x));
        Var same = Var.constant(Tensor.of(new int[] {1, 1, 0}, 3, 1));
        assertBits(
                Tensor.of(new double[] {3, 4, 5, 3, 4, 5, 0, 1, 2}, 3, 3),
                of(backend, v -> Functions.takeAlongAxis(v, same, 0), x));
        Var outside = Var.constant(Tensor.of(new double[] {5, -1, 1}, 1, 3));
        assertBits(
                Tensor.of(new double[] {NAN, NAN, 1, NAN, NAN, 4}, 2, 3),
                of(
                        backend,
                        v -> Functions.takeAlongAxis(
                                v, v.get(0).times(0).plus(outside).cast(DType.I64), 1),
                        x));
    }

    @Test
    void positions_that_cannot_be_taken_are_refused_in_words() {
        Var x = Var.input("x", 2, 3);
        Var flat = Var.constant(Tensor.of(new long[] {0, 1}));
        String ranks = assertThrows(GraphException.class, () -> Functions.takeAlongAxis(x, flat, 1))
                .getMessage();
        assertTrue(ranks.startsWith("takeAlongAxis needs positions with the axes of"), ranks);
        Var three = Var.constant(Tensor.of(new long[] {0, 3}, 1, 2));
        String outside = assertThrows(GraphException.class, () -> Functions.takeAlongAxis(x, three, 1))
                .getMessage();
        assertTrue(outside.contains("index 3") && outside.contains("out of range"), outside);
        assertThrows(GraphException.class, () -> Functions.takeAlongAxis(x, x, 1));
        Var longer = Var.constant(Tensor.of(new long[] {0, 0, 0}, 3, 1));
        assertThrows(GraphException.class, () -> Functions.takeAlongAxis(x, longer, 1));
    }
}
