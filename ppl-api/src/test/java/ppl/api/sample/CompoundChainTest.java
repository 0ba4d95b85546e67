package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;
import ppl.graph.random.RandomKey;

/** What a compound does for members of others: it holds them to their contract, and loses none of their divergences. */
class CompoundChainTest {

    private static final Block FIRST = new Block("mu", Block.Measure.CONTINUOUS, 0, 1);
    private static final Block SECOND = new Block("nu", Block.Measure.CONTINUOUS, 1, 1);

    /** Moves by 1 in each iteration and says that it diverged in every so manieth. */
    private record Stepping(String name, int divergesEvery, boolean looksAgain) implements Sampler {
        @Override
        public Competence competence(Block block) {
            return new Competence.Suits(1);
        }

        @Override
        public List<String> options() {
            return List.of();
        }

        @Override
        public List<Statistic> statistics() {
            return List.of(
                    new Statistic("step_size", Statistic.Kind.REAL), new Statistic("diverging", Statistic.Kind.FLAG));
        }

        @Override
        public Chain start(ChainSpec spec) {
            return new Steps(spec, divergesEvery, looksAgain);
        }
    }

    private static final class Steps implements Chain {
        private final double[] position;
        private final double[] next;
        private final int divergesEvery;
        private final boolean looksAgain;
        private boolean looking;
        private int iteration;

        Steps(ChainSpec spec, int divergesEvery, boolean looksAgain) {
            position = spec.start().clone();
            next = position.clone();
            this.divergesEvery = divergesEvery;
            this.looksAgain = looksAgain;
        }

        @Override
        public double[] ask() {
            if (looking) {
                return position;
            }
            next[0] = position[0] + 1;
            return next;
        }

        @Override
        public boolean needsGradient() {
            return false;
        }

        @Override
        public boolean tell(double logp, double[] gradient) {
            if (looking) {
                looking = false;
                return false;
            }
            position[0] = next[0];
            iteration++;
            return true;
        }

        @Override
        public int iteration() {
            return iteration;
        }

        @Override
        public boolean tuning() {
            return false;
        }

        @Override
        public double[] position() {
            return position;
        }

        @Override
        public double logp() {
            return 0;
        }

        @Override
        public double statistic(int index) {
            return index == 0 ? 0.5 : iteration % divergesEvery == 0 ? 1 : 0;
        }

        @Override
        public void revisit() {
            looking = looksAgain;
        }

        @Override
        public ChainState save() {
            throw new AssertionError("never saved here");
        }

        @Override
        public void restore(ChainState state) {
            throw new AssertionError("never restored here");
        }
    }

    private static CompoundSampler compound(Sampler first, Sampler second) {
        return new CompoundSampler(List.of(
                new CompoundSampler.Member(first, List.of(FIRST)),
                new CompoundSampler.Member(second, List.of(SECOND))));
    }

    private static Chain start(CompoundSampler sampler) {
        return sampler.start(
                new ChainSpec(List.of(FIRST, SECOND), new double[] {0, 10}, 0, 20, RandomKey.of(1), Map.of()));
    }

    private static void iterate(Chain chain) {
        do {
            chain.ask();
        } while (!chain.tell(0, new double[2]));
    }

    @Test
    void a_divergence_of_any_member_is_one_of_the_draw() {
        CompoundSampler sampler = compound(new Stepping("a", 2, true), new Stepping("b", 3, true));
        List<String> names = sampler.statistics().stream().map(Statistic::name).toList();
        assertEquals(List.of("a_step_size", "a_diverging", "b_step_size", "b_diverging", "diverging"), names);
        Chain chain = start(sampler);
        for (int i = 1; i <= 12; i++) {
            iterate(chain);
            assertEquals(i % 2 == 0 ? 1 : 0, chain.statistic(1), "a in iteration " + i);
            assertEquals(i % 3 == 0 ? 1 : 0, chain.statistic(3), "b in iteration " + i);
            assertEquals(i % 2 == 0 || i % 3 == 0 ? 1 : 0, chain.statistic(4), "iteration " + i);
        }
    }

    @Test
    void a_member_that_does_not_look_again_where_it_is_told_to_is_named() {
        Chain chain = start(compound(new Stepping("a", 2, true), new Stepping("lazy", 3, false)));
        String message =
                assertThrows(IllegalStateException.class, () -> iterate(chain)).getMessage();
        assertTrue(message.startsWith("the sampler 'lazy' was asked to revisit its point"), message);
    }

    @Test
    void members_that_keep_the_contract_take_turns() {
        Chain chain = start(compound(new Stepping("a", 2, true), new Stepping("b", 3, true)));
        iterate(chain);
        iterate(chain);
        assertEquals(2, chain.position()[0]);
        assertEquals(12, chain.position()[1]);
    }
}
