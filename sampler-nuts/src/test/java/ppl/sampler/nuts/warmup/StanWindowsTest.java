package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.warmup.MetricAdaptation.Change;

class StanWindowsTest {

    private static List<Integer> ends(int tune) {
        StanWindows windows = new StanWindows(new DiagonalMetric(1), tune);
        List<Integer> ends = new ArrayList<>();
        State state = new State(1);
        for (int i = 0; i < tune; i++) {
            state.position[0] = i % 2;
            if (windows.learn(i, state, true) == Change.METRIC_AND_STEP_SIZE) {
                ends.add(i + 1);
            }
        }
        return ends;
    }

    @Test
    void windows_double_and_the_last_takes_the_rest() {
        assertEquals(List.of(100, 150, 250, 450, 950), ends(1000));
        assertEquals(List.of(100, 150, 250, 450), ends(500));
        assertEquals(List.of(100, 150, 250, 450, 850, 1950), ends(2000));
    }

    @Test
    void a_short_warm_up_has_one_window_and_a_very_short_one_none() {
        assertEquals(List.of(90), ends(100));
        assertEquals(List.of(), ends(19));
        assertEquals(List.of(), ends(0));
    }

    @Test
    void a_window_uses_its_own_draws_only() {
        DiagonalMetric metric = new DiagonalMetric(1);
        StanWindows windows = new StanWindows(metric, 1000);
        State state = new State(1);
        for (int i = 0; i < 150; i++) {
            // Far apart before the window from 100 to 150, one apart within it.
            state.position[0] = i % 2 * (i < 100 ? 1000 : 1);
            windows.learn(i, state, true);
        }
        double variance = 50 * 0.25 / 49;
        assertEquals((50 * variance + 0.005) / 55, metric.scale()[0] * metric.scale()[0], 1e-12);
    }
}
