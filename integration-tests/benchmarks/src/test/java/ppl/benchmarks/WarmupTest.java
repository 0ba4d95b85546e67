package ppl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Hierarchies;

/** The default warm-up where the geometry is hard; {@code .ci/bench warmup} measures more. */
class WarmupTest {

    private static InferenceData fit(Model model, int seed) {
        return model.infer().seed(seed).progress(Progress.silent()).run();
    }

    /** Of the 80 chains of warm-ups that let chains freeze, 8 had more than 100 divergences and one had 1000. */
    @Test
    void no_chain_of_the_centred_eight_schools_is_stuck() {
        Model model = Hierarchies.eightSchools();
        List<Integer> divergences = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            for (int chain : RunQuality.of(fit(model, seed)).divergences()) {
                divergences.add(chain);
            }
        }
        assertEquals(80, divergences.size());
        assertTrue(divergences.stream().allMatch(d -> d <= 500), divergences::toString);
        assertTrue(divergences.stream().filter(d -> d > 100).count() <= 3, divergences::toString);
    }
}
