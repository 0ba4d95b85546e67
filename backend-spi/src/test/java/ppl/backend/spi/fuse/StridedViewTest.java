package ppl.backend.spi.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ppl.graph.Var;

class StridedViewTest {

    private static StridedView view(int[] sizes, int... strides) {
        return new StridedView(Var.input("x", 100), 7, sizes, strides);
    }

    private static int[] strides(@Nullable StridedView view) {
        assertNotNull(view);
        return view.strides();
    }

    @Test
    void a_regular_view_splits_and_joins_axes() {
        assertArrayEquals(new int[] {6, 1}, strides(view(new int[] {24}, 1).reshape(new int[] {4, 6})));
        assertArrayEquals(new int[] {2}, strides(view(new int[] {3, 4}, 8, 2).reshape(new int[] {12})));
        assertArrayEquals(new int[] {-12, -2}, strides(view(new int[] {12}, -2).reshape(new int[] {2, 6})));
    }

    @Test
    void axes_of_length_one_come_and_go() {
        assertEquals(5, strides(view(new int[] {3}, 5).reshape(new int[] {1, 3, 1}))[1]);
        assertArrayEquals(
                new int[] {5}, strides(view(new int[] {1, 3, 1}, 99, 5, 99).reshape(new int[] {3})));
    }

    @Test
    void a_transposed_matrix_is_not_a_vector() {
        assertNull(view(new int[] {3, 4}, 1, 3).reshape(new int[] {12}));
        assertNull(view(new int[] {3, 4}, 0, 1).reshape(new int[] {12}));
        assertNotNull(view(new int[] {3, 4}, 1, 3).reshape(new int[] {3, 2, 2}));
    }

    @Test
    void a_slice_of_a_slice_moves_the_offset() {
        StridedView v = view(new int[] {10}, 2).slice(List.of(8), new int[] {3}, List.of(-3));
        assertEquals(7 + 16, v.offset());
        assertArrayEquals(new int[] {-6}, v.strides());
    }
}
