package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.Dot;

class SubtreeTest {

    private static final int DEPTH = 5;

    /** Whether one of the balanced subtrees over [from, to) has turned, by recursion: the definition. */
    private static boolean turned(double[][] momenta, int from, int to) {
        if (to - from == 1) {
            return false;
        }
        int middle = (from + to) / 2;
        return turned(momenta, from, middle)
                || turned(momenta, middle, to)
                || turns(momenta, from, to)
                || turns(momenta, from, middle + 1)
                || turns(momenta, middle - 1, to);
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

    /** The number of states after which the recursion would know that a complete subtree has turned, or 0. */
    private static int firstTurn(double[][] momenta) {
        for (int states = 2; states <= momenta.length; states++) {
            for (int size = 2; states % size == 0 && size <= states; size *= 2) {
                if (turned(momenta, states - size, states)) {
                    return states;
                }
            }
        }
        return 0;
    }

    @Test
    void the_tree_turns_where_the_recursive_definition_turns() {
        RandomKey key = RandomKey.of(11);
        int dimension = 3;
        Buffers buffers = new Buffers(3 * (DEPTH + 3), dimension);
        Subtree subtree = new Subtree(DEPTH, new Turning(), buffers);
        int[] histogram = new int[(1 << DEPTH) + 1];
        for (int trial = 0; trial < 3000; trial++) {
            double[][] momenta = new double[1 << DEPTH][dimension];
            double[] r = {1, 0.5, 0.2};
            for (int s = 0; s < momenta.length; s++) {
                // Momenta that turn slowly, as along a trajectory.
                for (int i = 0; i < dimension; i++) {
                    r[i] += 0.3 * HostNumbers.ndtri(key.uniform(1000L * trial + 10L * s + i));
                    momenta[s][i] = r[i];
                }
            }
            int expected = firstTurn(momenta);
            buffers.reclaim();
            subtree.clear();
            int actual = 0;
            for (int s = 0; s < momenta.length && actual == 0; s++) {
                double[] momentum = buffers.take();
                System.arraycopy(momenta[s], 0, momentum, 0, dimension);
                if (subtree.add(momentum, Dot.of(momentum, momentum))) {
                    actual = s + 1;
                }
            }
            assertEquals(expected, actual, "trial " + trial);
            histogram[actual]++;
        }
        assertTrue(
                Arrays.stream(histogram).filter(n -> n > 0).count() > 10,
                "turns at many places: " + Arrays.toString(histogram));
    }

    @Test
    void a_whole_tree_holds_its_ends_and_its_sum_and_three_vectors() {
        Buffers buffers = new Buffers(3 * (DEPTH + 3), 2);
        Subtree subtree = new Subtree(DEPTH, new Turning(), buffers);
        int all = buffers.left();
        int least = all;
        for (int s = 0; s < 1 << DEPTH; s++) {
            double[] momentum = buffers.take();
            momentum[0] = 1 + s;
            momentum[1] = 1;
            assertEquals(false, subtree.add(momentum, Dot.of(momentum, momentum)));
            least = Math.min(least, buffers.left());
        }
        Segment whole = subtree.whole();
        assertEquals(1, whole.first[0]);
        assertEquals(32, whole.last[0]);
        assertEquals(33 * 16, whole.sum[0]);
        assertEquals(32, whole.sum[1]);
        assertEquals(all - 3, buffers.left());
        assertTrue(all - least <= 3 * DEPTH, "at most three vectors a level");
    }
}
