package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Roots and numbers of evaluations of {@code scipy.optimize.brentq} 1.17 with {@code xtol=2e-12, rtol=4 eps}: equal numbers mean equal
 * steps, and of several roots the same one.
 */
class BrentRootTest {
    private static void assertFinds(double root, int evaluations, double from, double to, DoubleUnaryOperator f) {
        int[] count = new int[1];
        double found = BrentRoot.find(
                x -> {
                    count[0]++;
                    return f.applyAsDouble(x);
                },
                from,
                to);
        assertEquals(root, found, 1e-15 * Math.max(1, Math.abs(root)));
        assertEquals(evaluations, count[0], "evaluations on the way to " + root);
    }

    @Test
    void roots_of_smooth_functions_are_found_by_the_usual_steps() {
        assertFinds(2.094551481542327, 8, 2, 3, x -> x * x * x - 2 * x - 5);
        assertFinds(0.7390851332151559, 8, 0, 1, x -> Math.cos(x) - x);
        assertFinds(1, 10, 0, 3, x -> (x - 1) * (1 + (x - 1) * (x - 1)));
        assertFinds(-6.907755278982137, 13, -20, 5, x -> Math.exp(x) - 1e-3);
        assertFinds(5, 12, -30, 80, x -> Math.atan(x - 5));
        assertFinds(0.4666666666666667, 16, 0.31, 9, x -> 1 / (x - 0.3) - 6);
        assertFinds(0.0001, 7, 0, 1, x -> Math.sqrt(x) - 0.01);
        assertFinds(0.20098287487536654, 7, 0, 1, x -> x - 1e-3 * Math.sin(40 * x) - 0.2);
    }

    @Test
    void a_straight_line_takes_one_step() {
        assertFinds(123456, 3, 0, 1e6, x -> 1e9 * (x - 123456));
    }

    @Test
    void a_jump_is_bisected() {
        assertFinds(0.6999999999989086, 41, 0, 1, x -> x < 0.7 ? -1 : 1);
    }

    @Test
    void a_root_that_repels_interpolation_is_given_up_after_a_hundred_steps() {
        double root = BrentRoot.find(x -> Math.pow(x, 9), -1, 4);
        assertEquals(0, root, 1e-9);
    }

    @Test
    void without_a_change_of_sign_there_is_no_root() {
        assertEquals(Double.NaN, BrentRoot.find(x -> x * x + 1, -1, 1));
        assertEquals(Double.NaN, BrentRoot.find(x -> 0, -1, 1));
        assertEquals(Double.NaN, BrentRoot.find(x -> Double.NaN, -1, 1));
    }

    @Test
    void quantiles_are_found_in_few_steps_and_to_the_last_digits() {
        assertInverts(1, x -> x, 0.3, 0.3);
        assertInverts(22, x -> x * x, 0.09, 0.3);
        assertInverts(14, Math::sqrt, 0.3, 0.09);
        assertInverts(13, x -> x * x * (3 - 2 * x), 0.75, 0.6736481776669303);
        assertInverts(71, x -> Math.pow(x, 30), 1e-20, Math.pow(1e-20, 1 / 30.0));
    }

    private static void assertInverts(int mostSteps, DoubleUnaryOperator cdf, double p, double expected) {
        int[] count = new int[1];
        double found = BetaQuantile.inverse(
                x -> {
                    count[0]++;
                    return cdf.applyAsDouble(x);
                },
                p);
        assertEquals(expected, found, 4 * Math.ulp(expected));
        assertTrue(count[0] <= mostSteps, count[0] + " steps to " + expected);
    }
}
