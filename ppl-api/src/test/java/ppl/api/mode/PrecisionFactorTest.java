package ppl.api.mode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Precisions whose inverses are known, in units that differ by many orders, and matrices that are none. */
class PrecisionFactorTest {

    /** The inverse of the covariance of two variables with a correlation. */
    private static double[][] precision(double sd1, double sd2, double correlation) {
        double rest = 1 - correlation * correlation;
        return new double[][] {
            {1 / (sd1 * sd1 * rest), -correlation / (sd1 * sd2 * rest)},
            {-correlation / (sd1 * sd2 * rest), 1 / (sd2 * sd2 * rest)}
        };
    }

    @Test
    void the_covariance_is_the_inverse_whatever_the_units() {
        double sd1 = 1e-7;
        double sd2 = 1e7;
        PrecisionFactor factor = PrecisionFactor.of(precision(sd1, sd2, 0.999));
        assertNull(factor.flaw());
        double[][] covariance = factor.covariance();
        assertEquals(sd1 * sd1, covariance[0][0], 1e-11 * sd1 * sd1);
        assertEquals(sd2 * sd2, covariance[1][1], 1e-11 * sd2 * sd2);
        assertEquals(0.999, covariance[0][1] / (sd1 * sd2), 1e-11);
        assertEquals(-Math.log(sd1 * sd1 * sd2 * sd2 * (1 - 0.999 * 0.999)), factor.logDeterminant(), 1e-9);
    }

    @Test
    void draws_have_the_covariance() {
        PrecisionFactor factor = PrecisionFactor.of(precision(2, 3, -0.6));
        double[] first = factor.column(0);
        double[] second = factor.column(1);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertEquals(factor.covariance()[i][j], first[i] * first[j] + second[i] * second[j], 1e-13);
            }
        }
        assertArrayEquals(
                new double[] {2 * first[0] - second[0], 2 * first[1] - second[1]},
                factor.spread(new double[] {2, -1}),
                1e-14);
    }

    @Test
    void a_matrix_that_is_not_positive_names_the_direction() {
        double[][] ridge = {{4, -4, 0}, {-4, 4, 0}, {0, 0, 9}};
        PrecisionFactor.Flaw flat = PrecisionFactor.of(ridge).flaw();
        assertNotNull(flat);
        assertArrayEquals(new double[] {1, 1, 0}, flat.direction(), 1e-12);
        assertEquals(0, flat.curvature(), 1e-12);
        double[][] saddle = {{1, 2}, {2, 1}};
        PrecisionFactor.Flaw bent = PrecisionFactor.of(saddle).flaw();
        assertNotNull(bent);
        double[] d = bent.direction();
        double form = d[0] * d[0] + 4 * d[0] * d[1] + d[1] * d[1];
        assertEquals(form, bent.curvature(), 1e-12);
        assertTrue(form < 0, "upward along " + d[0] + ", " + d[1]);
        PrecisionFactor.Flaw alone =
                PrecisionFactor.of(new double[][] {{1, 0}, {0, Double.NaN}}).flaw();
        assertNotNull(alone);
        assertArrayEquals(new double[] {0, 1}, alone.direction(), 0);
    }
}
