package ppl.sampler.nuts.stepsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.random.RandomKey;

class DualAveragingTest {

    /** Acceptance falls with the step size s as exp(−s²), so the target t is met at √(−log t). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.3, 100})
    void the_average_converges_to_the_step_size_of_the_target(double first) {
        RandomKey key = RandomKey.of(3);
        DualAveraging averaging = new DualAveraging(0.8);
        averaging.restart(first);
        for (int i = 0; i < 4000; i++) {
            double s = averaging.stepSize();
            double noise = 0.2 * (key.uniform(i) - 0.5);
            averaging.learn(Math.clamp(Math.exp(-s * s) + noise, 0, 1));
        }
        assertEquals(Math.sqrt(-Math.log(0.8)), averaging.average(), 0.02);
    }

    @Test
    void the_first_steps_are_those_of_the_paper() {
        DualAveraging averaging = new DualAveraging(0.8);
        averaging.restart(0.5);
        averaging.learn(0.6);
        // m = 1: H = 0.2 / 11; log step = log 5 − √1 / 0.05 · H; the average takes all of it
        double gap = 0.2 / 11;
        double average = Math.log(5) - gap / 0.05;
        assertEquals(Math.exp(average), averaging.stepSize(), 1e-12);
        assertEquals(0.5, averaging.average(), "one iteration is no average");
        for (int m = 2; m <= 10; m++) {
            double rate = 0.5 + 0.04 * m;
            averaging.learn(rate);
            gap = (1 - 1 / (m + 10.0)) * gap + (0.8 - rate) / (m + 10.0);
            double logStep = Math.log(5) - Math.sqrt(m) / 0.05 * gap;
            assertEquals(Math.exp(logStep), averaging.stepSize(), 1e-12);
            average += Math.pow(m, -0.75) * (logStep - average);
        }
        assertEquals(Math.exp(average), averaging.average(), 1e-12);
    }

    @Test
    void no_acceptance_rate_is_none() {
        DualAveraging a = new DualAveraging(0.8);
        DualAveraging b = new DualAveraging(0.8);
        a.restart(1);
        b.restart(1);
        a.learn(Double.NaN);
        b.learn(0);
        assertEquals(b.stepSize(), a.stepSize());
        assertTrue(a.stepSize() < 10);
    }

    @Test
    void a_limit_is_kept_and_left_as_soon_as_rates_fall() {
        DualAveraging averaging = new DualAveraging(0.8);
        averaging.restart(0.5);
        for (int i = 0; i < 500; i++) {
            averaging.learn(1, 1.2);
        }
        assertEquals(1.2, averaging.stepSize(), 1e-12);
        assertEquals(1.2, averaging.average(), 0.01);
        for (int i = 0; i < 10; i++) {
            averaging.learn(0.2, 1.2);
        }
        assertTrue(averaging.stepSize() < 0.6, () -> "it has not forgotten how: " + averaging.stepSize());
    }
}
