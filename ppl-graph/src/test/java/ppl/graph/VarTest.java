package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Bitcast;

class VarTest {

    private static double[] value(Var x) {
        return Objects.requireNonNull(x.constantValue(), () -> x + " did not fold")
                .toDoubles();
    }

    @Test
    void equal_pure_nodes_are_one_node() {
        Var x = Var.input("x", 3);
        assertSame(x.plus(1).times(x), x.plus(1).times(x));
        assertSame(Var.constant(1.0, 2.0), Var.constant(1.0, 2.0));
    }

    @Test
    void inputs_of_one_name_are_two_nodes() {
        assertNotSame(Var.input("x", 3), Var.input("x", 3));
    }

    @Test
    void a_constant_keeps_the_bits_of_its_nan_whatever_constants_there_are() {
        for (long bits : new long[] {0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff8000000000001L}) {
            Var nan = Var.constant(Double.longBitsToDouble(bits));
            Tensor read =
                    Objects.requireNonNull(Var.of(new Bitcast(DType.I64), nan).constantValue());
            assertEquals(bits, read.longAt(0));
        }
        Var narrow = Var.constant(Tensor.of(new float[] {Float.intBitsToFloat(0xffc00000)}));
        assertNotSame(Var.constant(Tensor.of(new float[] {Float.NaN})), narrow);
    }

    @Test
    void zeros_of_different_sign_are_different_constants() {
        assertNotSame(Var.constant(0.0), Var.constant(-0.0));
    }

    @Test
    void threads_that_make_equal_nodes_at_once_get_one_node() throws Exception {
        Var x = Var.input("x", 2);
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Var>>> tasks = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                tasks.add(() -> {
                    List<Var> made = new ArrayList<>();
                    for (int i = 0; i < 2000; i++) {
                        made.add(x.times(i + 0.25));
                    }
                    return made;
                });
            }
            List<Future<List<Var>>> all = pool.invokeAll(tasks);
            for (int i = 0; i < 2000; i++) {
                for (Future<List<Var>> one : all) {
                    assertSame(all.getFirst().get().get(i), one.get().get(i));
                }
            }
        }
    }

    /** If the table held the operands of what is dead, each collection would free one layer only. */
    @Test
    void a_deep_graph_that_nobody_uses_is_freed_as_a_whole() {
        WeakReference<Var> bottom = new WeakReference<>(bottomOfDeepGraph());
        for (int collection = 0; collection < 5 && bottom.get() != null; collection++) {
            System.gc();
            Var.constant(collection + 0.5); // makes room in the table
        }
        assertNull(bottom.get());
    }

    private static Var bottomOfDeepGraph() {
        Var bottom = Var.input("x", 1000);
        Var top = bottom;
        for (int i = 0; i < 200; i++) {
            top = top.times(bottom).plus(i);
        }
        assertEquals(1000, top.shape().size(0));
        return bottom;
    }

    @Test
    void arithmetic_broadcasts_and_promotes_as_numpy_does() {
        Var column = Var.input("c", 4, 1);
        Var row = Var.input("r", 3);
        assertEquals("float64[4, 3]", column.plus(row).type().toString());
        assertEquals(DType.F64, Var.constant(1L).plus(Var.constant(0.5)).dtype());
        assertEquals(DType.I64, Var.constant(1L).plus(2).dtype());
        assertEquals(DType.F64, Var.constant(1L).plus(2.5).dtype());
        assertEquals(DType.F64, Var.constant(1L).div(Var.constant(2L)).dtype());
        assertEquals(
                DType.I64,
                Functions.sum(Var.constant(true).broadcastTo(Shape.of(3))).dtype());
    }

    @Test
    void shapes_that_do_not_broadcast_are_refused_with_both_operands_named() {
        Var x = Var.input("x", 3);
        Var z = Var.input("z", 4);
        GraphException e = assertThrows(GraphException.class, () -> x.plus(z));
        assertTrue(e.getMessage().contains("'x' float64[3]"), e.getMessage());
        assertTrue(e.getMessage().contains("'z' float64[4]"), e.getMessage());
    }

    @Test
    void elementwise_work_on_constants_is_done_at_once() {
        Var x = Var.constant(1.0, 4.0, 9.0);
        assertEquals(List.of(2.0, 3.0, 4.0), box(value(x.sqrt().plus(1))));
        assertEquals(List.of(-1.0, 4.0, 9.0), box(value(Functions.where(x.lt(2), x.unaryMinus(), x))));
    }

    @Test
    void a_repeated_scalar_stays_a_scalar_when_folded() {
        Var big = Var.constant(2.0).broadcastTo(Shape.of(1000, 1000, 1000));
        Var sum = big.times(big);
        assertTrue(sum.isSplat(4));
        assertEquals(0, sum.inputs().getFirst().rank());
    }

    @Test
    void clipping_stays_between_the_bounds_and_an_infinite_bound_costs_nothing() {
        Var x = Var.constant(-1.0, 0.5, 9.0);
        assertEquals(List.of(0.0, 0.5, 2.0), box(value(Functions.clip(x, 0, 2))));
        Var y = Var.input("y", 2);
        assertSame(y, Functions.clip(y, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void neutral_elements_disappear_but_zero_times_x_stays() {
        Var x = Var.input("x", 2);
        assertSame(x, x.plus(0).times(1).div(1).minus(0));
        assertSame(x, x.unaryMinus().unaryMinus());
        assertSame(x.abs(), x.unaryMinus().abs());
        assertNotSame(Functions.zerosLike(x), x.times(0));
    }

    @Test
    void indices_count_from_both_ends_and_ranges_run_both_ways() {
        Var x = Var.input("x", 4, 5);
        assertEquals("float64", x.get(-1, 2).type().toString());
        assertEquals("float64[5]", x.get(1).type().toString());
        assertEquals(
                "float64[4, 1, 3]",
                x.get(Index.all(), Index.newAxis(), Index.range(0, 5, 2)).type().toString());
        assertEquals(
                "float64[4, 2]",
                x.get(Index.ellipsis(), Index.range(-2, 5)).type().toString());
        assertEquals("float64[2, 5]", x.get(Index.take(3, -4)).type().toString());
        assertSame(x.get(Index.take(3, -4)), x.get(new int[] {3, -4}));
        assertSame(x.get(Index.all(), Index.at(2)), x.get(Index.all(), 2));
        assertSame(x.get(Index.at(-1), Index.range(1, 3)), x.get(-1, Index.range(1, 3)));
        Var positions = Var.constant(Tensor.of(new long[] {0, 2}));
        assertSame(x.get(positions, Index.at(1)), x.get(positions, 1));
        assertEquals("float64[0, 5]", x.get(Index.range(3, 1)).type().toString());
    }

    @Test
    void too_many_parts_of_an_index_are_refused_in_words_that_name_the_way_out() {
        Var x = Var.input("x", 4);
        Index[] positions = Collections.nCopies(120, Index.at(1)).toArray(Index[]::new);
        assertEquals(
                "'x' float64[4] has 1 axis, but is indexed by [1, 1, 1, 1, 1, 1, … 120 parts]: give at most a part for each"
                        + " axis; several positions of one axis are an int[] or an integer tensor",
                assertThrows(GraphException.class, () -> x.get(positions)).getMessage());
        String parts = assertThrows(
                        GraphException.class,
                        () -> x.get(
                                Index.range(1, 3),
                                Index.reversed(),
                                Index.newAxis(),
                                Index.ellipsis(),
                                Var.constant(2L)))
                .getMessage();
        assertTrue(parts.contains("indexed by [1:3, ::-1, newAxis(), ..., 2]"), parts);
    }

    @Test
    void an_axis_that_cannot_be_inserted_is_refused_with_those_that_can() {
        Var x = Var.input("x", 4);
        assertEquals(
                "cannot insert axis 5 into 'x' float64[4]: the result has 2 axes, so the new one is from -2 to 1",
                assertThrows(GraphException.class, () -> Functions.expandDims(x, 5))
                        .getMessage());
        assertEquals("float64[4, 1]", Functions.expandDims(x, -1).type().toString());
        assertEquals("float64[1, 4]", Functions.expandDims(x, -2).type().toString());
        assertThrows(GraphException.class, () -> Functions.expandDims(x, -3));
    }

    @Test
    void a_node_refuses_to_be_serialised_in_words() throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            String message = assertThrows(NotSerializableException.class, () -> out.writeObject(Var.input("x", 2)))
                    .getMessage();
            assertTrue(message.startsWith("the node 'x' float64[2]"), message);
            assertTrue(message.contains("write its value, eval()"), message);
        }
    }

    @Test
    void two_free_lengths_of_a_reshape_are_refused() {
        Var x = Var.input("x", 4);
        assertEquals(
                "cannot reshape 'x' float64[4] to [-1, -1]: only one length may be -1, which stands for what is left; give"
                        + " the others",
                assertThrows(GraphException.class, () -> x.reshape(-1, -1)).getMessage());
        assertEquals("float64[2, 2]", x.reshape(2, -1).type().toString());
    }

    @Test
    void an_index_out_of_range_is_refused_where_it_is_written() {
        Var x = Var.input("x", 4);
        GraphException at = assertThrows(GraphException.class, () -> x.get(4));
        assertTrue(at.getMessage().contains("index 4 is out of range"), at.getMessage());
        Var idx = Var.constant(Tensor.of(new long[] {0, 7}));
        GraphException taken = assertThrows(GraphException.class, () -> x.get(idx));
        assertTrue(taken.getMessage().contains("index 7 (element 1"), taken.getMessage());
    }

    @Test
    void symbolic_lengths_flow_through_shapes_and_become_known_by_substitution() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        Var y = x.times(2).plus(Var.constant(1.0));
        assertEquals(x.shape(), y.shape());
        Var known = Substitution.replace(List.of(y), java.util.Map.of(n, Var.constant(3L)))
                .getFirst();
        assertEquals("float64[3]", known.type().toString());
    }

    @Test
    void bounds_follow_from_operations() {
        Var x = Var.input("x", 3);
        assertTrue(x.square().range().isNonNegative());
        assertTrue(x.abs().plus(1).range().isPositive());
        assertEquals(
                new Interval(-2, 2),
                Functions.minimum(Functions.maximum(x, Var.constant(-2.0)), Var.constant(2.0))
                        .range());
    }

    @Test
    void the_least_and_the_greatest_element_lie_within_the_bounds_unless_there_may_be_none() {
        Var year = Var.data("year", Tensor.of(new long[] {1851, 1962, 1900}));
        assertEquals(new Interval(1851, 1962), year.min().range());
        assertEquals(new Interval(1851, 1962), year.max().range());
        assertEquals(
                Interval.ALL, Var.data("none", Tensor.of(new double[0])).max().range());
        assertEquals(
                Interval.ALL,
                year.get(Functions.range(1, 1)).cast(DType.F64).min().range());
        Var any = Var.input("n", new TensorType(DType.I64, Shape.scalar()));
        Var some = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(any)))));
        assertEquals(Interval.ALL, some.square().max().range());
    }

    @Test
    void whole_numbers_keep_their_bounds_through_floats_and_floats_that_may_be_nan_lose_them() {
        Var year = Var.data("year", Tensor.of(new long[] {1851, 1962}));
        Interval bounds = new Interval(1851, 1962);
        assertEquals(bounds, year.min().cast(DType.F64).cast(DType.I64).range());
        assertEquals(bounds, year.min().cast(DType.I32).cast(DType.I64).range());
        Var positive = Var.input("x").square().plus(1);
        assertEquals(Interval.ALL, positive.cast(DType.I64).range(), "of NaN it is 0");
        Var wide = Var.data("wide", Tensor.of(new long[] {1, 1L << 40}));
        assertEquals(Interval.ALL, wide.max().cast(DType.I32).range(), "saturates");
    }

    @Test
    void deep_chains_do_not_overflow_the_stack() {
        Var x = Var.input("x");
        Var y = x;
        for (int i = 0; i < 100_000; i++) {
            y = y.plus(x.times(i));
        }
        assertEquals(
                3,
                Graph.order(List.of(y)).stream()
                        .filter(v -> v.inputs().isEmpty())
                        .limit(3)
                        .count());
        Var replaced = Substitution.replace(List.of(y), java.util.Map.of(x, Var.constant(1.0)))
                .getFirst();
        assertEquals(1 + 99_999.0 * 100_000 / 2, value(replaced)[0]);
    }

    private static List<Double> box(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    @Test
    void a_plain_number_takes_the_element_type_of_the_first_node_beside_it() {
        Var narrow = Var.input("x", new TensorType(DType.F32, Shape.scalar()));
        assertEquals(DType.F32, Var.of(0.1, narrow).dtype());
        assertEquals(DType.F32, Var.of(2, 1.5, narrow).dtype());
        assertEquals(DType.F64, Var.of(0.1, 2).dtype());
        assertSame(narrow, Var.of(narrow, Var.input("y")));
    }
}
