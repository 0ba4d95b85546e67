package ppl.sampler.rw.gibbs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
import ppl.api.spi.Competence;
import ppl.graph.random.RandomKey;

/** A chain on densities that are written here. A frequency is off by 4.5 standard errors once in 150,000. */
class GibbsChainTest {

    private static final double[] NO_GRADIENT = {};

    /** Two coordinates that like each other, a block that is apart, one that cannot move, and two that are tied to all. */
    private static final List<Block> BLOCKS = List.of(
            new Block("tied", Measure.DISCRETE, 0, 2, -1, 1, false),
            new Block("apart", Measure.DISCRETE, 2, 2, 0, 3, true),
            new Block("fixed", Measure.DISCRETE, 4, 1, 7, 7, false),
            new Block("last", Measure.DISCRETE, 5, 1, 0, 1, false));

    private static final double[] START = {0, 0, 0, 0, 7, 0};

    private static double part(double[] x, int i) {
        return x[i] == 3 ? Double.NEGATIVE_INFINITY : -0.4 * x[i] * (i - 1) + 0.5 * x[i] * x[0] + 0.3 * x[i] * x[5];
    }

    private static double logp(double[] x) {
        return 0.9 * x[0] * x[1] + 0.2 * x[0] - 0.1 * x[1] + part(x, 2) + part(x, 3) + 0.7 * x[5] * x[1];
    }

    private static Chain chain(List<Block> blocks, double[] start, long seed) {
        return new GibbsMetropolis().start(new ChainSpec(blocks, start, 0, 100, RandomKey.of(seed), Map.of()));
    }

    /** Answers until an iteration is finished; gives how many answers that took. */
    private static int iterate(Chain chain) {
        for (int answers = 1; ; answers++) {
            double[] x = chain.ask();
            boolean finished;
            if (chain.needs() == ChainNeed.PARTS) {
                assertEquals(1, chain.partsOf());
                finished = chain.tellParts(new double[] {part(x, 2), part(x, 3)});
            } else {
                finished = chain.tell(logp(x), NO_GRADIENT);
            }
            if (finished) {
                return answers;
            }
        }
    }

    @Test
    void all_states_are_met_as_often_as_their_density_says() {
        int draws = 150_000;
        Chain chain = chain(BLOCKS, START, 5);
        double[] counts = new double[1 << 12];
        double[][] squares = new double[50][1 << 12];
        for (int d = 0; d < draws; d++) {
            iterate(chain);
            int state = state(chain.position());
            counts[state]++;
            squares[d / (draws / 50)][state]++;
        }
        double[] exact = new double[1 << 12];
        double sum = 0;
        for (int code = 0; code < 3 * 3 * 4 * 4 * 2; code++) {
            double[] x = {code % 3 - 1, code / 3 % 3 - 1, code / 9 % 4, code / 36 % 4, 7, code / 144 % 2};
            exact[state(x)] = Math.exp(logp(x));
            sum += exact[state(x)];
        }
        int visited = 0;
        for (int s = 0; s < exact.length; s++) {
            double p = exact[s] / sum;
            double variance = 0;
            for (double[] batch : squares) {
                double off = batch[s] * 50 / draws - counts[s] / draws;
                variance += off * off / 49 / 50;
            }
            // Batches of rare states are too few to say how far their frequency may be off.
            double error = Math.max(Math.sqrt(variance), Math.sqrt(p / draws));
            assertEquals(p, counts[s] / draws, 5 * error, "state " + Integer.toOctalString(s));
            visited += counts[s] > 0 ? 1 : 0;
        }
        assertEquals(3 * 3 * 3 * 3 * 2, visited, "and no state without a density is met");
    }

    private static int state(double[] x) {
        return (int) ((x[0] + 1) + 4 * (x[1] + 1) + 16 * x[2] + 64 * x[3] + 256 * x[5]);
    }

    /** Three values: the start, then 2 more for each of two coordinates; 4 for a block of its own; then here again, and 1. */
    @Test
    void a_sweep_takes_as_many_evaluations_as_there_are_other_values_and_a_block_apart_as_many_as_values() {
        Chain chain = chain(BLOCKS, START, 5);
        assertEquals(1 + 2 * 2 + 4 + 1 + 1, iterate(chain));
        assertEquals(2 * 2 + 4 + 1 + 1, iterate(chain));
        assertEquals(logp(chain.position()), chain.logp());
        Chain apart = chain(List.of(new Block("apart", Measure.DISCRETE, 0, 6, 0, 3, true)), new double[6], 1);
        for (int v = 0; v < 4; v++) {
            apart.ask();
            assertEquals(ChainNeed.PARTS, apart.needs());
            apart.tellParts(new double[] {0, v, -v, 0, v == 1 ? 0 : -1e9, Double.NaN});
        }
        assertArrayEquals(apart.position(), apart.ask());
        assertEquals(ChainNeed.RECORD, apart.needs());
        assertTrue(apart.tell(-3, NO_GRADIENT));
        assertEquals(-3, apart.logp());
        assertEquals(1, apart.position()[4]);
        assertEquals(0, apart.position()[5], "where nothing has a density, nothing moves");
    }

    @Test
    void nothing_is_allocated() {
        Chain chain = chain(BLOCKS, START, 2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] parts = new double[2];
        advance(chain, parts, 50_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        advance(chain, parts, 50_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Asking the bean costs a few bytes; an object per call would be 800,000.
        assertTrue(bytes < 1000, bytes + " bytes");
    }

    private static void advance(Chain chain, double[] parts, int answers) {
        for (int i = 0; i < answers; i++) {
            double[] x = chain.ask();
            if (chain.needs() == ChainNeed.PARTS) {
                parts[0] = part(x, 2);
                parts[1] = part(x, 3);
                chain.tellParts(parts);
            } else {
                chain.tell(logp(x), NO_GRADIENT);
            }
        }
    }

    @Test
    void a_chain_restored_at_any_iteration_goes_on_to_the_bit() {
        Chain whole = chain(BLOCKS, START, 11);
        List<byte[]> states = new ArrayList<>();
        List<double[]> iterations = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            states.add(whole.save().toBytes());
            double answers = iterate(whole);
            iterations.add(withStatistics(whole, answers));
        }
        for (int from = 0; from < states.size(); from++) {
            Chain resumed = chain(BLOCKS, START, 11);
            resumed.restore(ChainState.from(states.get(from)));
            for (int i = from; i < iterations.size(); i++) {
                double answers = iterate(resumed);
                assertArrayEquals(iterations.get(i), withStatistics(resumed, answers), "from " + from + " at " + i);
            }
        }
        whole.ask();
        assertThrows(IllegalStateException.class, whole::save);
    }

    private static double[] withStatistics(Chain chain, double answers) {
        double[] x = chain.position();
        return new double[] {
            x[0],
            x[1],
            x[2],
            x[3],
            x[5],
            chain.logp(),
            chain.statistic(0),
            chain.statistic(1),
            chain.statistic(2),
            answers
        };
    }

    @Test
    void a_chain_that_remembers_a_density_asks_again_where_it_is_and_one_that_does_not_says_so() {
        Chain chain = chain(BLOCKS, START, 3);
        for (int i = 0; i < 10; i++) {
            iterate(chain);
            double[] here = chain.position().clone();
            assertTrue(chain.remembers());
            chain.revisit();
            assertArrayEquals(here, chain.ask());
            assertFalse(chain.tell(-7 - i, NO_GRADIENT), "an answer about the current point finishes no iteration");
            assertEquals(-7 - i, chain.logp());
            iterate(chain);
        }
        assertFalse(chain(List.of(new Block("apart", Measure.DISCRETE, 0, 2, 0, 3, true)), new double[2], 1)
                .remembers());
    }

    @Test
    void who_tells_a_log_density_where_parts_are_asked_for_is_told_so() {
        Chain apart = chain(List.of(new Block("apart", Measure.DISCRETE, 0, 2, 0, 3, true)), new double[2], 1);
        apart.ask();
        assertTrue(assertThrows(IllegalStateException.class, () -> apart.tell(0, NO_GRADIENT))
                .getMessage()
                .startsWith("gibbs has asked for the parts of 'apart': tell them by tellParts"));
        Chain tied = chain(List.of(new Block("tied", Measure.DISCRETE, 0, 2, 0, 3, false)), new double[2], 1);
        tied.ask();
        assertThrows(IllegalStateException.class, () -> tied.tellParts(new double[2]));
        assertThrows(IllegalStateException.class, tied::partsOf);
    }

    @Test
    void it_is_made_for_few_values_and_refuses_what_it_cannot_count() {
        GibbsMetropolis gibbs = new GibbsMetropolis();
        assertEquals(new Competence.Suits(3), gibbs.competence(new Block("z", Measure.DISCRETE, 0, 9, 0, 1, true)));
        assertEquals(new Competence.Suits(1), gibbs.competence(new Block("z", Measure.DISCRETE, 0, 9, 1, 100, false)));
        for (Block refused : List.of(
                new Block("x", Measure.CONTINUOUS, 0, 1),
                new Block("k", Measure.DISCRETE, 0, 1),
                new Block("k", Measure.DISCRETE, 0, 1, 0, 1e6, false),
                new Block("k", Measure.DISCRETE, 0, 1_000_000, 0, 999, true))) {
            assertInstanceOf(Competence.Refuses.class, gibbs.competence(refused), refused.toString());
        }
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> chain(List.of(new Block("k", Measure.DISCRETE, 0, 1, 2, 5, false)), new double[] {6}, 1))
                .getMessage()
                .equals("gibbs cannot start k[0] at 6.0: start it at a whole number from 2 to 5."));
    }
}
