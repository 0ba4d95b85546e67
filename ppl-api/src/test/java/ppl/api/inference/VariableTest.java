package ppl.api.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.ResultException;

class VariableTest {
    private static final List<String> SAMPLED = List.of("chain", "draw", "school");

    /** Elements 0, 1, 2, … so that each is its own row-major position. */
    private static Variable counting(int chains, int draws, int schools) {
        double[] values = new double[chains * draws * schools];
        Arrays.setAll(values, i -> i);
        return Variable.of("theta", SAMPLED, new int[] {chains, draws, schools}, values);
    }

    @Test
    void an_element_is_found_by_its_row_major_index() {
        assertEquals(1 * 12 + 2 * 3 + 1, counting(2, 4, 3).get(1, 2, 1));
    }

    @Test
    void selecting_positions_keeps_their_order() {
        Variable picked = counting(2, 4, 3).select("school", 2, 0);
        assertArrayEquals(new int[] {2, 4, 2}, picked.shape());
        assertArrayEquals(new double[] {2, 0, 5, 3, 8, 6, 11, 9}, Arrays.copyOf(picked.toDoubles(), 8));
    }

    @Test
    void one_position_of_a_dim_removes_the_dim() {
        Variable second = counting(2, 4, 3).at("chain", 1);
        assertEquals(List.of("draw", "school"), second.dims());
        assertEquals(12, second.get(0, 0));
        assertArrayEquals(new double[] {12, 13, 14}, Arrays.copyOf(second.toDoubles(), 3));
    }

    @Test
    void views_of_views_look_at_the_same_elements() {
        Variable view = counting(2, 4, 3).select("draw", 3, 1).at("school", 2).select("chain", 1);
        assertArrayEquals(new double[] {12 + 9 + 2, 12 + 3 + 2}, view.toDoubles());
    }

    @Test
    void stacking_lays_chains_one_after_another() {
        Variable stacked = counting(2, 4, 3).stack("sample", "chain", "draw");
        assertEquals(List.of("sample", "school"), stacked.dims());
        assertArrayEquals(new int[] {8, 3}, stacked.shape());
        assertEquals(1 * 12 + 2 * 3 + 1, stacked.get(4 + 2, 1));
    }

    @Test
    void transposing_moves_elements_not_their_index() {
        Variable turned = counting(2, 4, 3).transpose(List.of("school", "chain", "draw"));
        assertEquals(1 * 12 + 2 * 3 + 1, turned.get(1, 1, 2));
        assertArrayEquals(new double[] {0, 3, 6, 9, 12}, Arrays.copyOf(turned.toDoubles(), 5));
    }

    @Test
    void a_part_can_be_copied_out_of_a_view_that_is_not_contiguous() {
        double[] into = new double[5];
        counting(2, 4, 3).at("school", 1).copyDoubles(3, into, 1, 3);
        assertArrayEquals(new double[] {0, 10, 13, 16, 0}, into);
    }

    @Test
    void draws_of_one_element_are_gathered_chain_after_chain() {
        Draws draws = counting(2, 4, 3).draws(2);
        assertEquals(Draws.of(new double[] {2, 5, 8, 11}, new double[] {14, 17, 20, 23}), draws);
    }

    @Test
    void draws_of_many_elements_equal_those_one_by_one_also_in_a_view() {
        Variable view = counting(2, 4, 5).select("draw", 2, 0).select("school", 4, 1, 3);
        List<Draws> together = view.eventDraws(1, 2);
        assertEquals(List.of(view.draws(1), view.draws(2)), together);
    }

    @Test
    void draws_of_long_chains_are_those_at_their_index_in_each_dtype() {
        Variable reals = counting(3, 101, 20);
        Variable integers = Variable.of("n", SAMPLED, new int[] {3, 101, 20}, reals.toLongs());
        for (Variable variable : List.of(reals, integers, reals.select("draw", 5, 3, 100, 7))) {
            List<Draws> all = variable.eventDraws(0, 20);
            for (int e = 0; e < 20; e++) {
                for (int c = 0; c < 3; c++) {
                    for (int d = 0; d < variable.extent("draw"); d++) {
                        assertEquals(variable.get(c, d, e), all.get(e).get(c, d), c + ", " + d + ", " + e);
                    }
                }
            }
        }
        assertEquals(List.of(), reals.eventDraws(3, 0));
        assertEquals(0, counting(2, 0, 3).eventDraws(0, 3).get(2).size());
    }

    @Test
    void integers_beyond_2_to_the_53_keep_every_digit() {
        long big = (1L << 60) + 1;
        Variable ints = Variable.of("n", List.of("i"), new int[] {2}, new long[] {big, -big});
        assertEquals(big, ints.getLong(0));
        assertArrayEquals(new long[] {-big}, ints.select("i", 1).toLongs());
        assertEquals(DataType.INT64, ints.dtype());
    }

    @Test
    void truth_values_read_as_numbers_too() {
        Variable flags = Variable.of("diverging", List.of("i"), new int[] {3}, new boolean[] {true, false, true});
        assertTrue(flags.getBoolean(2));
        assertFalse(flags.getBoolean(1));
        assertArrayEquals(new double[] {1, 0, 1}, flags.toDoubles());
        assertArrayEquals(new boolean[] {true, true}, flags.select("i", 0, 2).toBooleans());
    }

    @Test
    void a_scalar_has_one_element_and_no_dims() {
        Variable scalar = Variable.of("x", 2.5);
        assertEquals(1, scalar.size());
        assertEquals(2.5, scalar.get());
        assertArrayEquals(new double[] {2.5}, scalar.toDoubles());
    }

    @Test
    void an_empty_dim_has_no_elements() {
        Variable none = Variable.of("x", SAMPLED, new int[] {2, 0, 3}, new double[0]);
        assertEquals(0, none.size());
        assertEquals(0, none.select("school", 1).toDoubles().length);
        assertEquals(0, none.draws(1).length());
    }

    @Test
    void equality_looks_at_content_not_at_layout() {
        Variable view = counting(2, 4, 3).select("school", 1);
        Variable copy = Variable.of("theta", SAMPLED, view.shape(), view.toDoubles());
        assertEquals(view, copy);
        assertEquals(view.hashCode(), copy.hashCode());
        assertFalse(view.equals(counting(2, 4, 3).select("school", 2)));
        assertFalse(view.equals(view.withAttributes(Map.of("unit", "m"))));
    }

    @Test
    void mistakes_are_named_with_the_variable() {
        Variable theta = counting(2, 4, 3);
        assertMessage(
                "variable 'theta' has no dim 'county'; its dims are [chain, draw, school]",
                () -> theta.at("county", 0));
        assertMessage("variable 'theta': position 3 is outside dim 'school' of size 3", () -> theta.get(0, 0, 3));
        assertMessage(
                "variable 'mu' of shape [2, 3] needs 6 values but got 5",
                () -> Variable.of("mu", List.of("chain", "draw"), new int[] {2, 3}, new double[5]));
        assertMessage(
                "variable 'mu' names a dim twice: [draw, draw]; rename one of them",
                () -> Variable.of("mu", List.of("draw", "draw"), new int[] {2, 3}, new double[6]));
        assertMessage(
                "variable 'mu' has dims [draw] but shape [2, 3]; give one dim name per extent",
                () -> Variable.of("mu", List.of("draw"), new int[] {2, 3}, new double[6]));
        assertMessage(
                "variable 'big' of shape [100000, 100000] has more than 2^31 elements; split it, or thin the draws",
                () -> Variable.of("big", List.of("a", "b"), new int[] {100_000, 100_000}, new double[1]));
        assertMessage("variable 'y' has dims [obs]; draws need 'chain' and 'draw' as the first two", () -> Variable.of(
                        "y", List.of("obs"), new int[] {1}, new double[1])
                .draws());
        assertMessage(
                "attribute 'when' is a java.lang.Object; give a String, Long, Double, or a List of one of these",
                () -> theta.withAttributes(Map.of("when", new Object())));
    }

    private static void assertMessage(String message, Runnable mistake) {
        assertEquals(message, assertThrows(ResultException.class, mistake::run).getMessage());
    }
}
