package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.spi.Chain;

class ChainTest {

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "stan"})
    void the_same_spec_gives_the_same_bits(String adaptation) {
        Target target = Target.normal(1, 10, 0.1);
        Map<String, Object> options = Map.of("adaptation", adaptation, "step_size_jitter", 0.1);
        SingleChain.Run one = SingleChain.run(target, new double[] {1, 1, 1}, 200, 200, 7, options);
        SingleChain.Run two = SingleChain.run(target, new double[] {1, 1, 1}, 200, 200, 7, options);
        assertTrue(Arrays.deepEquals(one.draws(), two.draws()));
        assertTrue(Arrays.deepEquals(one.statistics(), two.statistics()));
        SingleChain.Run other = SingleChain.run(target, new double[] {1, 1, 1}, 200, 200, 8, options);
        assertFalse(Arrays.deepEquals(one.draws(), other.draws()));
    }

    @Test
    void asking_twice_asks_for_the_same_point() {
        Chain chain = new Nuts().start(SingleChain.spec(new double[] {1, 2}, 5, 5, 3, Map.of()));
        Target target = Target.normal(1, 2);
        double[] gradient = new double[2];
        while (chain.iteration() < 10) {
            double[] first = chain.ask().clone();
            assertArrayEquals(first, chain.ask());
            chain.tell(target.function().at(chain.ask(), gradient), gradient);
        }
    }

    @Test
    void what_a_chain_has_learnt_is_told_when_warm_up_is_over() {
        Chain chain = new Nuts().start(SingleChain.spec(new double[] {1, 2}, 20, 5, 3, Map.of()));
        Target target = Target.normal(1, 2);
        double[] gradient = new double[2];
        while (chain.iteration() < 25) {
            assertEquals(chain.iteration() < 20, chain.covariance() == null);
            chain.tell(target.function().at(chain.ask(), gradient), gradient);
        }
    }

    @Test
    void divergence_is_flagged_when_energy_error_exceeds_1000() {
        // One leapfrog of size 1 from a state of energy E ends where the density is given by hand.
        for (double fall : new double[] {900, 1100}) {
            Target cliff = new Target(1, (x, g) -> {
                g[0] = 0;
                return x[0] == 0 ? 0 : -fall;
            });
            SingleChain.Run run = SingleChain.run(cliff, new double[1], 0, 5, 1, Map.of("step_size", 1.0));
            for (double[] statistics : run.statistics()) {
                assertEquals(fall > 1000 ? 1 : 0, statistics[NutsStatistic.DIVERGING.ordinal()]);
                assertEquals(fall, statistics[NutsStatistic.MAX_ENERGY_ERROR.ordinal()], 1e-9);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void a_density_that_is_not_finite_is_a_divergence_and_never_an_error(double outside) {
        Target box = new Target(2, (x, g) -> {
            boolean inside = Math.abs(x[0]) < 1 && Math.abs(x[1]) < 1;
            Arrays.fill(g, inside ? 0 : Double.NaN);
            return inside ? 0 : outside;
        });
        SingleChain.Run run = SingleChain.run(box, new double[2], 100, 400, 5, Map.of());
        assertTrue(Arrays.stream(run.statistic(NutsStatistic.DIVERGING)).sum() > 0);
        for (double[] draw : run.draws()) {
            assertTrue(Math.abs(draw[0]) < 1 && Math.abs(draw[1]) < 1);
        }
    }

    @Test
    void a_start_that_is_not_finite_stays_where_it_is_and_diverges() {
        Target nowhere = new Target(2, (x, g) -> {
            Arrays.fill(g, Double.NaN);
            return Double.NaN;
        });
        SingleChain.Run run = SingleChain.run(nowhere, new double[] {3, 4}, 20, 20, 5, Map.of());
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(new double[] {3, 4}, run.draws()[i]);
            assertEquals(1, run.statistic(NutsStatistic.DIVERGING)[i]);
        }
    }

    @Test
    void a_trajectory_as_deep_as_allowed_is_flagged() {
        Target wide = Target.normal(1);
        SingleChain.Run run =
                SingleChain.run(wide, new double[] {0.3}, 0, 20, 5, Map.of("step_size", 1e-4, "max_treedepth", 3));
        for (int i = 0; i < 20; i++) {
            assertEquals(1, run.statistic(NutsStatistic.REACHED_MAX_TREEDEPTH)[i]);
            assertEquals(3, run.statistic(NutsStatistic.TREE_DEPTH)[i]);
            assertEquals(7, run.statistic(NutsStatistic.N_STEPS)[i]);
        }
    }

    @Test
    void a_trajectory_that_turns_at_the_greatest_depth_is_not_flagged() {
        SingleChain.Run run = SingleChain.run(
                Target.normal(1), new double[] {0.3}, 0, 500, 5, Map.of("step_size", 0.6, "max_treedepth", 3));
        double[] flag = run.statistic(NutsStatistic.REACHED_MAX_TREEDEPTH);
        double[] steps = run.statistic(NutsStatistic.N_STEPS);
        int cutShort = 0;
        for (int i = 0; i < 500; i++) {
            boolean turned = steps[i] < 7 && run.statistic(NutsStatistic.TREE_DEPTH)[i] == 3;
            cutShort += turned ? 1 : 0;
            assertTrue(!turned || flag[i] == 0, "draw " + i + " turned after " + steps[i] + " steps");
        }
        assertTrue(cutShort > 20, cutShort + " draws turned at depth 3");
    }

    @Test
    void steps_and_depth_agree() {
        SingleChain.Run run = SingleChain.run(Target.normal(1, 3), new double[] {1, 1}, 200, 500, 5, Map.of());
        for (double[] s : run.statistics()) {
            double depth = s[NutsStatistic.TREE_DEPTH.ordinal()];
            double steps = s[NutsStatistic.N_STEPS.ordinal()];
            assertTrue(steps >= Math.pow(2, depth - 1) && steps < Math.pow(2, depth), steps + " steps, depth " + depth);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "stan"})
    void after_warm_up_the_step_size_is_its_average_and_nothing_changes(String adaptation) {
        Target target = Target.normal(1, 5, 0.2);
        double[] gradient = new double[3];
        Chain chain = new Nuts().start(SingleChain.spec(new double[3], 200, 100, 9, Map.of("adaptation", adaptation)));
        double average = 0;
        while (chain.iteration() < 300) {
            if (!chain.tell(target.function().at(chain.ask(), gradient), gradient)) {
                continue;
            }
            assertEquals(chain.iteration() <= 200, chain.tuning());
            if (chain.iteration() == 200) {
                average = chain.statistic(NutsStatistic.STEP_SIZE_BAR.ordinal());
            }
            if (chain.iteration() > 200) {
                assertEquals(average, chain.statistic(NutsStatistic.STEP_SIZE.ordinal()));
                assertEquals(average, chain.statistic(NutsStatistic.STEP_SIZE_BAR.ordinal()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "stan"})
    void a_warm_up_of_any_length_works(String adaptation) {
        for (int tune : new int[] {0, 1, 2, 3, 5, 10, 19, 20, 21, 149, 150}) {
            SingleChain.Run run = SingleChain.run(
                    Target.normal(1, 5), new double[] {1, -5}, tune, 50, 9, Map.of("adaptation", adaptation));
            assertTrue(Arrays.stream(run.coordinate(0)).distinct().count() > 10, tune + " iterations");
        }
    }

    @Test
    void the_draw_is_where_the_statistics_say() {
        // With one leapfrog a trajectory and equal densities the draw is the start or the state after it.
        Target flat = new Target(1, (x, g) -> {
            g[0] = 0;
            return 0;
        });
        SingleChain.Run run =
                SingleChain.run(flat, new double[1], 0, 1000, 3, Map.of("step_size", 0.5, "max_treedepth", 1));
        double[] index = run.statistic(NutsStatistic.INDEX_IN_TRAJECTORY);
        double[] x = run.coordinate(0);
        double at = 0;
        int forward = 0;
        for (int i = 0; i < 1000; i++) {
            assertEquals(index[i] == 0, x[i] == at);
            forward += index[i] > 0 ? 1 : 0;
            at = x[i];
        }
        // All moves are accepted: the weights are equal, and a subtree is taken with its weight over the tree's.
        assertEquals(500, forward, 70);
        assertEquals(0, Arrays.stream(index).filter(v -> v == 0).count());
    }
}
