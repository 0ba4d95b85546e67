package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.warmup.MetricAdaptation.Change;

class FisherWindowsTest {

    private static final int TUNE = 1000;

    private final DiagonalMetric metric = new DiagonalMetric(2);
    private final FisherWindows windows = new FisherWindows(2, TUNE);
    private final RandomKey key = RandomKey.of(2);

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
        return windows.learn(i, state(i, sd), true, metric);
    }

    @Test
    void the_first_metric_is_one_over_the_gradient_at_the_start() {
        State start = new State(2);
        start.gradient[0] = -4;
        start.gradient[1] = 0;
        windows.begin(start, metric, false);
        assertArrayEquals(new double[] {0.5, 1}, metric.scale());
    }

    @Test
    void a_given_metric_is_kept_until_there_are_draws() {
        metric.variance(0, 9);
        windows.begin(state(0, 1, 1), metric, true);
        assertEquals(3, metric.scale()[0]);
    }

    @Test
    void the_third_draw_changes_the_metric_and_asks_for_a_step_size_once() {
        windows.begin(state(0, 3, 0.2), metric, false);
        assertEquals(Change.NONE, learn(1, 3, 0.2));
        assertEquals(Change.METRIC_AND_STEP_SIZE, learn(2, 3, 0.2));
        assertEquals(3, metric.scale()[0], 1e-12);
        assertEquals(0.2, metric.scale()[1], 1e-12);
        assertEquals(Change.METRIC, learn(3, 3, 0.2));
    }

    @Test
    void the_draws_on_the_way_to_the_typical_set_are_forgotten() {
        windows.begin(state(0, 1000, 1e-3), metric, false);
        for (int i = 0; i < 12; i++) {
            learn(i, 1000, 1e-3);
        }
        for (int i = 12; i < 40; i++) {
            learn(i, 1, 1);
        }
        assertEquals(1, metric.scale()[0], 1e-9);
        assertEquals(1, metric.scale()[1], 1e-9);
    }

    @Test
    void later_windows_hold_more_draws() {
        windows.begin(state(0, 1, 1), metric, false);
        for (int i = 0; i < 500; i++) {
            learn(i, 1, 1);
        }
        // Draws of another scale: the more draws of the first are still there, the slower the metric follows.
        learn(500, 10, 10);
        learn(501, 10, 10);
        assertTrue(metric.scale()[0] < 1.4, "80 draws and more outweigh two; ten would give 2");
        for (int i = 502; i < 700; i++) {
            learn(i, 10, 10);
        }
        double sd = 10 / Math.sqrt(12); // of uniform draws of width 10; the estimate is of at least 80 of them
        assertEquals(sd, metric.scale()[0], 0.2 * sd, "but they are forgotten as well");
    }

    @Test
    void the_last_draws_of_warm_up_change_nothing() {
        windows.begin(state(0, 1, 1), metric, false);
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
        windows.begin(state(0, 1, 1), metric, false);
        double[] before = metric.scale().clone();
        for (int i = 0; i < 50; i++) {
            assertEquals(Change.NONE, windows.learn(i, state(i, 7, 7), false, metric));
        }
        assertArrayEquals(before, metric.scale());
    }
}
