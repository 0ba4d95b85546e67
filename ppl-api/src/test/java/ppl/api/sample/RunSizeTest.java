package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunSizeTest {

    private static final long GIB = 1L << 30;

    /** One variable of 100,000 coordinates, ten statistics a draw. */
    private static RunSize wide(int draws, boolean keepWarmup) {
        return new RunSize(
                4,
                1000,
                draws,
                keepWarmup,
                100_000,
                10,
                List.of(new RunSize.Output("theta", 100_000, false)),
                false,
                0);
    }

    private static String refusal(RunSize size, long heap) {
        return assertThrows(SamplingException.class, () -> size.check(heap)).getMessage();
    }

    @Test
    void bytes_are_those_of_the_record_and_of_the_results() {
        RunSize size = new RunSize(2, 3, 5, false, 7, 2, List.of(new RunSize.Output("x", 7, false)), false, 0);
        assertEquals(8.0 * (2 * (3 + 5) * (7 + 2 + 1) + 2 * 5 * (7 + 2)), size.bytes());
        RunSize kept = new RunSize(2, 3, 5, true, 7, 2, List.of(new RunSize.Output("x", 7, false)), false, 0);
        assertEquals(size.bytes() + 8.0 * 2 * 3 * (7 + 2), kept.bytes());
    }

    @Test
    void a_run_that_no_heap_holds_is_refused_with_what_it_needs() {
        assertEquals(
                "the run needs about 32.8 GiB: 0.0 GiB for trajectories and what is learnt in warm-up, 17.9 GiB for 4 chains × 6000 iterations of 100000 coordinates, 14.9 GiB for"
                        + " results, of which 'theta' has 100000 elements, but the heap grows to 4.0 GiB only. Ask for fewer draws,"
                        + " give Java more memory (-Xmx), have them written to a file: file(path)",
                refusal(wide(5000, false), 4 * GIB));
        assertDoesNotThrow(() -> wide(5000, false).check(33 * GIB));
    }

    @Test
    void a_quantity_too_long_for_an_array_is_refused_on_any_heap() {
        assertEquals(
                "'theta' has 100000 elements: 4 chains × 10000 draws of it are 4000000000 numbers, more than the 2147483639"
                        + " that an array holds. Ask for at most 5368 draws a chain",
                refusal(wide(10_000, false), Long.MAX_VALUE));
        assertDoesNotThrow(() -> wide(5368, false).check(Long.MAX_VALUE));
    }

    @Test
    void warm_up_counts_where_it_is_kept() {
        RunSize size = new RunSize(4, 6000, 10, true, 1, 1, List.of(new RunSize.Output("y", 100_000, true)), false, 0);
        assertEquals(
                "'y' has 100000 elements: 4 chains × 6000 warm-up iterations of it are 2400000000 numbers, more than the"
                        + " 2147483639 that an array holds. Ask for at most 5368 warm-up iterations a chain, or leave the"
                        + " deterministic quantity 'y' out of the model and compute it of the draws that you need",
                refusal(size, Long.MAX_VALUE));
        assertDoesNotThrow(() -> new RunSize(4, 6000, 10, false, 1, 1, size.outputs(), false, 0).check(Long.MAX_VALUE));
    }

    @Test
    void more_draws_than_an_array_holds_are_refused() {
        RunSize size =
                new RunSize(4, 0, 1_000_000_000, false, 1, 1, List.of(new RunSize.Output("x", 1, false)), false, 0);
        assertEquals(
                "options chains and draws ask for 4 × 1000000000 draws, more than the 2147483639 that an array holds: run"
                        + " several times with fewer",
                refusal(size, Long.MAX_VALUE));
    }

    @Test
    void a_run_in_a_file_needs_its_buffers_and_the_draws_of_one_element() {
        RunSize size = new RunSize(
                1, 1000, 2000, false, 100_000, 10, List.of(new RunSize.Output("theta", 100_000, false)), true, 70e6);
        assertDoesNotThrow(() -> size.check(GIB));
        assertEquals((16 << 20) + 70e6 + 2 * 8 * 100_000.0 + 10 * 8192 + 8 * 100_000.0 + 84 * 2000.0, size.bytes(), 1);
        RunSize learning = new RunSize(
                4, 1000, 2000, false, 100_000, 10, List.of(new RunSize.Output("theta", 100_000, false)), true, 0.9e9);
        assertEquals(
                "the run needs about 3.4 GiB: 3.4 GiB for trajectories and what is learnt in warm-up, 0.0 GiB for 4 chains that write"
                        + " to a file, of which 'theta' has 100000 elements, and 0.0 GiB to look at 8000 draws of one element, but the"
                        + " heap grows to 1.0 GiB only. Give Java more memory (-Xmx), or have less learnt in"
                        + " warm-up: metric(\"diagonal\") keeps no draws for that",
                refusal(learning, GIB));
        SamplingException full = assertThrows(SamplingException.class, () -> size.checkDisk(GIB));
        assertEquals(
                "the file of the run has 1.5 GiB, of which 'theta' with its 100000 elements is the largest part, and there are 1.0 GiB"
                        + " left on its disk. Make room, ask for fewer draws, or give a file on another disk",
                full.getMessage());
    }
}
