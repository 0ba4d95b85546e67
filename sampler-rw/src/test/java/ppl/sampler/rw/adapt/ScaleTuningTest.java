package ppl.sampler.rw.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScaleTuningTest {

    @Test
    void the_scale_of_steps_that_are_always_accepted_stays_finite() {
        assertEquals(100, Math.log(learnt(1)), 1e-9);
    }

    @Test
    void the_scale_of_steps_that_are_never_accepted_stays_positive() {
        assertEquals(-100, Math.log(learnt(0)), 1e-9);
    }

    private static double learnt(double acceptance) {
        ScaleTuning tuning = new ScaleTuning(0.5, 1);
        for (int i = 0; i < 1_000_000; i++) {
            tuning.learn(acceptance);
        }
        return tuning.scale();
    }
}
