package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Sorting where the leading bits of the values tell all, some, or nothing. */
class OrderTest {
    private static void assertSorts(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        double[] expected = values.clone();
        Arrays.sort(expected);
        Order order = Order.of(values);
        assertArrayEquals(expected, order.sorted);
        boolean[] seen = new boolean[size];
        for (int k = 0; k < size; k++) {
            assertEquals(values[order.index[k]], order.sorted[k], "value " + k);
            assertTrue(!seen[order.index[k]], "position " + order.index[k] + " comes twice");
            seen[order.index[k]] = true;
            assertTrue(
                    k == 0 || order.sorted[k - 1] != order.sorted[k] || order.index[k - 1] < order.index[k],
                    "equal values stay in their order at " + k);
        }
    }

    @Test
    void a_few_values_agree_in_their_leading_bits() {
        Random random = new Random(31);
        // The first value makes the range so wide that few bits are left for the rest.
        assertSorts(2000, i -> i == 0 ? -1e300 : 1 + random.nextInt(1 << 24) * 0x1p-28);
    }

    @Test
    void nearly_all_values_agree_in_their_leading_bits() {
        Random random = new Random(32);
        assertSorts(2000, i -> i == 0 ? -1e300 : 1 + random.nextInt(1 << 9) * 0x1p-40);
    }

    @Test
    void values_in_falling_order_that_agree_in_their_leading_bits() {
        assertSorts(3000, i -> i == 0 ? 1e300 : 1 - i * 0x1p-45);
    }

    @Test
    void many_magnitudes_and_signs() {
        Random random = new Random(33);
        assertSorts(4000, i -> (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextInt(600) - 300));
    }

    @Test
    void a_hundred_thousand_values() {
        Random random = new Random(35);
        assertSorts(100_000, i -> random.nextGaussian());
        assertSorts((1 << 16) + 1, i -> i == 0 ? -1e300 : 1 + random.nextInt(1 << 24) * 0x1p-28);
    }

    @Test
    void not_finite_values_among_close_ones() {
        Random random = new Random(34);
        assertSorts(1000, i -> switch (i % 250) {
            case 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> Double.NEGATIVE_INFINITY;
            default -> 5 + random.nextInt(1 << 9) * 0x1p-40;
        });
    }

    @Test
    void the_zeros_are_equal_also_beside_the_least_number_above_them() {
        assertArrayEquals(new int[] {1, 2, 3, 0}, Order.of(new double[] {Double.MIN_VALUE, 0.0, -0.0, 0.0}).index);
    }

    @Test
    void all_values_are_equal() {
        assertSorts(100, _ -> 3.5);
        assertEquals(0, Order.of(new double[0]).index.length);
    }
}
