package ppl.backend.vector.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Short calls of a young nest, long ones of an old. */
class PaceTest {

    /** The lengths of the calls of one run. */
    private static List<Integer> run(Pace pace, int turns) {
        List<Integer> lengths = new ArrayList<>();
        for (int from = 0; from < turns; ) {
            int to = pace.end(from);
            assertTrue(to > from && to <= turns, from + " to " + to + " of " + turns);
            lengths.add(to - from);
            from = to;
        }
        return lengths;
    }

    private static Pace old(int turns, int row, int some) {
        Pace pace = new Pace(turns, row, some);
        while (run(pace, turns).size() > (turns + row - 1) / row) {
            // grows
        }
        return pace;
    }

    @Test
    void the_first_calls_run_some_turns_and_the_last_of_a_row_what_is_left() {
        List<Integer> first = run(new Pace(1000, 1000, 7), 1000);
        assertEquals(List.of(7, 7, 7), first.subList(0, 3));
        assertEquals(1000 % 7, first.getLast());
    }

    @Test
    void an_old_nest_is_run_row_by_row() {
        assertEquals(List.of(1000), run(old(1000, 1000, 7), 1000));
        assertEquals(List.of(300, 300, 300), run(old(900, 300, 7), 900));
        assertEquals(List.of(4096, 904), run(old(5000, 4096, 24), 5000));
    }

    @Test
    void a_call_never_goes_over_the_end_of_a_row() {
        Pace pace = new Pace(50, 10, 7);
        for (int k = 0; k < 40; k++) {
            int at = 0;
            for (int length : run(pace, 50)) {
                assertTrue(at / 10 == (at + length - 1) / 10, length + " turns at " + at);
                at += length;
            }
        }
    }
}
