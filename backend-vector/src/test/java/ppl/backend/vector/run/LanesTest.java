package ppl.backend.vector.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.op.CanonicalOrder;

class LanesTest {

    private static double[] numbers(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-8, 8));
        }
        return x;
    }

    private static double[] shifted(double[] x) {
        double[] moved = new double[x.length + 3];
        System.arraycopy(x, 0, moved, 3, x.length);
        return moved;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 9, 13, 15, 16})
    void lanes_combine_in_the_canonical_order(int n) {
        double[] x = numbers(n);
        assertEquals(CanonicalOrder.reduce(n, i -> x[i], Double::sum, 0), LanesF64.sum(shifted(x), 3, n));
        assertEquals(CanonicalOrder.reduce(n, i -> x[i], (a, b) -> a * b, 1), LanesF64.product(shifted(x), 3, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 9, 13, 15, 16})
    void float32_lanes_round_each_step(int n) {
        float[] x = new float[n + 1];
        for (int i = 0; i < n; i++) {
            x[i + 1] = (float) numbers(n)[i];
        }
        float sum = (float) CanonicalOrder.reduce(n, i -> x[i + 1], (a, b) -> (float) a + (float) b, 0);
        float product = (float) CanonicalOrder.reduce(n, i -> x[i + 1], (a, b) -> (float) a * (float) b, 1);
        assertEquals(sum, LanesF32.sum(x.clone(), 1, n));
        assertEquals(product, LanesF32.product(x.clone(), 1, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 11, 64, 65, 100})
    void chunks_combine_in_adjacent_pairs(int n) {
        double[] x = numbers(n);
        assertEquals(CanonicalOrder.combinePairs(x.clone(), n, Double::sum), LanesF64.sumPairs(shifted(x), 3, n));
        assertEquals(
                CanonicalOrder.combinePairs(x.clone(), n, (a, b) -> a * b), LanesF64.productPairs(shifted(x), 3, n));
    }
}
