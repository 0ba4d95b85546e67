package ppl.sampler.nuts.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.stepsize.DualAveraging;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

class SettledStepSizeTest {

    private static final int TUNE = 1000;
    private static final double TARGET = 0.8;

    private final SettledStepSize adaptation = new SettledStepSize(Phases.of(TUNE), TARGET);

    /** What the step size would be without divergences, symmetry and settling. */
    private final DualAveraging plain = new DualAveraging(TARGET);

    /** A transition of one leapfrog on which the log-density changes by so much. */
    private static Trajectory transition(double rise) {
        Trajectory trajectory = new Trajectory(1, 1, 1000, new NutsStreams(RandomKey.of(3)), false);
        trajectory.begin(0, new State(1), new DiagonalMetric(1), 1e-9);
        trajectory.ask();
        assertTrue(trajectory.tell(rise, new double[1]));
        return trajectory;
    }

    private static final Trajectory KEPT = transition(0);
    private static final Trajectory UNMOVED = transition(-900);
    private static final Trajectory DIVERGED = transition(-2000);

    /** Learns from two transitions of three that keep the energy and one that loses all, up to an iteration. */
    private void tune(int end) {
        adaptation.restart(0.1);
        plain.restart(0.1);
        for (int i = 0; i < end; i++) {
            boolean kept = i % 3 != 0;
            adaptation.learn(i, kept ? KEPT : UNMOVED, Double.POSITIVE_INFINITY);
            plain.learn(kept ? 1 : 0);
        }
    }

    @Test
    void transitions_are_what_the_tests_take_them_for() {
        assertEquals(1, Math.abs(KEPT.indexInTrajectory()));
        assertFalse(UNMOVED.diverging());
        assertEquals(0, UNMOVED.indexInTrajectory());
        assertTrue(DIVERGED.diverging());
    }

    @Test
    void without_divergences_the_step_size_is_the_average_of_dual_averaging() {
        tune(949);
        assertEquals(plain.stepSize(), adaptation.stepSize());
        adaptation.learn(949, KEPT, Double.POSITIVE_INFINITY);
        plain.learn(1);
        assertEquals(plain.average(), adaptation.stepSize());
        assertEquals(plain.average(), adaptation.average());
    }

    @Test
    void gains_of_energy_lower_the_rate_only_after_the_early_phase() {
        tune(299);
        Trajectory gain = transition(Math.log(3));
        adaptation.learn(299, gain, Double.POSITIVE_INFINITY);
        plain.learn(1);
        assertEquals(plain.stepSize(), adaptation.stepSize());
        adaptation.learn(300, gain, Double.POSITIVE_INFINITY);
        plain.learn(0.5); // 2 · 1 / (1 + 3)
        assertEquals(1, adaptation.stepSize() / plain.stepSize(), 1e-12);
    }

    @Test
    void a_divergence_counts_as_a_rate_of_zero_however_good_the_rest_of_its_trajectory() {
        Trajectory late = new Trajectory(1, 10, 1000, new NutsStreams(RandomKey.of(3)), false);
        late.begin(0, new State(1), new DiagonalMetric(1), 1e-9);
        for (int i = 0; i < 3; i++) {
            late.ask();
            assertFalse(late.tell(0, new double[1]));
        }
        late.ask();
        assertTrue(late.tell(-2000, new double[1]));
        assertEquals(0.75, late.acceptanceRate());
        tune(400);
        adaptation.learn(400, late, Double.POSITIVE_INFINITY);
        plain.learn(0);
        assertEquals(plain.stepSize(), adaptation.stepSize());
    }

    @Test
    void the_share_of_divergences_in_the_second_half_is_a_margin() {
        adaptation.restart(0.1);
        plain.restart(0.1);
        int diverged = 0;
        for (int i = 0; i < 950; i++) {
            boolean diverges = i % 10 == 0;
            adaptation.learn(i, diverges ? DIVERGED : KEPT, Double.POSITIVE_INFINITY);
            plain.learn(diverges ? 0 : 1);
            diverged += diverges && i >= 500 ? 1 : 0;
        }
        assertEquals(45, diverged);
        assertEquals(plain.average() / (1 + 8 * 45 / 450.0), adaptation.stepSize());
    }

    @Test
    void a_chain_that_does_not_move_while_it_settles_gets_half_the_step_size() {
        tune(950);
        double settled = adaptation.stepSize();
        for (int i = 0; i < 4; i++) {
            adaptation.learn(950 + i, i % 2 == 0 ? UNMOVED : DIVERGED, Double.POSITIVE_INFINITY);
        }
        assertEquals(settled, adaptation.stepSize());
        adaptation.learn(954, UNMOVED, Double.POSITIVE_INFINITY);
        assertEquals(settled / 2, adaptation.stepSize());
        for (int i = 0; i < 5; i++) {
            adaptation.learn(955 + i, UNMOVED, Double.POSITIVE_INFINITY);
        }
        assertEquals(settled / 4, adaptation.stepSize());
        assertEquals(settled / 4, adaptation.average());
    }

    @Test
    void a_chain_that_moves_now_and_then_keeps_its_step_size() {
        tune(950);
        double settled = adaptation.stepSize();
        for (int i = 950; i < TUNE; i++) {
            adaptation.learn(i, i % 5 == 4 ? KEPT : UNMOVED, Double.POSITIVE_INFINITY);
        }
        assertEquals(settled, adaptation.stepSize());
    }

    @Test
    void a_search_for_a_step_size_comes_too_late_while_the_chain_settles() {
        assertTrue(adaptation.open(949));
        assertFalse(adaptation.open(950));
    }
}
