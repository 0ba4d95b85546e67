package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;

/** The weights of states, with densities told from a list, so that forces and turns play no part. */
class TrajectoryTest {

    private static final int TRANSITIONS = 4000;

    /**
     * Two doublings: one state of weight 1, then two of weight 0.2 each, so the second subtree gives the draw with
     * probability 0.4. A start of far less weight, whose number would overflow, must not count beside them.
     */
    @Test
    void a_start_of_vanishing_weight_does_not_count() {
        for (double start : new double[] {-400, -4000}) {
            int second = 0;
            for (int i = 0; i < TRANSITIONS; i++) {
                int steps = Math.abs(drawOf(i, start, 0, Math.log(0.2), Math.log(0.2)));
                assertTrue(steps > 0, "the draw is the start");
                second += steps > 1 ? 1 : 0;
            }
            // In half of the cases the trajectory changes direction: the second subtree's states are then 1 and 2 away.
            assertEquals(0.4 * (0.5 + 0.5 * 0.5), second / (double) TRANSITIONS, 0.035, "start " + start);
        }
    }

    /** Two doublings, the second one a state as likely as the start and one 3 or 1/3 times as likely. */
    @Test
    void the_symmetric_rate_is_lowered_by_gains_and_losses_of_energy_alike() {
        for (double rise : new double[] {Math.log(3), -Math.log(3), 1000, -1000}) {
            Trajectory trajectory = new Trajectory(1, 2, 1e9, new NutsStreams(RandomKey.of(3)), false);
            trajectory.begin(0, new State(1), new DiagonalMetric(1), 1e-9);
            for (int k = 0; k < 3; k++) {
                trajectory.ask();
                assertEquals(k == 2, trajectory.tell(k == 2 ? rise : 0, new double[1]));
            }
            boolean huge = Math.abs(rise) > 100;
            assertEquals((2 + (huge ? 0 : 0.5)) / 3, trajectory.symmetricRate(), 1e-12, "rise " + rise);
            assertEquals((2 + (rise > 0 ? 1 : huge ? 0 : 1 / 3.0)) / 3, trajectory.acceptanceRate(), 1e-12);
        }
    }

    @Test
    void an_infinite_density_is_a_divergence_and_no_draw() {
        Trajectory trajectory = new Trajectory(1, 2, 1000, new NutsStreams(RandomKey.of(3)), false);
        trajectory.begin(0, new State(1), new DiagonalMetric(1), 1e-3);
        trajectory.ask();
        assertTrue(trajectory.tell(Double.POSITIVE_INFINITY, new double[1]));
        assertTrue(trajectory.diverging());
        assertEquals(0, trajectory.indexInTrajectory());
    }

    /** The leapfrogs from the start to the draw of a transition whose states have these log-densities. */
    private static int drawOf(int iteration, double start, double... logps) {
        Trajectory trajectory = new Trajectory(1, 2, Double.POSITIVE_INFINITY, new NutsStreams(RandomKey.of(3)), false);
        State state = new State(1);
        state.logp = start;
        trajectory.begin(iteration, state, new DiagonalMetric(1), 1e-3);
        for (int k = 0; k < logps.length; k++) {
            trajectory.ask();
            assertEquals(k == logps.length - 1, trajectory.tell(logps[k], new double[1]));
        }
        assertFalse(trajectory.diverging());
        return trajectory.indexInTrajectory();
    }
}
