package ppl.api.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CovarianceEstimateTest {

    private static final double H = Math.sqrt(0.5);

    private static String refusal(double[] scale, double[][] directions, double... variances) {
        return assertThrows(IllegalArgumentException.class, () -> new CovarianceEstimate(scale, directions, variances))
                .getMessage();
    }

    @Test
    void a_part_has_the_directions_that_lie_in_it() {
        CovarianceEstimate all = new CovarianceEstimate(
                new double[] {1, 2, 3, 4}, new double[][] {{0, H, 0, -H}, {1, 0, 0, 0}}, new double[] {9, 4});
        CovarianceEstimate part = all.part(new int[] {3, 1});
        assertEquals(new CovarianceEstimate(new double[] {4, 2}, new double[][] {{-H, H}}, new double[] {9}), part);
        assertEquals(0, all.part(new int[] {1, 2}).rank(), "half of a direction is none");
    }

    @Test
    void what_is_no_covariance_is_refused() {
        assertEquals(
                "an estimate of a covariance has the scale 0.0 at 1: each must be a finite number above 0.",
                refusal(new double[] {1, 0}, new double[0][]));
        assertEquals(
                "an estimate of a covariance has the variance along a direction Infinity at 0: each must be a finite number"
                        + " above 0.",
                refusal(new double[] {1}, new double[][] {{1}}, Double.POSITIVE_INFINITY));
        assertEquals(
                "an estimate of a covariance of 2 coordinates with 1 variances needs as many directions, each of 2 numbers, but"
                        + " has 0: give them together.",
                refusal(new double[] {1, 1}, new double[0][], 2));
        assertEquals(
                "the directions 0 and 1 of an estimate of a covariance have the inner product 1.0: they must be orthogonal and of"
                        + " length 1.",
                refusal(new double[] {1, 1}, new double[][] {{1, 0}, {1, 0}}, 2, 3));
    }

    @Test
    void later_changes_of_the_arrays_do_not_reach_it() {
        double[] scale = {1};
        CovarianceEstimate estimate = new CovarianceEstimate(scale, new double[0][], new double[0]);
        scale[0] = 7;
        estimate.scale()[0] = 8;
        assertArrayEquals(new double[] {1}, estimate.scale());
        assertNotEquals(new CovarianceEstimate(scale, new double[0][], new double[0]), estimate);
    }
}
