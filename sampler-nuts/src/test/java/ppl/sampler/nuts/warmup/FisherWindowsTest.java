package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.MetricKind;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.warmup.MetricAdaptation.Change;

class FisherWindowsTest {

    private static final int TUNE = 1000;

    private final DiagonalMetric metric = new DiagonalMetric(2);
    private final FisherWindows windows = windows(TUNE);
    private final RandomKey key = RandomKey.of(2);

    /** Windows whose diagonal metric this test sees. */
    private FisherWindows windows(int tune) {
        return new FisherWindows(MetricKind.DIAGONAL, true, 0, 2, metric, Phases.of(tune));
    }

    /** A state whose draws and gradients vary so that the estimate of the standard deviations is {@code sd}. */
    private State state(int i, double... sd) {
        State state = new State(2);
        for (int c = 0; c < 2; c++) {
            state.position[c] = sd[c] * (key.uniform(2L * i + c) - 0.5);
            state.gradient[c] = -state.position[c] / (sd[c] * sd[c]);
        }
        return state;
    }

    private Change learn(int i, double... sd) {
        return windows.learn(i, state(i, sd), true);
    }

    @Test
    void the_first_metric_is_one_over_the_gradient_at_the_start() {
        State start = new State(2);
        start.gradient[0] = -4;
        start.gradient[1] = 0;
        FisherWindows guessing = new FisherWindows(MetricKind.DIAGONAL, true, 0, 2, null, Phases.of(TUNE));
        guessing.begin(start);
        assertArrayEquals(new double[] {0.25, 1}, guessing.flow().metric().variances());
    }

    @Test
    void a_given_metric_is_kept_until_there_are_draws() {
        metric.variance(0, 9);
        windows.begin(state(0, 1, 1));
        assertEquals(3, metric.scale()[0]);
    }

    @Test
    void the_third_draw_changes_the_metric_and_asks_for_a_step_size_once() {
        windows.begin(state(0, 3, 0.2));
        assertEquals(Change.NONE, learn(1, 3, 0.2));
        assertEquals(Change.METRIC_AND_STEP_SIZE, learn(2, 3, 0.2));
        assertEquals(3, metric.scale()[0], 1e-12);
        assertEquals(0.2, metric.scale()[1], 1e-12);
        assertEquals(Change.METRIC, learn(3, 3, 0.2));
    }

    @Test
    void the_draws_on_the_way_to_the_typical_set_are_forgotten() {
        windows.begin(state(0, 1000, 1e-3));
        for (int i = 0; i < 12; i++) {
            learn(i, 1000, 1e-3);
        }
        for (int i = 12; i < 40; i++) {
            learn(i, 1, 1);
        }
        assertEquals(1, metric.scale()[0], 1e-9);
        assertEquals(1, metric.scale()[1], 1e-9);
    }

    /** The scale that the metric has at an iteration if draws were of scale 10 up to an iteration and of scale 1 from it on. */
    private double scale(int tune, int change, int end) {
        FisherWindows fresh = windows(tune);
        fresh.begin(state(0, 10, 10));
        for (int i = 0; i < end; i++) {
            double sd = i < change ? 10 : 1;
            fresh.learn(i, state(i, sd, sd), true);
        }
        return metric.scale()[0];
    }

    // The start is a draw, so windows are full one iteration earlier than their lengths say.

    @Test
    void early_windows_hold_ten_draws() {
        assertTrue(scale(TUNE, 99, 108) > 1.5);
        assertEquals(1, scale(TUNE, 99, 109), 1e-9);
    }

    @Test
    void the_first_window_after_the_early_phase_holds_eighty_draws() {
        assertTrue(scale(TUNE, 299, 378) > 1.5);
        assertEquals(1, scale(TUNE, 299, 379), 1e-9);
    }

    @Test
    void the_next_window_is_longer_by_half_and_the_last_estimate_is_kept() {
        assertTrue(scale(TUNE, 379, 498) > 1.5);
        assertEquals(1, scale(TUNE, 379, 499), 1e-9);
        assertTrue(scale(TUNE, 380, 850) > 1.01);
        assertEquals(1, scale(TUNE, 379, 850), 1e-9);
    }

    @Test
    void a_window_begins_only_if_the_next_one_will_be_full_before_the_metric_stays() {
        // Of 1050 iterations windows are full at 389, 509 and 689: one of 270 after that would not be before 893.
        assertTrue(scale(1050, 390, 893) > 1.01);
        assertEquals(1, scale(1050, 389, 893), 1e-9);
    }

    @Test
    void the_last_draws_of_warm_up_change_nothing() {
        windows.begin(state(0, 1, 1));
        for (int i = 0; i < 850; i++) {
            learn(i, 1, 1);
        }
        double[] before = metric.scale().clone();
        for (int i = 850; i < TUNE; i++) {
            assertEquals(Change.NONE, learn(i, 50, 50));
        }
        assertArrayEquals(before, metric.scale());
    }

    @Test
    void draws_that_say_little_are_not_counted() {
        windows.begin(state(0, 1, 1));
        double[] before = metric.scale().clone();
        for (int i = 0; i < 50; i++) {
            assertEquals(Change.NONE, windows.learn(i, state(i, 7, 7), false));
        }
        assertArrayEquals(before, metric.scale());
    }
}
