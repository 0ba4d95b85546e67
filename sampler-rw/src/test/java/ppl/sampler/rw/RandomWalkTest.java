package ppl.sampler.rw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.spi.Block;
import ppl.api.spi.Block.Measure;
import ppl.api.spi.Chain;
import ppl.api.spi.Sampler;

/**
 * Exact targets. Means and mean squares are within 4.5 Monte Carlo standard errors (estimated from 50 batches, so a
 * t-distribution with 49 degrees of freedom: p = 4e-5 each); about 40 such checks, so with fresh seeds one run in 600
 * would fail.
 */
class RandomWalkTest {

    private static final double LIMIT = 4.5;

    private static double normalLogp(double[] x) {
        return -0.5 * Arrays.stream(x).map(v -> v * v).sum();
    }

    /** Standard deviations 1 and 10, correlation 0.9. */
    private static double correlatedLogp(double[] x) {
        double z = x[1] / 10;
        return -0.5 * (x[0] * x[0] - 1.8 * x[0] * z + z * z) / (1 - 0.81);
    }

    private static double binomialLogp(double k) {
        if (k < 0 || k > 20) {
            return Double.NEGATIVE_INFINITY;
        }
        double logp = k * Math.log(0.3) + (20 - k) * Math.log(0.7);
        for (int i = 1; i <= k; i++) {
            logp += Math.log((20.0 - i + 1) / i);
        }
        return logp;
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "cauchy", "laplace", "uniform"})
    void every_proposal_gives_a_standard_normal(String proposal) {
        SingleChain.Run run = SingleChain.run(
                RandomWalkTest::normalLogp,
                SingleChain.spec(
                        SingleChain.ONE_REAL, new double[] {3}, 1000, 50_000, 11, Map.of("proposal", proposal)));
        assertMoments(run.coordinate(0), 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"covariance, variable", "covariance, all", "diagonal, all", "scale, coordinate"})
    void every_adaptation_gives_a_correlated_normal(String adaptation, String grouping) {
        List<Block> blocks = grouping.equals("all")
                ? List.of(new Block("x", Measure.CONTINUOUS, 0, 1), new Block("y", Measure.CONTINUOUS, 1, 1))
                : List.of(new Block("x", Measure.CONTINUOUS, 0, 2));
        SingleChain.Run run = SingleChain.run(
                RandomWalkTest::correlatedLogp,
                SingleChain.spec(
                        blocks,
                        new double[] {2, 5},
                        2000,
                        100_000,
                        13,
                        Map.of("adaptation", adaptation, "grouping", grouping)));
        assertMoments(run.coordinate(0), 0, 1);
        assertMoments(run.coordinate(1), 0, 100);
        double[] product =
                Arrays.stream(run.draws()).mapToDouble(x -> x[0] * x[1]).toArray();
        assertTrue(
                SingleChain.errors(product, 9) < LIMIT,
                "covariance is off by " + SingleChain.errors(product, 9) + " errors");
    }

    @Test
    void learning_the_covariance_gives_more_than_learning_nothing() {
        double learnt = autocorrelation("covariance");
        double plain = autocorrelation("scale");
        assertTrue(learnt < 0.93 && plain > 0.97, "autocorrelations " + learnt + " and " + plain);
    }

    /** Of the wide coordinate of a correlated pair, which comes after another variable. */
    private static double autocorrelation(String adaptation) {
        List<Block> blocks =
                List.of(new Block("z", Measure.CONTINUOUS, 0, 1), new Block("x", Measure.CONTINUOUS, 1, 2));
        double[] y = SingleChain.run(
                        q -> -0.5 * q[0] * q[0] + correlatedLogp(new double[] {q[1], q[2]}),
                        SingleChain.spec(
                                blocks, new double[] {0, 2, 5}, 2000, 20_000, 13, Map.of("adaptation", adaptation)))
                .coordinate(2);
        double product = 0;
        double square = 0;
        for (int t = 1; t < y.length; t++) {
            product += y[t] * y[t - 1];
            square += y[t] * y[t];
        }
        return product / square;
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "cauchy", "laplace", "uniform"})
    void whole_numbers_have_a_binomial_distribution(String proposal) {
        SingleChain.Run run = SingleChain.run(
                x -> binomialLogp(x[0]),
                SingleChain.spec(
                        SingleChain.ONE_WHOLE, new double[] {15}, 500, 50_000, 17, Map.of("proposal", proposal)));
        double[] k = run.coordinate(0);
        assertTrue(Arrays.stream(k).allMatch(x -> x == Math.rint(x) && x >= 0 && x <= 20));
        assertMoments(k, 6, 36 + 4.2);
        double[] zero = Arrays.stream(k).map(x -> x <= 3 ? 1 : 0).toArray();
        double probability = 0;
        for (int i = 0; i <= 3; i++) {
            probability += Math.exp(binomialLogp(i));
        }
        assertTrue(SingleChain.errors(zero, probability) < LIMIT);
    }

    @Test
    void real_and_whole_coordinates_move_in_one_chain() {
        // k ~ Bernoulli(0.3); x | k ~ normal(3k, 1); j ~ Binomial(20, 0.3)
        List<Block> blocks = List.of(
                new Block("k", Measure.DISCRETE, 0, 1),
                new Block("x", Measure.CONTINUOUS, 1, 1),
                new Block("j", Measure.DISCRETE, 2, 1));
        SingleChain.Run run = SingleChain.run(
                q -> {
                    if (q[0] != 0 && q[0] != 1) {
                        return Double.NEGATIVE_INFINITY;
                    }
                    double z = q[1] - 3 * q[0];
                    return (q[0] == 1 ? Math.log(0.3) : Math.log(0.7)) - 0.5 * z * z + binomialLogp(q[2]);
                },
                SingleChain.spec(blocks, new double[] {0, 0, 5}, 1000, 100_000, 19, Map.of()));
        assertMoments(run.coordinate(0), 0.3, 0.3);
        assertMoments(run.coordinate(1), 0.9, 1 + 0.3 * 9);
        assertMoments(run.coordinate(2), 6, 40.2);
    }

    /** With one random number for all decisions of a sweep each variable alone would be right, but not the two together. */
    @Test
    void independent_variables_stay_independent_though_they_move_in_one_sweep() {
        List<Block> blocks =
                List.of(new Block("x", Measure.CONTINUOUS, 0, 1), new Block("y", Measure.CONTINUOUS, 1, 1));
        SingleChain.Run run = SingleChain.run(
                RandomWalkTest::normalLogp, SingleChain.spec(blocks, new double[2], 1000, 100_000, 37, Map.of()));
        double[] product = Arrays.stream(run.draws())
                .mapToDouble(x -> x[0] * x[0] * x[1] * x[1])
                .toArray();
        assertTrue(SingleChain.errors(product, 1) < LIMIT, "off by " + SingleChain.errors(product, 1) + " errors");
    }

    @Test
    void nothing_is_learnt_after_warm_up() {
        SingleChain.Run run = SingleChain.run(
                RandomWalkTest::correlatedLogp,
                SingleChain.spec(
                        List.of(new Block("x", Measure.CONTINUOUS, 0, 2)), new double[2], 100, 300, 41, Map.of()));
        int scaling = RandomWalkStatistic.SCALING.ordinal();
        double[] scales =
                Arrays.stream(run.statistics()).mapToDouble(s -> s[scaling]).toArray();
        assertEquals(1, Arrays.stream(scales).distinct().count(), Arrays.toString(scales));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.44", "2, 0.35", "10, 0.234"})
    void the_scale_is_tuned_to_the_best_acceptance_rate(int dimension, double rate) {
        SingleChain.Run run = SingleChain.run(
                RandomWalkTest::normalLogp,
                SingleChain.spec(
                        List.of(new Block("x", Measure.CONTINUOUS, 0, dimension)),
                        new double[dimension],
                        5000,
                        20_000,
                        23,
                        Map.of("scaling", 50)));
        assertEquals(rate, run.mean(RandomWalkStatistic.ACCEPT), 0.05);
        assertEquals(run.mean(RandomWalkStatistic.ACCEPT), run.mean(RandomWalkStatistic.ACCEPTED), 0.02);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void a_density_that_is_not_finite_is_rejected(double outside) {
        SingleChain.Run run = SingleChain.run(
                x -> x[0] > 0 && x[0] < 1 ? 0 : outside,
                SingleChain.spec(SingleChain.ONE_REAL, new double[] {0.5}, 500, 20_000, 29, Map.of()));
        assertMoments(run.coordinate(0), 0.5, 1 / 3.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void a_chain_leaves_a_start_without_density(double outside) {
        SingleChain.Run run = SingleChain.run(
                x -> Math.abs(x[0]) < 2 ? 0 : outside,
                SingleChain.spec(SingleChain.ONE_REAL, new double[] {3}, 500, 100, 31, Map.of()));
        assertTrue(Math.abs(run.draws()[0][0]) < 2);
    }

    @Test
    void the_same_spec_gives_the_same_bits_and_another_seed_does_not() {
        double[][] one = run(7).draws();
        assertTrue(Arrays.deepEquals(one, run(7).draws()));
        assertFalse(Arrays.deepEquals(one, run(8).draws()));
    }

    private static SingleChain.Run run(long seed) {
        return SingleChain.run(
                RandomWalkTest::correlatedLogp,
                SingleChain.spec(
                        List.of(new Block("x", Measure.CONTINUOUS, 0, 2)), new double[2], 200, 200, seed, Map.of()));
    }

    @Test
    void asking_twice_asks_for_the_same_point() {
        Chain chain = new RandomWalk().start(SingleChain.spec(SingleChain.ONE_REAL, new double[1], 5, 5, 3, Map.of()));
        while (chain.iteration() < 10) {
            double[] first = chain.ask().clone();
            assertArrayEquals(first, chain.ask());
            chain.tell(normalLogp(chain.ask()), first);
        }
    }

    @Test
    void nothing_is_allocated_after_warm_up() {
        Chain chain = new RandomWalk()
                .start(SingleChain.spec(
                        List.of(new Block("x", Measure.CONTINUOUS, 0, 5), new Block("k", Measure.DISCRETE, 5, 1)),
                        new double[6],
                        1_000_000,
                        0,
                        3,
                        Map.of()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        advance(chain, 50_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        advance(chain, 50_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Asking the bean costs a few bytes; an object per call would be 800,000.
        assertTrue(bytes < 1000, bytes + " bytes");
    }

    private static void advance(Chain chain, int densities) {
        double[] gradient = {};
        for (int i = 0; i < densities; i++) {
            double[] x = chain.ask();
            double logp = 0;
            for (double v : x) {
                logp -= 0.5 * v * v;
            }
            chain.tell(logp, gradient);
        }
    }

    /** A driver that divides options among samplers knows them by this list. */
    @Test
    void the_options_that_it_tells_are_those_that_it_reads() {
        assertRefused(
                "rw has no option 'depth'. It has: "
                        + String.join(
                                ", ",
                                new RandomWalk().options().stream().sorted().toList()) + ".",
                new double[1],
                Map.of("depth", 1));
    }

    @Test
    void bad_settings_are_refused() {
        assertRefused(
                "rw: option proposal must be one of normal, cauchy, laplace, uniform, but is 'gauss'.",
                new double[1],
                Map.of("proposal", "gauss"));
        assertRefused("rw: option scaling must be a number above 0, but is 0.", new double[1], Map.of("scaling", 0));
        assertRefused(
                "rw has no option 'max_treedepth'. It has: acceptance, adaptation, grouping, proposal, scaling.",
                new double[1],
                Map.of("max_treedepth", 10));
        assertRefused(
                "rw: option acceptance must be a number above 0 and below 1, but is 1.0.",
                new double[1],
                Map.of("acceptance", 1.0));
        assertRefused(
                "rw cannot start k[0] at 0.5: the variable is discrete, so it must start at a whole number.",
                new double[] {0.5},
                Map.of());
        assertEquals(
                "rw has nothing to sample: the model has no free variable.",
                assertThrows(IllegalArgumentException.class, () -> new RandomWalk()
                                .start(SingleChain.spec(List.of(), new double[0], 1, 1, 1, Map.of())))
                        .getMessage());
    }

    private static void assertRefused(String message, double[] start, Map<String, Object> options) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new RandomWalk()
                                .start(SingleChain.spec(SingleChain.ONE_WHOLE, start, 1, 1, 1, options)))
                        .getMessage());
    }

    @Test
    void the_service_is_found_by_name() {
        // The module of these tests is the sampler's own, and a sampler looks for no samplers.
        RandomWalkTest.class.getModule().addUses(Sampler.class);
        assertEquals(
                1,
                ServiceLoader.load(Sampler.class).stream()
                        .filter(p -> p.get().name().equals("rw"))
                        .count());
    }

    private static void assertMoments(double[] x, double mean, double meanSquare) {
        double first = SingleChain.errors(x, mean);
        double second = SingleChain.errors(Arrays.stream(x).map(v -> v * v).toArray(), meanSquare);
        assertTrue(first < LIMIT, "the mean is off by " + first + " errors");
        assertTrue(second < LIMIT, "the mean square is off by " + second + " errors");
    }
}
