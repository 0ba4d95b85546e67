package ppl.api.sbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The test of ranks against R 4.2.2's pchisq and chisq.test. */
class RankTestTest {

    @Test
    void p_values_are_those_of_r() {
        assertEquals(0.03184829073853758, RankTest.pValue(18.3, 10), 1e-13);
        assertEquals(0.9999999991683892, RankTest.pValue(2, 25), 1e-13);
        assertEquals(9.198153691479715e-08, RankTest.pValue(70, 20), 1e-19);
        int[] counts = {12, 8, 10, 15, 5};
        assertEquals(5.8, RankTest.statistic(counts, 50), 1e-12);
    }

    @Test
    void ranks_fill_bins_of_equal_size_with_enough_in_each() {
        assertEquals(20, RankTest.bins(99, 200));
        assertEquals(50, RankTest.bins(99, 1000));
        assertEquals(2, RankTest.bins(99, 20));
        assertEquals(1, RankTest.bins(100, 200), "101 is prime");
        assertArrayEquals(new int[] {2, 0, 1, 0, 1}, RankTest.histogram(new int[] {0, 1, 4, 9}, 9, 5));
    }
}
