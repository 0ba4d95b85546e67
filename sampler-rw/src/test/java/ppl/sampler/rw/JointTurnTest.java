package ppl.sampler.rw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.spi.Block;
import ppl.api.spi.Block.Measure;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainNeed;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;

/** Coordinates that are proposed together and accepted each by its own part. */
class JointTurnTest {

    private static final double[] NO_GRADIENT = {};

    /** A coordinate that all others depend on, and three that depend on it alone. */
    private static final List<Block> BLOCKS = List.of(
            new Block("tied", Measure.DISCRETE, 0, 1),
            new Block("apart", Measure.DISCRETE, 1, 3, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true));

    private static double part(double[] x, int i) {
        return x[i] < 0 ? Double.NEGATIVE_INFINITY : -0.2 * i * (x[i] - x[0]) * (x[i] - x[0]);
    }

    private static double logp(double[] x) {
        return -0.5 * x[0] * x[0] + part(x, 1) + part(x, 2) + part(x, 3);
    }

    private static ChainSpec spec(List<Block> blocks, int tune) {
        return SingleChain.spec(blocks, new double[4], tune, 100, 3, Map.of("proposal", "laplace"));
    }

    /** Answers until an iteration is finished, as a compound does, which has the density of the draw elsewhere. */
    private static int iterate(Chain chain, boolean tellsRecord) {
        for (int answers = 1; ; answers++) {
            double[] x = chain.ask();
            boolean finished =
                    switch (chain.needs()) {
                        case PARTS -> chain.tellParts(new double[] {part(x, 1), part(x, 2), part(x, 3)});
                        case RECORD -> chain.tell(tellsRecord ? logp(x) : Double.NaN, NO_GRADIENT);
                        case LOGP, GRADIENT -> chain.tell(logp(x), NO_GRADIENT);
                    };
            if (finished) {
                return answers;
            }
        }
    }

    /** The same proposals and the same decisions, in the order of the coordinates. */
    @Test
    void draws_are_those_of_one_coordinate_after_the_other() {
        Chain joint = new RandomWalk().start(spec(BLOCKS, 50));
        Chain single = new RandomWalk()
                .start(spec(BLOCKS.stream().map(Block::inseparable).toList(), 50));
        for (int i = 0; i < 2_000; i++) {
            iterate(joint, i % 3 == 0);
            iterate(single, true);
            assertArrayEquals(single.position(), joint.position(), "iteration " + i);
            assertEquals(single.statistic(0), joint.statistic(0), 1e-12);
            assertEquals(single.statistic(1), joint.statistic(1));
            assertEquals(single.statistic(2), joint.statistic(2), 1e-12);
            assertEquals(i % 3 == 0 ? logp(joint.position()) : Double.NaN, joint.logp());
        }
    }

    @Test
    void a_turn_takes_two_evaluations_whatever_the_number_of_coordinates() {
        Chain chain = new RandomWalk().start(spec(BLOCKS, 0));
        assertEquals(2 + 2 + 1, iterate(chain, true));
        assertEquals(1 + 2 + 1, iterate(chain, true));
        assertEquals(1 + 2 + 1, iterate(chain, false), "the density of the draw was told");
        assertEquals(2 + 2 + 1, iterate(chain, true), "and was not: here again");
        chain.ask();
        chain.tell(0, NO_GRADIENT);
        chain.ask();
        assertEquals(ChainNeed.PARTS, chain.needs());
        assertThrows(IllegalStateException.class, () -> chain.tell(0, NO_GRADIENT));
        assertTrue(new RandomWalk().start(spec(BLOCKS, 0)).remembers());
    }

    @Test
    void a_chain_restored_at_any_iteration_goes_on_to_the_bit() {
        Chain whole = new RandomWalk().start(spec(BLOCKS, 20));
        List<byte[]> states = new ArrayList<>();
        List<double[]> draws = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            states.add(whole.save().toBytes());
            iterate(whole, i % 2 == 0);
            draws.add(whole.position().clone());
        }
        for (int from = 0; from < states.size(); from++) {
            Chain resumed = new RandomWalk().start(spec(BLOCKS, 20));
            resumed.restore(ChainState.from(states.get(from)));
            for (int i = from; i < draws.size(); i++) {
                iterate(resumed, i % 2 == 0);
                assertArrayEquals(draws.get(i), resumed.position(), "from " + from + " at " + i);
            }
        }
    }
}
