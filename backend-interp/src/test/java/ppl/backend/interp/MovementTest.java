package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.backend.interp.Values.NAN;
import static ppl.backend.interp.Values.assertTensor;
import static ppl.backend.interp.Values.bool;
import static ppl.backend.interp.Values.count;
import static ppl.backend.interp.Values.f32;
import static ppl.backend.interp.Values.f64;
import static ppl.backend.interp.Values.i32;
import static ppl.backend.interp.Values.i64;
import static ppl.backend.interp.Values.run;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Pad;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

class MovementTest {

    private static Tensor gather(int axis, Tensor x, Tensor indices) {
        // indices that come at run time are not checked when the node is made, so the type is stated here
        List<Integer> sizes = new java.util.ArrayList<>();
        for (int a = 0; a < x.rank(); a++) {
            if (a == axis) {
                for (int n : indices.sizes()) {
                    sizes.add(n);
                }
            } else {
                sizes.add(x.sizes()[a]);
            }
        }
        TensorType type = new TensorType(
                x.dtype(), Shape.of(sizes.stream().mapToInt(i -> i).toArray()));
        Tensor result = Primitives.evaluate(new Gather(axis), List.of(x, indices), type);
        assertEquals(type, result.type());
        return result;
    }

    private static Tensor scatter(int axis, int size, Tensor updates, Tensor indices) {
        TensorType type = new TensorType(updates.dtype(), Shape.of(size));
        return Primitives.evaluate(new ScatterAdd(axis, Extent.of(size)), List.of(updates, indices), type);
    }

    @Test
    void constants_are_themselves_and_inputs_need_a_value() {
        assertTensor(f64(1, 2), run(new Constant(f64(1, 2))));
        TensorType type = TensorType.scalar(DType.F64);
        Input in = new Input(new Input.Slot("mu"), type, Interval.ALL);
        String message = assertThrows(IllegalStateException.class, () -> Primitives.evaluate(in, List.of(), type))
                .getMessage();
        assertEquals("the input 'mu' has no value", message);
    }

    @Test
    void iota_counts_from_zero() {
        assertTensor(i64(0, 1, 2, 3), run(new Iota(Extent.of(4))));
        assertTensor(i64(), run(new Iota(Extent.of(0))));
    }

    @Test
    void shape_of_is_the_length_of_an_axis() {
        assertTensor(Tensor.scalar(3L), run(new ShapeOf(1), count(2, 3)));
        assertTensor(Tensor.scalar(0L), run(new ShapeOf(-1), count(2, 0)));
    }

    @Test
    void reshape_keeps_row_major_order() {
        assertTensor(count(3, 2), run(new Reshape(Shape.of(3, 2)), count(2, 3)));
        assertTensor(count(), run(new Reshape(Shape.scalar()), count(1, 1)));
    }

    @Test
    void broadcast_repeats_along_new_axes() {
        Tensor x = f64(1, 2);
        assertTensor(
                Tensor.of(new double[][] {{1, 2}, {1, 2}, {1, 2}}), run(new Broadcast(Shape.of(3, 2), List.of(1)), x));
        assertTensor(
                Tensor.of(new double[][] {{1, 1, 1}, {2, 2, 2}}), run(new Broadcast(Shape.of(2, 3), List.of(0)), x));
        assertTensor(
                Tensor.of(new long[] {7, 7, 7, 7}, 2, 1, 2),
                run(new Broadcast(Shape.of(2, 1, 2), List.of()), Tensor.scalar(7L)));
        assertTensor(Tensor.of(new double[0], 0, 2), run(new Broadcast(Shape.of(0, 2), List.of(1)), x));
    }

    @Test
    void broadcast_keeps_outer_axes_apart() {
        Tensor x = count(2, 2);
        Tensor expected = Tensor.of(new double[] {0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3}, 2, 3, 2);
        assertTensor(expected, run(new Broadcast(Shape.of(2, 3, 2), List.of(0, 2)), x));
    }

    @Test
    void transpose_moves_axes() {
        assertTensor(
                Tensor.of(new double[][] {{0, 3}, {1, 4}, {2, 5}}), run(new Transpose(List.of(1, 0)), count(2, 3)));
        Tensor turned = run(new Transpose(List.of(2, 0, 1)), count(2, 3, 4));
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 3; k++) {
                    assertEquals((j * 3 + k) * 4 + i, turned.doubleAt((i * 2 + j) * 3 + k));
                }
            }
        }
        assertTensor(count(0, 3), run(new Transpose(List.of(1, 0)), count(3, 0)));
    }

    @Test
    void slices_step_forwards_and_backwards() {
        Tensor x = count(3, 5);
        assertTensor(
                Tensor.of(new double[][] {{6, 8}, {11, 13}}),
                run(new Slice(List.of(1, 1), List.of(2, 2), List.of(1, 2)), x));
        assertTensor(
                Tensor.of(new double[][] {{14, 12, 10}}),
                run(new Slice(List.of(2, 4), List.of(1, 3), List.of(1, -2)), x));
        assertTensor(Tensor.of(new double[0], 3, 0), run(new Slice(List.of(0, 0), List.of(3, 0), List.of(1, 1)), x));
    }

    @Test
    void pad_puts_elements_where_a_slice_would_find_them() {
        Tensor x = f64(1, 2, 3);
        assertTensor(f64(0, 1, 0, 2, 0, 3, 0), run(new Pad(Shape.of(7), List.of(1), List.of(2)), x));
        assertTensor(f64(0, 3, 2, 1), run(new Pad(Shape.of(4), List.of(3), List.of(-1)), x));
        assertTensor(
                Tensor.of(new boolean[] {false, false, true, false}, 2, 2),
                run(new Pad(Shape.of(2, 2), List.of(1, 0), List.of(1, 1)), Tensor.of(new boolean[] {true}, 1, 1)));
        assertTensor(f64(0, 0), run(new Pad(Shape.of(2), List.of(0), List.of(1)), f64()));
    }

    @Test
    void concat_joins_along_inner_and_outer_axes() {
        Tensor x = count(2, 1);
        Tensor y = Tensor.of(new double[][] {{5, 6}, {7, 8}});
        assertTensor(Tensor.of(new double[][] {{0, 5, 6}, {1, 7, 8}}), run(new Concat(1), x, y));
        assertTensor(Tensor.of(new double[][] {{0}, {1}, {0}, {1}}), run(new Concat(0), x, x));
        assertTensor(i32(1, 2), run(new Concat(0), i32(), i32(1), i32(2)));
    }

    @Test
    void gather_puts_the_axes_of_the_indices_in_place_of_the_axis() {
        Tensor x = count(2, 3, 2);
        Tensor indices = Tensor.of(new long[] {2, 0, 1, 1}, 2, 2);
        Tensor expected = Tensor.of(new double[] {4, 5, 0, 1, 2, 3, 2, 3, 10, 11, 6, 7, 8, 9, 8, 9}, 2, 2, 2, 2);
        assertTensor(expected, gather(1, x, indices));
        assertTensor(f64(30, 10), gather(0, f64(10, 20, 30), i32(2, 0)));
        assertTensor(Tensor.scalar(20.0), gather(0, f64(10, 20, 30), Tensor.scalar(1L)));
        assertTensor(Tensor.of(new double[0], 0, 2), gather(0, count(3, 2), i64()));
    }

    @Test
    void an_index_outside_gives_nan_zero_or_false() {
        Tensor indices = i64(-1, 0, 2, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32);
        assertTensor(f64(NAN, 1, NAN, NAN, NAN, NAN), gather(0, f64(1, 2), indices));
        assertTensor(f32(NAN, 1, NAN, NAN, NAN, NAN), gather(0, f32(1, 2), indices));
        assertTensor(i64(0, 1, 0, 0, 0, 0), gather(0, i64(1, 2), indices));
        assertTensor(i32(0, 1, 0, 0, 0, 0), gather(0, i32(1, 2), indices));
        assertTensor(bool(false, true, false, false, false, false), gather(0, bool(true, true), indices));
        assertTensor(f64(NAN), gather(0, f64(), i64(0)));
    }

    @Test
    void scatter_add_adds_in_the_order_of_the_updates() {
        assertTensor(f64(3, 0, 10), scatter(0, 3, f64(1, 10, 2), i64(0, 2, 0)));
        assertTensor(f64(1), scatter(0, 1, f64(1e16, 1, -1e16, 1), i64(0, 0, 0, 0)));
        assertTensor(f64(2), scatter(0, 1, f64(1e16, -1e16, 1, 1), i64(0, 0, 0, 0)));
        assertTensor(f32(16777216), scatter(0, 1, f32(16777216, 1), i64(0, 0)));
        assertTensor(i64(3, 0), scatter(0, 2, i64(1, 2), i32(0, 0)));
        assertTensor(i32(Integer.MIN_VALUE), scatter(0, 1, i32(Integer.MAX_VALUE, 1), i32(0, 0)));
    }

    @Test
    void scatter_add_starts_at_positive_zero_and_drops_what_lies_outside() {
        assertTensor(f64(0.0, 0.0), scatter(0, 2, f64(-0.0, 5, 7), i64(0, -1, 2)));
        assertTensor(f64(0, 0), scatter(0, 2, f64(), i64()));
    }

    @Test
    void scatter_add_works_on_an_inner_axis() {
        Tensor updates = count(2, 3, 2);
        Tensor expected = Tensor.of(new double[] {0 + 4, 1 + 5, 2, 3, 6 + 10, 7 + 11, 8, 9}, 2, 2, 2);
        assertTensor(expected, run(new ScatterAdd(1, Extent.of(2)), updates, i64(0, 1, 0)));
        Tensor two = Tensor.of(new long[] {0, 1, 1, 0}, 2, 2);
        assertTensor(
                Tensor.of(new double[][] {{0 + 3, 1 + 2}, {4 + 7, 5 + 6}}),
                run(new ScatterAdd(1, Extent.of(2)), count(2, 2, 2), two));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void elements_of_every_type_are_moved(DType dtype) {
        Tensor x = run(new Cast(dtype), bool(true, false, true, true)).reshape(2, 2);
        Tensor turned = run(new Cast(dtype), bool(true, true, false, true)).reshape(2, 2);
        assertTensor(turned, run(new Transpose(List.of(1, 0)), x));
        assertTensor(x, run(new Slice(List.of(0, 0), List.of(2, 2), List.of(1, 1)), x));
        assertTensor(x, run(new Pad(Shape.of(2, 2), List.of(0, 0), List.of(1, 1)), x));
        assertTensor(x, gather(0, x, i64(0, 1)));
    }
}
