package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

/** Integer tensors in an index, against NumPy. */
class IndexArraysTest {

    /** A line of the table: what is indexed, how, and NumPy's result. */
    record Row(int[] shape, String index, int[] result, double[] elements, double[] gradient) {
        @Override
        public String toString() {
            return Arrays.toString(shape) + "[" + index + "]";
        }
    }

    static Stream<Row> rows() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IndexArraysTest.class.getResourceAsStream("indexing.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(IndexArraysTest::row).toList().stream();
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(";", -1);
        return new Row(ints(cells[0]), cells[1], ints(cells[2]), doubles(cells[3]), doubles(cells[4]));
    }

    private static int[] ints(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split("[ ,]")).mapToInt(Integer::parseInt).toArray();
    }

    private static double[] doubles(String text) {
        return Arrays.stream(ints(text)).asDoubleStream().toArray();
    }

    /** The parts of an index; arrays become inputs if there are lists for them. */
    private static final class Parts {
        private final Row row;
        private final boolean computed;
        final List<Var> inputs = new ArrayList<>();
        final List<Tensor> values = new ArrayList<>();

        Parts(Row row, boolean computed) {
            this.row = row;
            this.computed = computed;
        }

        Index[] all() {
            String[] parts = row.index.split("\\|");
            List<Index> all = new ArrayList<>();
            long named = Arrays.stream(parts)
                    .filter(p -> !p.equals("n") && !p.equals("e"))
                    .count();
            int axis = 0;
            for (String part : parts) {
                all.add(of(part, axis));
                axis += part.equals("n") ? 0 : part.equals("e") ? row.shape.length - (int) named : 1;
            }
            return all.toArray(Index[]::new);
        }

        private Index of(String part, int axis) {
            return switch (part.charAt(0)) {
                case 'n' -> Index.newAxis();
                case 'e' -> Index.ellipsis();
                case 'i' -> Index.at(Integer.parseInt(part.substring(1)));
                case 'r' -> range(part.substring(1).split(":", -1));
                default -> array(part.substring(1).split("=", -1), row.shape[axis]);
            };
        }

        private static Index range(String[] ends) {
            return new Index.Range(end(ends[0]), end(ends[1]), Integer.parseInt(ends[2]));
        }

        private static @Nullable Integer end(String text) {
            return text.isEmpty() ? null : Integer.valueOf(text);
        }

        /** Positions that only a run tells count from 0. */
        private Index array(String[] shapeAndElements, int n) {
            Shape shape = Shape.of(ints(shapeAndElements[0]));
            long[] positions =
                    Arrays.stream(ints(shapeAndElements[1])).asLongStream().toArray();
            if (!computed) {
                return Var.constant(Tensor.wrap(positions, shape.sizes()));
            }
            Var input = Var.input("i" + inputs.size(), new TensorType(DType.I64, shape));
            inputs.add(input);
            long[] counted =
                    Arrays.stream(positions).map(p -> p < 0 ? p + n : p).toArray();
            values.add(Tensor.wrap(counted, shape.sizes()));
            return input;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_index_picks_what_it_picks_in_numpy_and_its_gradient_adds_up_there(Row row) {
        for (boolean computed : new boolean[] {false, true}) {
            Parts parts = new Parts(row, computed);
            Var x = Var.input("x", row.shape);
            Var y = x.get(parts.all());
            assertArrayEquals(row.result, y.shape().sizes());
            double[] weights = IntStream.rangeClosed(1, row.elements.length)
                    .asDoubleStream()
                    .toArray();
            Var slope = Gradient.of(
                    y.times(Var.constant(Tensor.wrap(weights, row.result))).sum(), x);
            double[] at =
                    IntStream.range(0, row.gradient.length).asDoubleStream().toArray();
            List<Var> inputs = new ArrayList<>(List.of(x));
            List<Tensor> values = new ArrayList<>(List.of(Tensor.wrap(at, row.shape)));
            inputs.addAll(parts.inputs);
            values.addAll(parts.values);
            for (String backend : List.of("interp", "vector")) {
                List<Tensor> got = call(backend, inputs, values, List.of(y, slope));
                assertArrayEquals(row.elements, got.get(0).toDoubles(), backend);
                assertArrayEquals(row.gradient, got.get(1).toDoubles(), backend);
            }
        }
    }

    private static List<Tensor> call(String backend, List<Var> inputs, List<Tensor> values, List<Var> outputs) {
        try (CompiledGraph compiled =
                new Graph(inputs, outputs).compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(values);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_position_that_is_outside_its_axis_gives_nan_also_where_the_others_would_make_up_for_it(String backend) {
        Var x = Var.input("x", 2, 3);
        TensorType four = new TensorType(DType.I64, Shape.of(4));
        Var i = Var.input("i", four);
        Var j = Var.input("j", four);
        Var y = x.get(i, j);
        List<Tensor> values = List.of(
                Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
                Tensor.of(new long[] {1, 0, 1, 2}),
                Tensor.of(new long[] {-1, 3, 2, 0}));
        List<Tensor> got = call(backend, List.of(x, i, j), values, List.of(y, Gradient.of(y.sum(), x)));
        assertArrayEquals(
                new double[] {Double.NaN, Double.NaN, 6, Double.NaN}, got.get(0).toDoubles());
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 1}, got.get(1).toDoubles());
    }

    private static String refusal(Runnable written) {
        return assertThrows(GraphException.class, written::run).getMessage();
    }

    @Test
    void a_constant_outside_its_axis_is_refused_where_it_is_written() {
        Var x = Var.input("x", 2, 3);
        String message = refusal(() -> x.get(Index.take(0, 1), Index.take(2, 3)));
        assertTrue(message.startsWith("index 3 (element 1 of "), message);
        assertTrue(message.contains("is out of range for 'x' float64[2, 3]"), message);
        assertTrue(message.endsWith("the axis has 3 elements, so the last is 2"), message);
    }

    @Test
    void arrays_that_do_not_broadcast_are_refused_by_name() {
        Var x = Var.input("x", 2, 3);
        Var i = Var.input("i", new TensorType(DType.I64, Shape.of(2)));
        Var j = Var.input("j", new TensorType(DType.I64, Shape.of(3)));
        String message = refusal(() -> x.get(i, j));
        assertTrue(
                message.startsWith(
                        "an index of several integer tensors got operands whose shapes do not broadcast: 'i'"),
                message);
        assertTrue(message.contains(" and 'j' int64[3]"), message);
    }

    @Test
    void truth_values_pick_one_of_two_on_their_axis() {
        Var x = Var.input("x", 2, 3);
        Var truth = Var.constant(Tensor.of(new boolean[] {true, false, true}, 3));
        Var y = x.get(truth, Index.take(0, 1, 2));
        assertEquals(
                List.of(4.0, 2.0, 6.0),
                Arrays.stream(y.eval(x.with(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3)))
                                .toDoubles())
                        .boxed()
                        .toList());
    }

    @Test
    void lengths_may_be_known_only_at_evaluation() {
        Var n = Var.input("n", new TensorType(DType.I64, Shape.scalar()));
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(2), Extent.of(n)))));
        Var i = Var.input("i", new TensorType(DType.I64, Shape.of(2)));
        Var y = x.get(Index.take(0, 1), i);
        Tensor value = y.eval(
                n.with(Tensor.scalar(3L)),
                x.with(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3)),
                i.with(Tensor.of(new long[] {2, 0})));
        assertArrayEquals(new double[] {3, 4}, value.toDoubles());
    }
}
