package ppl.sampler.rw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;

/** A chain that takes a state goes on as the one that it was saved of. */
class RestoreTest {

    private static final int TUNE = 40;
    private static final int DRAWS = 20;
    private static final double[] NO_GRADIENT = {};

    private static ChainSpec spec(String adaptation, String grouping, String proposal) {
        return SingleChain.spec(
                List.of(
                        new Block("x", Block.Measure.CONTINUOUS, 0, 3),
                        new Block("k", Block.Measure.DISCRETE, 3, 2),
                        new Block("y", Block.Measure.CONTINUOUS, 5, 1)),
                new double[] {1, 2, 3, 4, 5, 6},
                TUNE,
                DRAWS,
                11,
                Map.of("adaptation", adaptation, "grouping", grouping, "proposal", proposal));
    }

    private static double logp(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double before = i == 0 ? 0 : x[i - 1];
            sum -= 0.3 * (x[i] - 0.5 * before) * (x[i] - 0.5 * before);
        }
        return sum;
    }

    private static long[] iterate(Chain chain) {
        int evaluations = 1;
        while (!chain.tell(logp(chain.ask()), NO_GRADIENT)) {
            evaluations++;
        }
        List<Double> all = new ArrayList<>();
        for (double x : chain.position()) {
            all.add(x);
        }
        all.add(chain.logp());
        all.add((double) evaluations);
        for (int i = 0; i < RandomWalkStatistic.ALL.size(); i++) {
            all.add(chain.statistic(i));
        }
        return all.stream().mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @ParameterizedTest
    @CsvSource({"covariance, variable, normal", "diagonal, all, cauchy", "scale, coordinate, laplace"})
    void a_chain_restored_at_any_iteration_goes_on_to_the_bit(String adaptation, String grouping, String proposal) {
        ChainSpec spec = spec(adaptation, grouping, proposal);
        Chain whole = new RandomWalk().start(spec);
        List<byte[]> states = new ArrayList<>();
        List<long[]> iterations = new ArrayList<>();
        while (whole.iteration() < TUNE + DRAWS) {
            states.add(whole.save().toBytes());
            iterations.add(iterate(whole));
        }
        for (int from = 0; from < states.size(); from++) {
            Chain resumed = new RandomWalk().start(spec);
            resumed.restore(ChainState.from(states.get(from)));
            assertEquals(from, resumed.iteration());
            for (int i = from; i < iterations.size(); i++) {
                assertArrayEquals(iterations.get(i), iterate(resumed), "from " + from + " at " + i);
            }
        }
    }

    @Test
    void a_state_is_refused_within_an_iteration() {
        Chain chain = new RandomWalk().start(spec("scale", "variable", "normal"));
        iterate(chain);
        chain.tell(logp(chain.ask()), NO_GRADIENT);
        assertEquals(
                "rw is within iteration 1: its state can be saved, restored or revisited after a tell that has finished an"
                        + " iteration",
                assertThrows(IllegalStateException.class, chain::save).getMessage());
    }

    @Test
    void a_chain_that_revisits_asks_again_where_it_is() {
        Chain chain = new RandomWalk().start(spec("scale", "variable", "normal"));
        for (int i = 0; i < 10; i++) {
            iterate(chain);
            double[] here = chain.position().clone();
            chain.revisit();
            assertArrayEquals(here, chain.ask());
            assertFalse(chain.tell(-7 - i, NO_GRADIENT), "an answer about the current point finishes no iteration");
            assertEquals(-7 - i, chain.logp());
            assertArrayEquals(here, chain.position());
        }
    }
}
