package ppl.api.mode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ppl.api.sample.UnconstrainedModel.HessianTimes;

/** Second derivatives of -cosh(x) - (y / 1000)^4 - (x y / 1000)^2, exact and by differences, and which of the two is believed. */
class CurvatureTest {

    private static final double[] AT = {0.7, 1200};

    private static final Curvature.GradientAt GRADIENT = (at, g) -> {
        double x = at[0];
        double y = at[1] / 1000;
        g[0] = -Math.sinh(x) - 2 * x * y * y;
        g[1] = (-4 * y * y * y - 2 * x * x * y) / 1000;
    };

    private static double[][] expected() {
        double x = AT[0];
        double y = AT[1] / 1000;
        double cross = 4 * x * y / 1000;
        return new double[][] {{Math.cosh(x) + 2 * y * y, cross}, {cross, (12 * y * y + 2 * x * x) / 1e6}};
    }

    private static HessianTimes times(double share, double skew) {
        double[][] h = expected();
        return (at, v, out) -> {
            out[0] = -share * (h[0][0] * v[0] + h[0][1] * v[1]);
            out[1] = -share * ((1 + skew) * h[1][0] * v[0] + h[1][1] * v[1]);
        };
    }

    private static void assertExpected(Curvature curvature, double tolerance) {
        double[][] h = expected();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double size = Math.sqrt(h[i][i] * h[j][j]);
                assertEquals(h[i][j], curvature.precision()[i][j], tolerance * size, i + ", " + j);
            }
        }
    }

    @Test
    void exact_ones_are_taken_where_differences_agree() {
        Curvature exact = Curvature.at(AT, GRADIENT, times(1, 0));
        assertTrue(exact.exact());
        assertExpected(exact, 1e-15);
    }

    @Test
    void without_them_differences_serve_to_eleven_digits() {
        Curvature differences = Curvature.at(AT, GRADIENT, null);
        assertFalse(differences.exact());
        assertExpected(differences, 1e-11);
        assertTrue(differences.error() < 1e-11, () -> "asymmetric by " + differences.error());
    }

    @Test
    void what_differences_contradict_or_is_not_symmetric_is_not_believed() {
        for (HessianTimes wrong : new HessianTimes[] {
            times(1.01, 0), times(0, 0), times(1, 0.01), (at, v, out) -> Arrays.fill(out, Double.NaN)
        }) {
            Curvature found = Curvature.at(AT, GRADIENT, wrong);
            assertFalse(found.exact());
            assertExpected(found, 1e-11);
        }
    }
}
