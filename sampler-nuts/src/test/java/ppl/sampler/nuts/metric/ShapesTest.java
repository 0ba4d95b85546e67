package ppl.sampler.nuts.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each metric is a linear map L with its transpose, and its L Lᵀ is the covariance it was made of. */
class ShapesTest {

    private static final double[] SCALE = {0.5, 2, 3};
    private static final double[][] DIRECTIONS = {{0.6, 0, 0.8}, {0.8, 0, -0.6}};
    private static final double[] VARIANCES = {9, 0.25};
    private static final double[][] COVARIANCE = {{4, 1, -0.5}, {1, 2, 0.3}, {-0.5, 0.3, 1}};

    /** A metric and the covariance that it should have. */
    record Case(Metric metric, double[][] covariance) {}

    static Stream<Case> cases() {
        DiagonalMetric diagonal = new DiagonalMetric(3);
        double[][] squares = new double[3][3];
        for (int i = 0; i < 3; i++) {
            squares[i][i] = SCALE[i] * SCALE[i];
            diagonal.variance(i, squares[i][i]);
        }
        return Stream.of(
                new Case(diagonal, squares),
                new Case(new LowRankMetric(SCALE.clone(), DIRECTIONS, VARIANCES), stretched()),
                new Case(new Spectrum(SCALE, VARIANCES, DIRECTIONS).dense(), stretched()),
                new Case(DenseMetric.of(COVARIANCE), COVARIANCE));
    }

    /** S (I + U (Λ − I) Uᵀ) S. */
    private static double[][] stretched() {
        double[][] out = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                out[i][j] = i == j ? 1 : 0;
                for (int k = 0; k < 2; k++) {
                    out[i][j] += (VARIANCES[k] - 1) * DIRECTIONS[k][i] * DIRECTIONS[k][j];
                }
                out[i][j] *= SCALE[i] * SCALE[j];
            }
        }
        return out;
    }

    private static double[] unit(int i) {
        double[] unit = new double[3];
        unit[i] = 1;
        return unit;
    }

    /** The columns of L, as rows. */
    private static double[][] columns(Metric metric) {
        double[][] columns = new double[3][3];
        for (int j = 0; j < 3; j++) {
            metric.drift(1, unit(j), columns[j]);
        }
        return columns;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_map_times_its_transpose_is_the_covariance(Case c) {
        double[][] columns = columns(c.metric());
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (double[] column : columns) {
                    sum += column[i] * column[j];
                }
                assertEquals(c.covariance()[i][j], sum, 1e-14 * 40, i + ", " + j);
            }
            assertEquals(c.covariance()[i][i], c.metric().variances()[i], 1e-14 * 40);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_force_is_the_transpose_of_a_drift(Case c) {
        double[][] columns = columns(c.metric());
        for (int i = 0; i < 3; i++) {
            double[] force = new double[3];
            c.metric().force(unit(i), force);
            for (int j = 0; j < 3; j++) {
                assertEquals(columns[j][i], force[j], 1e-14, i + ", " + j);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_drift_adds_step_times_momentum_to_a_position(Case c) {
        double[] position = {1, 2, 3};
        c.metric().drift(-0.5, new double[] {1, -1, 2}, position);
        double[][] columns = columns(c.metric());
        for (int i = 0; i < 3; i++) {
            double moved = columns[0][i] - columns[1][i] + 2 * columns[2][i];
            assertEquals(1 + i - 0.5 * moved, position[i], 1e-13);
        }
    }

    @Test
    void a_covariance_that_is_not_positive_definite_is_refused() {
        double[][] singular = {{1, 2}, {2, 4}};
        assertThrows(ArithmeticException.class, () -> DenseMetric.of(singular));
    }

    @Test
    void eigenvalues_of_a_second_difference_are_those_of_the_closed_form() {
        for (int n : new int[] {0, 1, 2, 3, 40}) {
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                a[i][i] = 2;
                if (i > 0) {
                    a[i][i - 1] = -1;
                    a[i - 1][i] = -1;
                }
            }
            SymmetricEigen eigen = SymmetricEigen.of(a);
            for (int k = 0; k < n; k++) {
                assertEquals(2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1)), eigen.values()[k], 1e-14);
            }
            assertDecomposes(a, eigen);
        }
    }

    @Test
    void matrices_with_equal_zero_and_very_different_eigenvalues_are_decomposed() {
        double[][] ones = new double[6][6];
        Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
        SymmetricEigen rankOne = SymmetricEigen.of(ones);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 6}, rankOne.values(), 1e-14);
        assertDecomposes(ones, rankOne);
        double[][] hilbert = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                hilbert[i][j] = 1.0 / (i + j + 1);
            }
        }
        // The product of all is the determinant, known in closed form.
        SymmetricEigen eigen = SymmetricEigen.of(hilbert);
        assertDecomposes(hilbert, eigen);
        assertEquals(1.6959389969219504, eigen.values()[7], 1e-14);
        double[][] zero = new double[4][4];
        assertDecomposes(zero, SymmetricEigen.of(zero));
    }

    @Test
    void a_matrix_that_is_not_finite_has_no_eigenvalues() {
        double[][] bad = {{1, Double.NaN}, {Double.NaN, 1}};
        assertThrows(ArithmeticException.class, () -> SymmetricEigen.of(bad));
    }

    private static void assertDecomposes(double[][] a, SymmetricEigen eigen) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            double[] v = eigen.vectors()[k];
            for (int i = 0; i < n; i++) {
                assertEquals(eigen.values()[k] * v[i], Dot.of(a[i], v), 1e-14 * n);
            }
            for (int l = 0; l < n; l++) {
                assertEquals(k == l ? 1 : 0, Dot.of(v, eigen.vectors()[l]), 1e-14 * n);
            }
            assertTrue(k == 0 || eigen.values()[k - 1] <= eigen.values()[k], "ascending");
        }
    }
}
