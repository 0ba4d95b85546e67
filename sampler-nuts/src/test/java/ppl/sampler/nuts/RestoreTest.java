package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.LogDensity;

/** A chain that takes a state goes on as the one that it was saved of. */
class RestoreTest {

    private static final int DRAWS = 15;

    /** Neal's funnel, where chains diverge now and then. */
    private static final Target FUNNEL = new Target(3, (x, g) -> {
        double precision = Math.exp(-x[0]);
        double squares = x[1] * x[1] + x[2] * x[2];
        g[0] = -x[0] / 9 - 1 + 0.5 * precision * squares;
        g[1] = -x[1] * precision;
        g[2] = -x[2] * precision;
        return -x[0] * x[0] / 18 - x[0] - 0.5 * precision * squares;
    });

    private static ChainSpec spec(int tune, String adaptation) {
        return spec(tune, Map.of("adaptation", adaptation, "step_size_jitter", 0.1));
    }

    private static ChainSpec spec(int tune, Map<String, Object> options) {
        return SingleChain.spec(new double[] {1, 0.5, -0.5}, tune, DRAWS, 8, options);
    }

    /** The bits of draw, density and statistics of the next iteration. */
    private static long[] iterate(Chain chain, LogDensity density) {
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] gradient = new double[density.dimension()];
        double logp;
        int evaluations = 0;
        do {
            evaluations++;
            logp = evaluator.logpAndGradient(chain.ask(), gradient);
        } while (!chain.tell(logp, gradient));
        List<Double> all = new ArrayList<>();
        for (double x : chain.position()) {
            all.add(x);
        }
        all.add(chain.logp());
        all.add((double) evaluations);
        for (int i = 0; i < NutsStatistic.SCALARS; i++) {
            all.add(chain.statistic(i));
        }
        return all.stream().mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /**
     * Stan's windows end after 75, 100 and 150 of 200 iterations, after 18 of 20, and after 100, 150, 250 and 550 of 600; ours
     * grow in the last.
     */
    @ParameterizedTest
    @CsvSource({"200, fisher", "200, stan", "20, fisher", "20, stan", "0, fisher", "600, fisher", "600, stan"})
    void a_chain_restored_at_any_iteration_goes_on_to_the_bit(int tune, String adaptation) {
        Chain whole = new Nuts().start(spec(tune, adaptation));
        List<byte[]> states = new ArrayList<>();
        List<long[]> iterations = new ArrayList<>();
        while (whole.iteration() < tune + DRAWS) {
            states.add(whole.save().toBytes());
            iterations.add(iterate(whole, FUNNEL));
        }
        for (int from = 0; from < states.size(); from += tune > 200 ? 13 : 1) {
            Chain resumed = new Nuts().start(spec(tune, adaptation));
            resumed.restore(ChainState.from(states.get(from)));
            assertEquals(from, resumed.iteration());
            for (int i = from; i < iterations.size(); i++) {
                int iteration = i;
                int saved = from;
                assertArrayEquals(
                        iterations.get(i),
                        iterate(resumed, FUNNEL),
                        () -> "iteration " + iteration + " of a chain saved before " + saved);
            }
        }
    }

    /** Draws that are stored, directions found, and the kind of metric are part of the state. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "low_rank", "dense"})
    void a_chain_with_a_metric_of_directions_is_restored_to_the_bit(String metric) {
        Target ridge = new Target(7, (x, g) -> {
            double sum = 0;
            double squares = 0;
            for (double value : x) {
                sum += value;
                squares += value * value;
            }
            for (int i = 0; i < x.length; i++) {
                g[i] = -x[i] - 2500 * sum;
            }
            return -0.5 * squares - 1250 * sum * sum;
        });
        ChainSpec spec =
                SingleChain.spec(new double[] {1, 0.5, -0.5, 0, 0.2, -1, 0.1}, 120, DRAWS, 8, Map.of("metric", metric));
        Chain whole = new Nuts().start(spec);
        List<ChainState> states = new ArrayList<>();
        List<long[]> iterations = new ArrayList<>();
        while (whole.iteration() < 120 + DRAWS) {
            states.add(whole.save());
            iterations.add(iterate(whole, ridge));
        }
        assertTrue(whole.statistic(NutsStatistic.METRIC_RANK.ordinal()) > 0, "directions have been found");
        assertEquals(metric.equals("dense") ? 0 : 1, whole.statistic(NutsStatistic.ROTATING.ordinal()));
        Chain resumed = new Nuts().start(spec);
        for (int from = 0; from < states.size(); from += 3) {
            resumed.restore(states.get(from));
            for (int i = from; i < Math.min(from + 8, iterations.size()); i++) {
                assertArrayEquals(iterations.get(i), iterate(resumed, ridge), "from " + from + " at " + i);
            }
        }
    }

    @Test
    void a_chain_that_has_run_may_take_a_state() {
        Chain first = new Nuts().start(spec(30, "fisher"));
        for (int i = 0; i < 10; i++) {
            iterate(first, FUNNEL);
        }
        ChainState state = first.save();
        long[] next = iterate(first, FUNNEL);
        for (int i = 0; i < 7; i++) {
            iterate(first, FUNNEL);
        }
        first.restore(state);
        assertEquals(state, first.save());
        assertArrayEquals(next, iterate(first, FUNNEL));
    }

    /** The halves of a step size that is too long, and the count that leads to them, are part of the state. */
    @Test
    void a_chain_that_stands_still_at_the_end_of_warmup_is_restored_to_the_bit() {
        // Only the first call finds a density: no transition moves, so that steps are halved in the last phase.
        boolean[] started = {false};
        Target point = new Target(3, (x, g) -> {
            double logp = started[0] ? Double.NaN : 0;
            started[0] = true;
            return logp;
        });
        Chain whole = new Nuts().start(spec(200, "fisher"));
        List<ChainState> states = new ArrayList<>();
        List<long[]> iterations = new ArrayList<>();
        while (whole.iteration() < 200 + DRAWS) {
            states.add(whole.save());
            iterations.add(iterate(whole, point));
        }
        for (int from = 185; from < states.size(); from++) {
            Chain resumed = new Nuts().start(spec(200, "fisher"));
            resumed.restore(states.get(from));
            for (int i = from; i < iterations.size(); i++) {
                assertArrayEquals(iterations.get(i), iterate(resumed, point), "from " + from + " at " + i);
            }
        }
    }

    @Test
    void a_state_is_refused_within_an_iteration() {
        Chain chain = new Nuts().start(spec(5, "fisher"));
        ChainState start = chain.save();
        chain.ask();
        String words =
                "nuts is within iteration 0: its state can be saved, restored or revisited after a tell that has finished"
                        + " an iteration";
        assertEquals(
                words, assertThrows(IllegalStateException.class, chain::save).getMessage());
        assertEquals(
                words,
                assertThrows(IllegalStateException.class, () -> chain.restore(start))
                        .getMessage());
        assertEquals(
                words, assertThrows(IllegalStateException.class, chain::revisit).getMessage());
    }

    @Test
    void the_state_of_a_chain_with_other_options_is_refused() {
        Chain stan = new Nuts().start(spec(20, "stan"));
        String words = assertThrows(
                        IllegalArgumentException.class,
                        () -> stan.restore(new Nuts().start(spec(20, "fisher")).save()))
                .getMessage();
        assertEquals(
                "cannot restore a chain: the state has options {adaptation=fisher, step_size_jitter=0.1}, the chain has"
                        + " {adaptation=stan, step_size_jitter=0.1}: start the chain with the same.",
                words);
    }

    /** The density moves by a constant and gets another slope: a chain that did not ask again would take all for divergent. */
    @Test
    void a_chain_that_revisits_asks_again_where_it_is() {
        double[] shift = {0};
        Target moving = new Target(1, (x, g) -> {
            g[0] = -(x[0] - shift[0]);
            return 1e6 * shift[0] - 0.5 * (x[0] - shift[0]) * (x[0] - shift[0]);
        });
        Chain chain = new Nuts().start(SingleChain.spec(new double[1], 50, 50, 3, Map.of()));
        int diverging = 0;
        for (int i = 0; i < 100; i++) {
            shift[0] = -i / 100.0;
            chain.revisit();
            if (i > 0) {
                double[] here = chain.position().clone();
                assertArrayEquals(here, chain.ask());
                double[] gradient = new double[1];
                double logp = moving.function().at(here, gradient);
                assertFalse(chain.tell(logp, gradient), "an answer about the current point finishes no iteration");
                assertEquals(logp, chain.logp());
            }
            iterate(chain, moving);
            diverging += i >= 50 && chain.statistic(NutsStatistic.DIVERGING.ordinal()) != 0 ? 1 : 0;
        }
        assertEquals(0, diverging);
        shift[0] = -2;
        iterate(chain, moving);
        assertTrue(chain.statistic(NutsStatistic.DIVERGING.ordinal()) != 0, "without a visit it should have diverged");
    }

    @Test
    void a_visit_that_is_due_is_part_of_the_state() {
        Chain chain = new Nuts().start(spec(5, "fisher"));
        iterate(chain, FUNNEL);
        chain.revisit();
        Chain other = new Nuts().start(spec(5, "fisher"));
        other.restore(chain.save());
        double[] here = other.position().clone();
        assertArrayEquals(here, other.ask());
    }
}
