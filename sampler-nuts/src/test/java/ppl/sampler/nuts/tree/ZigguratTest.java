package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;

/** Limits are 4.5 standard errors, p = 3e-6 each. */
class ZigguratTest {

    private static final int DRAWS = 2_000_000;
    private static final RandomKey KEY = RandomKey.of(77);

    /** How many standard errors the counts in 200 bins of equal probability are off. */
    private static double errors(LongToDoubleFunction draw) {
        int[] counts = new int[200];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) (200 * ExactTarget.cdf(draw.applyAsDouble(i)))]++;
        }
        double expected = DRAWS / 200.0;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        return (chiSquare - 199) / Math.sqrt(2 * 199);
    }

    @Test
    void draws_are_standard_normal() {
        double errors = errors(i -> Ziggurat.normal(KEY, i));
        assertTrue(errors < 4.5, errors + " standard errors");
    }

    @Test
    void the_check_sees_a_standard_deviation_that_is_one_percent_off() {
        assertTrue(errors(i -> 1.01 * Ziggurat.normal(KEY, i)) > 4.5);
    }

    @Test
    void the_tail_beyond_the_last_layer_is_that_of_the_normal() {
        double tail = 3.654152885361009;
        double probability = 2 * (1 - ExactTarget.cdf(tail));
        int beyond = 0;
        int positive = 0;
        double excess = 0;
        for (int i = 0; i < 4 * DRAWS; i++) {
            double x = Ziggurat.normal(KEY, i);
            if (Math.abs(x) >= tail) {
                beyond++;
                positive += x > 0 ? 1 : 0;
                excess += Math.abs(x) - tail;
            }
        }
        double expected = 4 * DRAWS * probability;
        assertEquals(expected, beyond, 4.5 * Math.sqrt(expected));
        assertEquals(0.5, (double) positive / beyond, 4.5 * 0.5 / Math.sqrt(expected));
        // The mean of the normal beyond t is density over probability.
        double density = Math.exp(-0.5 * tail * tail) / Math.sqrt(2 * Math.PI);
        assertEquals(2 * density / probability - tail, excess / beyond, 4.5 * 0.25 / Math.sqrt(expected));
    }

    @Test
    void neighbours_are_uncorrelated() {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double a = Ziggurat.normal(KEY, i);
            double b = Ziggurat.normal(KEY, i + 1);
            product += a * b;
            squares += a * a * b * b;
        }
        assertTrue(Math.abs(product) < 4.5 * Math.sqrt(squares));
    }

    @Test
    void draws_are_the_same_for_ever() {
        assertEquals(-4623456268305778339L, Double.doubleToLongBits(Ziggurat.normal(RandomKey.of(1), 0)));
        long hash = 0;
        for (int i = 0; i < 100_000; i++) {
            hash = 31 * hash + Double.doubleToLongBits(Ziggurat.normal(RandomKey.of(1), i));
        }
        assertEquals(-2213204158350907776L, hash);
    }
}
