package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.Dot;

class TurningTest {

    private final Turning turning = new Turning();

    /** A run of these momenta, joined two by two, as a subtree does it. */
    private Segment run(double[]... momenta) {
        Buffers buffers = new Buffers(3 * momenta.length, momenta[0].length);
        List<Segment> level = new ArrayList<>();
        for (double[] r : momenta) {
            Segment single = new Segment();
            double[] momentum = buffers.take();
            System.arraycopy(r, 0, momentum, 0, r.length);
            single.become(momentum, Dot.of(r, r));
            level.add(single);
        }
        while (level.size() > 1) {
            List<Segment> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                turning.between(level.get(i), level.get(i + 1));
                level.get(i).append(level.get(i + 1), turning, buffers);
                next.add(level.get(i));
            }
            level = next;
        }
        return level.getFirst();
    }

    private static double[] v(double... x) {
        return x;
    }

    @Test
    void two_states_with_the_same_momentum_go_on() {
        assertFalse(turning.between(run(v(1, 0)), run(v(1, 0))));
    }

    @Test
    void two_states_turn_when_one_goes_back_further_than_the_other_goes_on() {
        assertTrue(turning.between(run(v(1, 0)), run(v(-1.1, 0))));
        assertTrue(turning.between(run(v(-1.1, 0)), run(v(1, 0))));
        assertTrue(turning.between(run(v(1, 0)), run(v(-1, 0))), "standing still is turning");
    }

    @Test
    void the_whole_turns_at_its_first_state() {
        assertTrue(turning.between(run(v(-1, 0.1), v(1, 1)), run(v(1, 1), v(1, 1))));
    }

    @Test
    void the_whole_turns_at_its_last_state() {
        assertTrue(turning.between(run(v(1, 1), v(1, 1)), run(v(1, 1), v(-1, 0.1))));
    }

    @Test
    void a_half_turned_at_its_seam_is_seen_though_the_whole_goes_on() {
        // The whole goes on: sum (3.9, 2.1), and both ends have positive products with it.
        Segment a = run(v(1, 0), v(1, 0));
        Segment b = run(v(-2.1, 0.1), v(4, 2));
        double[] sum = {3.9, 2.1};
        assertTrue(Dot.of(sum, v(1, 0)) > 0 && Dot.of(sum, v(4, 2)) > 0);
        assertTrue(turning.between(a, b), "the first half with the state after it has turned");
        assertTrue(turning.between(run(v(4, 2), v(-2.1, 0.1)), run(v(1, 0), v(1, 0))), "and mirrored");
    }

    @Test
    void nan_is_turning() {
        assertTrue(turning.between(run(v(1, 0)), run(v(Double.NaN, 0))));
        assertTrue(turning.between(run(v(1, 0), v(1, 0)), run(v(1, 0), v(Double.NaN, 0))));
    }

    /** Against the definition, written out over the states, for random runs of odd and even dimension. */
    @Test
    void the_criterion_is_that_of_its_definition() {
        RandomKey key = RandomKey.of(5);
        int turned = 0;
        for (int trial = 0; trial < 4000; trial++) {
            int dimension = 1 + trial % 5;
            int half = 1 << trial % 4;
            double[][] momenta = new double[2 * half][dimension];
            for (int s = 0; s < momenta.length; s++) {
                for (int i = 0; i < dimension; i++) {
                    // A common drift, so that about half of all runs turn.
                    momenta[s][i] = 0.6 + HostNumbers.ndtri(key.uniform(1000L * trial + 10L * s + i));
                }
            }
            boolean expected =
                    turns(momenta, 0, 2 * half) || turns(momenta, 0, half + 1) || turns(momenta, half - 1, 2 * half);
            double[][] first = Arrays.copyOfRange(momenta, 0, half);
            double[][] second = Arrays.copyOfRange(momenta, half, 2 * half);
            assertEquals(expected, turning.between(run(first), run(second)), "trial " + trial);
            turned += expected ? 1 : 0;
        }
        assertTrue(turned > 1000 && turned < 3500, turned + " of 4000 have turned");
    }

    @Test
    void a_run_that_was_turned_around_is_that_of_its_states_in_the_other_order() {
        RandomKey key = RandomKey.of(6);
        int turned = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[][] momenta = new double[8][3];
            for (int s = 0; s < 8; s++) {
                for (int i = 0; i < 3; i++) {
                    momenta[s][i] = 0.6 + HostNumbers.ndtri(key.uniform(100L * trial + 10L * s + i));
                }
            }
            double[][] first = Arrays.copyOfRange(momenta, 0, 4);
            Segment around = run(first);
            around.reverse();
            Segment mirrored = run(first[3], first[2], first[1], first[0]);
            double[][] second = Arrays.copyOfRange(momenta, 4, 8);
            boolean expected = turning.between(mirrored, run(second));
            assertEquals(expected, turning.between(around, run(second)), "trial " + trial);
            turned += expected ? 1 : 0;
        }
        assertTrue(turned > 500 && turned < 1800, turned + " of 2000 have turned");
    }

    private static boolean turns(double[][] momenta, int from, int to) {
        double[] sum = new double[momenta[0].length];
        for (int s = from; s < to; s++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += momenta[s][i];
            }
        }
        return !(Dot.of(sum, momenta[from]) > 0 && Dot.of(sum, momenta[to - 1]) > 0);
    }
}
