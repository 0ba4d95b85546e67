package ppl.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Coord;
import ppl.graph.Tensor;

class RelabellingTest {

    private static final Dim BEFORE = new Dim("county", Coord.of("a", "b", "c"));

    private static Relabelling to(String... labels) {
        return new Relabelling(BEFORE, new Dim("county", Coord.of(labels)));
    }

    @Test
    void a_label_keeps_its_values_wherever_it_stands() {
        Tensor draws = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertEquals(Tensor.of(new double[] {3, 1, 6, 4}, 2, 2), to("c", "a").onto("a", draws, 1));
    }

    @Test
    void what_lies_inside_of_the_axis_moves_with_it() {
        Tensor draws = Tensor.of(new long[] {1, 2, 3, 4, 5, 6}, 3, 2);
        assertEquals(Tensor.of(new long[] {5, 6, 3, 4}, 2, 2), to("c", "b").onto("a", draws, 0));
    }

    @Test
    void no_labels_have_no_values() {
        assertEquals(
                Tensor.of(new double[0], 2, 0), to().onto("a", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3), 1));
    }

    @Test
    void numbered_positions_are_those_of_their_numbers() {
        Relabelling shorter = new Relabelling(new Dim("t", Coord.range(4)), new Dim("t", Coord.range(2)));
        assertArrayEquals(new int[] {0, 1}, shorter.sources());
    }

    @Test
    void a_new_label_has_no_source_and_is_named() {
        Relabelling next = to("b", "d", "a", "e");
        assertArrayEquals(new int[] {1, -1, 0, -1}, next.sources());
        assertEquals(List.of("d", "e"), next.unseen());
        ModelException e =
                assertThrows(ModelException.class, () -> next.onto("effect", Tensor.of(new double[] {1, 2, 3}), 0));
        assertEquals(ModelCode.DIM, e.code());
        assertEquals(
                "'effect' was fitted along the dim 'county' without 'd', 'e', so there is no value for them: leave such labels out,"
                        + " or fit the model with them",
                e.getMessage());
    }

    @Test
    void values_of_another_length_are_refused() {
        ModelException e =
                assertThrows(ModelException.class, () -> to("a").onto("effect", Tensor.of(new double[] {1, 2}), 0));
        assertEquals(
                "the values of 'effect' have shape [2], so axis 0 does not lie along the dim county[3]: name the axis that does",
                e.getMessage());
    }
}
