package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.cumsum;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Cumulative sums as a function of users; their order bit by bit is rules R2 of the kit. */
class CumulativeSumTest {

    @Test
    void sums_run_along_an_axis_which_stays() {
        Var x = Var.constant(1.0, 2, 3, 4, 5, 6).reshape(2, 3);
        assertArrayEquals(new double[] {1, 3, 6, 4, 9, 15}, cumsum(x, -1).eval().toDoubles());
        assertArrayEquals(new double[] {1, 2, 3, 5, 7, 9}, cumsum(x, 0).eval().toDoubles());
    }

    @Test
    void truth_values_are_counted() {
        Var sums = cumsum(Var.constant(Tensor.of(new boolean[] {true, false, true})), 0);
        assertEquals(DType.I64, sums.dtype());
        assertArrayEquals(new long[] {1, 1, 2}, sums.eval().toLongs());
    }

    @Test
    void sums_of_known_whole_numbers_are_exact_or_refused() {
        long half = Long.MAX_VALUE / 2;
        Var x = Var.data("x", Tensor.of(new long[] {half, 5, half, 5, half, 5}, 3, 2));
        String message = assertThrows(GraphException.class, () -> cumsum(x, 0)).getMessage();
        assertTrue(
                message.contains("leaves the range of int64 at element 4: it would be 13835058055282163709"), message);
        assertArrayEquals(
                new long[] {half, half + 5, half, half + 5, half, half + 5},
                cumsum(x, 1).eval().toLongs());
        Var narrow = Var.data("n", Tensor.of(new int[] {2_000_000_000, 2_000_000_000}));
        assertThrows(GraphException.class, () -> cumsum(narrow, 0));
    }

    @Test
    void of_an_axis_of_one_it_is_the_operand_and_of_none_it_is_empty() {
        Var x = Var.input("x", 3, 1);
        assertSame(x, cumsum(x, 1));
        assertEquals(0, cumsum(Var.constant(Tensor.of(new double[0])), 0).eval().length());
        assertThrows(GraphException.class, () -> cumsum(Var.input("x"), 0));
    }

    @Test
    void bounds_prove_a_sign() {
        Var x = Var.input("x", 3);
        assertEquals(Interval.NON_NEGATIVE, cumsum(x.abs(), 0).range());
        assertEquals(Interval.ALL, cumsum(x, 0).range());
    }

    /** Chunks keep the error of the last sums below that of a sum that runs through. */
    @Test
    void long_sums_are_accurate() {
        double[] x = new SplittableRandom(4).doubles(100_000).toArray();
        double[] sums = cumsum(Var.constant(x), 0).eval().toDoubles();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
            exact = exact.add(new BigDecimal(x[i]));
            if (i % 997 == 0) {
                assertEquals(exact.doubleValue(), sums[i], 3e-14 * sums[i]);
            }
        }
    }

    @Test
    void a_slope_counts_the_sums_that_an_element_is_in() {
        Var x = Var.input("x", 4);
        Var slope = Gradient.of(cumsum(x, 0).sum(), x);
        assertArrayEquals(
                new double[] {4, 3, 2, 1},
                slope.eval(x.with(Tensor.of(new double[] {9, 8, 7, 6}))).toDoubles());
    }
}
