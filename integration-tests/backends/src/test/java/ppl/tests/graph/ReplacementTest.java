package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.op.ScatterAdd;

/** Elements set and incremented at an index, on both backends. */
class ReplacementTest {

    private static final List<CompileOptions> BACKENDS = List.of(
            CompileOptions.defaults().withBackend("interp"),
            CompileOptions.defaults().withBackend("vector"));

    private static final int[] SIZES = {4, 3, 5};

    /** An index of the tensor; some forms give integer tensors at run time. */
    private record Form(String name, boolean repeats, Index... index) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Var ROWS = Var.input("rows", new TensorType(DType.I64, Shape.of(2)));
    private static final Tensor ROWS_GIVEN = Tensor.of(new long[] {3, 1});

    static Stream<Form> forms() {
        return Stream.of(
                new Form("a number", false, Index.at(-1)),
                new Form("numbers", false, Index.at(1), Index.at(-1), Index.at(3)),
                new Form("nothing named", false),
                new Form("a range", false, Index.range(1, 3)),
                new Form("a range backwards", false, Index.range(3, 0, -1), Index.reversed()),
                new Form("ranges in steps", false, Index.range(0, 4, 2), Index.all(), Index.range(4, -6, -3)),
                new Form("an empty range", false, Index.range(2, 2)),
                new Form("an ellipsis", false, Index.ellipsis(), Index.range(1, 4)),
                new Form("a new axis", false, Index.newAxis(), Index.at(0), Index.newAxis(), Index.from(1)),
                new Form("a list", false, Index.take(2, -4)),
                new Form("a list that repeats", true, Index.take(2, 0, 2, 2)),
                new Form("a list of a later axis", false, Index.all(), Index.take(2, 0)),
                new Form("lists together", false, Index.take(0, 1, 3), Index.take(2, 2, 0)),
                new Form("lists apart", false, Index.take(0, 3), Index.all(), Index.take(4, 2)),
                new Form("a list and a number", false, Index.at(1), Index.take(0, 2)),
                new Form(
                        "a list, a range and a new axis",
                        false,
                        Index.range(3, 0, -2),
                        Index.newAxis(),
                        Index.take(0, 1)),
                new Form("positions of a run", false, ROWS),
                new Form("positions of a run and a range", false, ROWS, Index.from(1)),
                new Form("positions that nothing names", false, Index.take()));
    }

    private static double[] numbers(int n, double from) {
        return IntStream.range(0, n)
                .mapToDouble(i -> from + 0.7 * (i * 7 % 11) - 0.01 * i)
                .toArray();
    }

    /** The elements chosen, by their numbers in the tensor. */
    private static int[] chosen(Form form) {
        long[] all = IntStream.range(0, 60).asLongStream().toArray();
        Var numbers = Var.constant(Tensor.of(all, SIZES)).get(form.index);
        return Arrays.stream(numbers.eval(ROWS.with(ROWS_GIVEN)).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static int[] shape(Form form) {
        return Var.input("x", SIZES).get(form.index).shape().sizes();
    }

    private static void assertGives(double[] expected, Var result, List<Var> inputs, List<Tensor> given) {
        for (CompileOptions backend : BACKENDS) {
            Tensor is = new Graph(inputs, List.of(result))
                    .compile(backend)
                    .call(given)
                    .getFirst();
            assertArrayEquals(expected, is.toDoubles(), backend::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void values_take_the_place_of_the_elements_that_an_index_chooses(Form form) {
        Var x = Var.input("x", SIZES);
        Var v = Var.input("v", shape(form));
        int[] places = chosen(form);
        List<Tensor> given = List.of(
                Tensor.wrap(numbers(60, 1), SIZES), Tensor.wrap(numbers(places.length, -5), shape(form)), ROWS_GIVEN);
        double[] set = numbers(60, 1);
        double[] sums = new double[60];
        for (int i = 0; i < places.length; i++) {
            set[places[i]] = given.get(1).doubleAt(i);
            sums[places[i]] += given.get(1).doubleAt(i);
        }
        double[] incremented = numbers(60, 1);
        Arrays.setAll(incremented, i -> incremented[i] + sums[i]);
        List<Var> inputs = List.of(x, v, ROWS);
        assertGives(incremented, x.at(form.index).increment(v), inputs, given);
        if (!form.repeats) {
            assertGives(set, x.at(form.index).set(v), inputs, given);
        }
        double[] ones = numbers(60, 1);
        for (int place : places) {
            ones[place] = 1;
        }
        assertGives(ones, x.at(form.index).set(1), inputs, given);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_derivatives_by_tensor_and_values_agree_with_differences_once_and_twice(Form form) {
        Var x = Var.input("x", SIZES);
        Var v = Var.input("v", shape(form));
        Index[] index = Arrays.stream(form.index)
                .map(i -> i == ROWS ? Var.constant(ROWS_GIVEN) : i)
                .toArray(Index[]::new);
        List<Tensor> at = List.of(
                Tensor.wrap(numbers(60, 1), SIZES),
                Tensor.wrap(numbers(v.shape().elements(), -5), v.shape().sizes()));
        List<Var> results = form.repeats
                ? List.of(x.at(index).increment(v))
                : List.of(x.at(index).increment(v), x.at(index).set(v));
        for (Var y : results) {
            check(y, List.of(x, v), at);
            List<@Nullable Var> first = Gradient.vjp(y.square(), List.of(x, v), Functions.onesLike(y));
            first.stream().filter(Objects::nonNull).forEach(slope -> check(slope, List.of(x, v), at));
        }
    }

    private static void check(Var y, List<Var> inputs, List<Tensor> at) {
        CheckGradient check = CheckGradient.of(y, inputs, at, BACKENDS.getFirst());
        assertTrue(check.error() <= 1e-7, check::worst);
    }

    @Test
    void a_block_is_set_without_a_sum_by_group() {
        Var x = Var.input("x", SIZES);
        for (Index index : List.of(Index.at(1), Index.range(0, 4, 2), Index.reversed())) {
            List<Var> order = Graph.of(x.at(index).set(0)).order();
            assertTrue(order.stream().noneMatch(node -> node.op() instanceof ScatterAdd), index::toString);
        }
    }

    @Test
    void a_value_broadcasts_to_the_elements_chosen() {
        Var x = Var.input("x", 2, 3);
        Var v = Var.input("v", 3);
        List<Tensor> given =
                List.of(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3), Tensor.of(new double[] {7, 8, 9}));
        assertGives(new double[] {7, 8, 9, 7, 8, 9}, x.at(Index.all()).set(v), List.of(x, v), given);
        assertGives(new double[] {8, 10, 12, 4, 5, 6}, x.at(0).increment(v), List.of(x, v), given);
        assertGives(new double[] {1, 2, 3, 4, 0.5, 6}, x.at(1, 1).set(0.5), List.of(x, v), given);
        assertGives(
                new double[] {1, 2, 2, 4, 5, 2},
                x.at(Index.all(), Index.take(2, 2)).set(2),
                List.of(x, v),
                given);
    }

    @Test
    void values_that_do_not_broadcast_are_refused_by_name() {
        Var x = Var.input("x", 2, 3);
        Var v = Var.input("v", 2, 3);
        GraphException larger = assertThrows(GraphException.class, () -> x.at(0).set(v));
        assertEquals(GraphCode.SHAPE, larger.code());
        assertTrue(larger.getMessage().contains("'v' float64[2, 3]"), larger::getMessage);
        assertTrue(larger.getMessage().contains("give one number"), larger::getMessage);
        GraphException other = assertThrows(GraphException.class, () -> x.at(0).increment(Var.input("w", 4)));
        assertTrue(other.getMessage().contains("'w' float64[4]"), other::getMessage);
    }

    @Test
    void positions_outside_are_refused_where_they_are_known_and_left_out_in_a_run() {
        Var x = Var.input("x", 3);
        for (Index outside : List.of(Index.at(3), Index.take(0, -4))) {
            GraphException refused =
                    assertThrows(GraphException.class, () -> x.at(outside).set(0));
            assertEquals(GraphCode.INDEX, refused.code());
            assertTrue(refused.getMessage().contains("'x' float64[3]"), refused::getMessage);
        }
        Var v = Var.input("v", 2);
        List<Tensor> given = List.of(
                Tensor.of(new double[] {1, 2, 3}), Tensor.of(new double[] {7, 8}), Tensor.of(new long[] {5, 1}));
        assertGives(new double[] {1, 8, 3}, x.at(ROWS).set(v), List.of(x, v, ROWS), given);
        assertGives(new double[] {1, 10, 3}, x.at(ROWS).increment(v), List.of(x, v, ROWS), given);
    }

    @Test
    void an_element_set_to_several_values_is_refused_or_shows_that_none_is_right() {
        Var x = Var.input("x", 3);
        Var v = Var.input("v", 2);
        GraphException refused =
                assertThrows(GraphException.class, () -> x.at(new int[] {1, -2}).set(v));
        assertEquals(GraphCode.INDEX, refused.code());
        assertTrue(refused.getMessage().contains("'x' float64[3]"), refused::getMessage);
        List<Tensor> given = List.of(
                Tensor.of(new double[] {1, 2, 3}), Tensor.of(new double[] {7, 8}), Tensor.of(new long[] {2, 2}));
        assertGives(new double[] {1, 2, Double.NaN}, x.at(ROWS).set(v), List.of(x, v, ROWS), given);
        assertGives(new double[] {1, 2, 9}, x.at(ROWS).set(9), List.of(x, v, ROWS), given);
        Var whole = x.cast(DType.I64).at(ROWS).set(v.cast(DType.I64));
        assertGives(new double[] {1, 2, 0}, whole, List.of(x, v, ROWS), given);
    }

    @Test
    void element_types_meet_as_elsewhere() {
        Var whole = Var.input("n", new TensorType(DType.I32, Shape.of(3)));
        Var truth = Var.input("t", new TensorType(DType.BOOL, Shape.of(3)));
        assertEquals(DType.I32, whole.at(0).set(7).dtype());
        assertEquals(DType.F64, whole.at(0).set(0.5).dtype());
        assertEquals(DType.F64, whole.at(ROWS).increment(Var.input("v", 2)).dtype());
        assertEquals(DType.BOOL, truth.at(1).set(truth.get(0)).dtype());
        GraphException refused =
                assertThrows(GraphException.class, () -> truth.at(0).increment(truth.get(1)));
        assertEquals(GraphCode.TYPE, refused.code());
        Var swapped = truth.at(ROWS).set(truth.get(new int[] {0, 1}));
        List<Tensor> given = List.of(Tensor.of(new boolean[] {true, false, false}), Tensor.of(new long[] {2, 0}));
        assertGives(new double[] {0, 0, 1}, swapped.cast(DType.F64), List.of(truth, ROWS), given);
    }

    @Test
    void elements_that_are_not_chosen_keep_every_bit() {
        Var x = Var.input("x", 4);
        double payload = Double.longBitsToDouble(0x7ff8000000000123L);
        Tensor given = Tensor.of(new double[] {-0.0, payload, 1, Double.NEGATIVE_INFINITY});
        for (Var y : List.of(
                x.at(2).set(5),
                x.at(2).increment(4),
                x.at(new int[] {2, 2}).increment(2),
                x.at(Index.range(2, 4, 2)).set(5),
                x.at(new int[] {2}).set(5))) {
            for (CompileOptions backend : BACKENDS) {
                double[] is = Graph.of(y)
                        .compile(backend)
                        .call(List.of(given))
                        .getFirst()
                        .toDoubles();
                double[] expected = given.toDoubles();
                expected[2] = 5;
                for (int i = 0; i < 4; i++) {
                    assertEquals(
                            Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(is[i]), y + " " + i);
                }
            }
        }
    }

    @Test
    void a_length_may_be_known_only_in_a_run() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Functions.broadcastTo(Var.constant(1.0), Shape.of(List.of(Extent.of(n))));
        Var y = x.at(ROWS).increment(Var.constant(4.0, 5));
        double[] is = y.eval(n.with(5), ROWS.with(ROWS_GIVEN)).toDoubles();
        assertArrayEquals(new double[] {1, 6, 1, 5, 1}, is);
        assertArrayEquals(
                new double[] {1, 0, 1, 0},
                x.at(ROWS).set(0).eval(n.with(4), ROWS.with(ROWS_GIVEN)).toDoubles());
    }
}
