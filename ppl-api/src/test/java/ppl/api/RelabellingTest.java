package ppl.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import ppl.api.inference.Coord;

class RelabellingTest {

    private static int[] sources(Coord before, Coord after) {
        return new Relabelling(new Dim("county", before), new Dim("county", after)).sources();
    }

    @Test
    void a_label_comes_from_where_it_stood_and_a_new_one_from_nowhere() {
        assertArrayEquals(new int[] {1, -1, 0, -1}, sources(Coord.of("a", "b", "c"), Coord.of("b", "d", "a", "e")));
    }

    @Test
    void no_labels_come_from_nowhere() {
        assertArrayEquals(new int[0], sources(Coord.range(3), Coord.range(0)));
    }

    @Test
    void numbered_positions_are_those_of_their_numbers() {
        assertArrayEquals(new int[] {0, 1}, sources(Coord.range(4), Coord.range(2)));
    }

    @Test
    void a_number_and_its_text_are_one_label() {
        assertArrayEquals(new int[] {1, 0, -1}, sources(Coord.range(2), Coord.of("1", "0", "2")));
        assertArrayEquals(new int[] {1, 0, -1}, sources(Coord.of("1", "0"), Coord.range(3)));
    }
}
