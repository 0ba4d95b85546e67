package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void of_a_thousand_iterations() {
        assertEquals(new Phases(300, 500, 850, 950, 1000), Phases.of(1000));
    }

    @Test
    void phases_of_any_length_come_in_order() {
        for (int tune = 0; tune < 3000; tune++) {
            Phases p = Phases.of(tune);
            assertTrue(
                    0 <= p.early()
                            && p.early() <= p.middle()
                            && p.middle() <= p.metric()
                            && p.metric() <= p.stepSize()
                            && p.stepSize() <= p.end(),
                    p.toString());
        }
    }
}
