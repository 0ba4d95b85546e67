package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final Draws SIX = Draws.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});

    @Test
    void chains_are_copied_one_after_another() {
        double[] first = {1, 2, 3};
        Draws draws = Draws.of(first, new double[] {4, 5, 6});
        first[0] = 9;
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, draws.toArray());
        assertEquals(2, draws.chains());
        assertEquals(3, draws.length());
        assertEquals(6, draws.size());
        assertEquals(0, Draws.of().size());
    }

    @Test
    void each_draw_is_found_by_chain_and_number() {
        assertEquals(1, SIX.get(0, 0));
        assertEquals(3, SIX.get(0, 2));
        assertEquals(4, SIX.get(1, 0));
        assertEquals(6, SIX.get(1, 2));
        assertArrayEquals(new double[] {1, 2, 3}, SIX.chain(0));
        assertArrayEquals(new double[] {4, 5, 6}, SIX.chain(1));
    }

    @Test
    void what_is_not_there_is_refused() {
        for (int[] at : new int[][] {{-1, 0}, {2, 0}, {0, -1}, {0, 3}, {1, 3}}) {
            assertThrows(ResultException.class, () -> SIX.get(at[0], at[1]), at[0] + ", " + at[1]);
        }
        assertEquals(
                "there is no chain at position 2: there are 2",
                assertThrows(ResultException.class, () -> SIX.chain(2)).getMessage());
        assertThrows(ResultException.class, () -> SIX.chain(-1));
        assertThrows(ResultException.class, () -> Draws.of(new double[2], -1, -2));
        assertThrows(ResultException.class, () -> Draws.of(new double[0], -1, 0));
        assertThrows(ResultException.class, () -> Draws.of(new double[0], 0, -1));
        assertEquals(0, Draws.of(new double[0], 0, 3).size());
    }

    @Test
    void halves_leave_out_the_middle_of_an_odd_number() {
        assertEquals(Draws.of(new double[][] {{1}, {3}, {4}, {6}}), SIX.split());
        assertEquals(
                Draws.of(new double[][] {{1, 2}, {3, 4}}),
                Draws.of(new double[] {1, 2, 3, 4}).split());
    }

    @Test
    void equal_draws_have_the_same_values_in_the_same_chains() {
        Draws same = Draws.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertEquals(SIX, same);
        assertEquals(SIX.hashCode(), same.hashCode());
        assertNotEquals(SIX, Draws.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        assertNotEquals(SIX, Draws.of(new double[] {1, 2, 3, 4, 5, 7}, 2, 3));
        assertNotEquals(
                SIX.hashCode(), Draws.of(new double[] {1, 2, 3, 4, 5, 7}, 2, 3).hashCode());
        assertFalse(SIX.equals(new Object()));
        assertEquals("2 chains of 3 draws", SIX.toString());
    }

    @Test
    void diagnostics_need_four_draws_of_each_chain_and_no_nan() {
        assertTrue(Draws.of(new double[] {1, 2, 3, 4}).valid(1));
        assertFalse(SIX.valid(1));
        assertFalse(Draws.of(new double[] {1, 2, 3, 4}).valid(2));
        assertFalse(Draws.of(new double[] {1, 2, 3, Double.NaN}).valid(1));
    }
}
