package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

class SamplersTest {

    private static final Block REAL = new Block("mu", Block.Measure.CONTINUOUS, 0, 1);
    private static final Block WHOLE = new Block("k", Block.Measure.DISCRETE, 1, 1);

    /** Takes real coordinates at one grade and whole numbers at another; 0: refuses. */
    private record Named(String name, int real, int whole) implements Sampler {
        @Override
        public Competence competence(Block block) {
            int grade = block.measure() == Block.Measure.CONTINUOUS ? real : whole;
            return grade > 0 ? new Competence.Suits(grade) : new Competence.Refuses(name + " is not made for it");
        }

        @Override
        public List<Statistic> statistics() {
            return List.of();
        }

        @Override
        public Chain start(ChainSpec spec) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Sampler GRADIENT = new Named("gradient", 3, 0);
    private static final Sampler WALK = new Named("walk", 1, 2);

    @Test
    void the_most_competent_is_taken_in_any_order() {
        assertEquals(GRADIENT, Samplers.of(GRADIENT, WALK).choose(null, List.of(REAL)));
        assertEquals(GRADIENT, Samplers.of(WALK, GRADIENT).choose(null, List.of(REAL)));
    }

    @Test
    void one_that_takes_every_block_is_taken_for_a_mixed_model() {
        assertEquals(WALK, Samplers.of(GRADIENT, WALK).choose(null, List.of(REAL, WHOLE)));
    }

    @Test
    void the_named_one_is_taken_though_less_competent() {
        assertEquals(WALK, Samplers.of(GRADIENT, WALK).choose("walk", List.of(REAL)));
    }

    @Test
    void none_that_can_is_told_with_the_reasons() {
        SamplingException e = assertThrows(
                SamplingException.class, () -> Samplers.of(GRADIENT).choose(null, List.of(REAL, WHOLE)));
        assertEquals(
                "no sampler present can sample this model. gradient: 'k': gradient is not made for it", e.getMessage());
    }

    @Test
    void none_present_is_told_with_what_to_add() {
        SamplingException e =
                assertThrows(SamplingException.class, () -> Samplers.of().choose(null, List.of(REAL)));
        assertEquals(
                "no sampler is present: add dev.ppl:sampler-nuts (continuous variables) or dev.ppl:sampler-rw (any) to your "
                        + "dependencies",
                e.getMessage());
    }

    @Test
    void two_of_one_name_are_refused_by_class() {
        SamplingException e = assertThrows(SamplingException.class, () -> Samplers.of(WALK, new Named("walk", 1, 1)));
        assertTrue(
                e.getMessage().startsWith("two samplers are called 'walk': ppl.api.sample.SamplersTest$Named"),
                e.getMessage());
    }
}
