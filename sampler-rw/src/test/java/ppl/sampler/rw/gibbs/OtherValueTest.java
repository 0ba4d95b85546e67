package ppl.sampler.rw.gibbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.random.RandomKey;

/** The step of one coordinate against the formulas of Liu 1996. A frequency is off by 4.5 standard errors once in 150,000. */
class OtherValueTest {

    private static final int DRAWS = 40_000;

    private static double[] probabilities(int count) {
        double[] p = new double[count];
        double sum = 0;
        for (int v = 0; v < count; v++) {
            p[v] = 1 + (v * 7 % 5);
            sum += p[v];
        }
        for (int v = 0; v < count; v++) {
            p[v] /= sum;
        }
        return p;
    }

    private static double[] logs(double[] p, double shift) {
        double[] logs = new double[p.length];
        for (int v = 0; v < p.length; v++) {
            logs[v] = Math.log(p[v]) + shift;
        }
        return logs;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void another_value_is_reached_as_often_as_the_formula_says_and_the_law_is_left_invariant(int count) {
        double[] p = probabilities(count);
        OtherValue other = new OtherValue(RandomKey.of(count), count);
        double[] after = new double[count];
        for (int x = 0; x < count; x++) {
            double[] reached = new double[count];
            for (int i = 0; i < DRAWS; i++) {
                reached[other.next(logs(p, -7000), 0, 1, count, x, i, x)]++;
            }
            for (int y = 0; y < count; y++) {
                double exact = y == x ? 1 : 0;
                for (int v = 0; v < count; v++) {
                    double move = v == x ? 0 : p[v] / (1 - p[x]) * Math.min(1, (1 - p[x]) / (1 - p[v]));
                    exact += y == x ? -move : v == y ? move : 0;
                }
                double error = Math.sqrt(Math.max(0, exact * (1 - exact)) / DRAWS);
                assertEquals(exact, reached[y] / DRAWS, 4.5 * error + 1e-12, "from " + x + " to " + y);
                after[y] += p[x] * exact;
            }
        }
        for (int y = 0; y < count; y++) {
            assertEquals(p[y], after[y], 1e-15, "the formula itself leaves the law of " + y);
        }
    }

    @Test
    void values_without_a_density_are_never_taken_and_left_at_once() {
        OtherValue other = new OtherValue(RandomKey.of(4), 4);
        double nan = Double.NaN;
        double never = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 200; i++) {
            assertEquals(2, other.next(new double[] {never, nan, -3, Double.POSITIVE_INFINITY}, 0, 1, 4, 1, i, 0));
            assertEquals(2, other.next(new double[] {never, nan, -3, Double.POSITIVE_INFINITY}, 0, 1, 4, 2, i, 0));
            assertEquals(1, other.next(new double[] {never, nan, never, never}, 0, 1, 4, 1, i, 0));
        }
    }

    /** 1 − p would be 0 of both. */
    @Test
    void a_value_with_nearly_all_of_the_probability_is_left_as_often_as_it_should() {
        OtherValue other = new OtherValue(RandomKey.of(7), 3);
        int next = other.next(new double[] {0, -800, -1e-3}, 0, 1, 3, 1, 0, 0);
        assertTrue(next != 1);
        other.next(new double[] {0, -45, -46}, 0, 1, 3, 0, 1, 0);
        assertEquals(Math.exp(-45) + Math.exp(-46), other.acceptance(), 1e-21);
    }

    @Test
    void a_row_of_a_table_is_the_row_alone() {
        double[] p = logs(probabilities(5), 3);
        double[] table = new double[15];
        for (int v = 0; v < 5; v++) {
            table[3 * v + 1] = p[v];
        }
        OtherValue other = new OtherValue(RandomKey.of(9), 5);
        for (int i = 0; i < 100; i++) {
            int alone = other.next(p, 0, 1, 5, i % 5, i, 8);
            assertEquals(alone, other.next(table, 1, 3, 5, i % 5, i, 8));
        }
    }
}
