package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.metric.Rotation;

class LeapfrogTest {

    private final DiagonalMetric metric = new DiagonalMetric(2);
    private final double[] force = new double[2];
    private final double[] offset = new double[2];
    private Flow flow = metric;
    private final double[] q = {0.3, -1};
    private final double[] gradient = new double[2];
    private final double[] r = {0.7, 0.2};

    LeapfrogTest() {
        metric.variance(0, 0.25);
        metric.variance(1, 4);
    }

    /** A normal with standard deviations 1 and 3. */
    private double logp() {
        gradient[0] = -q[0];
        gradient[1] = -q[1] / 9;
        return -0.5 * (q[0] * q[0] + q[1] * q[1] / 9);
    }

    private void step(double stepSize) {
        logp();
        flow.locate(q, offset);
        flow.force(gradient, offset, force);
        Leapfrog.kickAndMove(stepSize, flow, force, r.clone(), r, q, offset);
        logp();
        Leapfrog.kick(stepSize, flow, gradient.clone(), offset, force, r);
    }

    private double energy() {
        return 0.5 * Leapfrog.square(r) - logp();
    }

    @Test
    void a_step_back_undoes_a_step() {
        step(0.3);
        step(-0.3);
        assertEquals(0.3, q[0], 1e-15);
        assertEquals(-1, q[1], 1e-15);
        assertEquals(0.7, r[0], 1e-15);
        assertEquals(0.2, r[1], 1e-15);
    }

    @Test
    void one_step_is_that_of_the_formula() {
        step(0.1);
        // p = r / scale, M⁻¹ = scale²
        double p = 0.7 / 0.5 - 0.05 * 0.3;
        double x = 0.3 + 0.1 * 0.25 * p;
        assertEquals(x, q[0], 1e-15);
        assertEquals((p - 0.05 * x) * 0.5, r[0], 1e-15);
    }

    @Test
    void the_energy_error_falls_with_the_square_of_the_step_size() {
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            q[0] = 0.3;
            q[1] = -1;
            r[0] = 0.7;
            r[1] = 0.2;
            double before = energy();
            int steps = 10 << i;
            for (int s = 0; s < steps; s++) {
                step(1.0 / steps);
            }
            errors[i] = Math.abs(energy() - before);
        }
        assertEquals(4, errors[0] / errors[1], 0.1);
        assertTrue(errors[0] > 1e-6);
    }

    /** A law that is not the target: neither centre nor scales fit. */
    private Rotation odd() {
        return new Rotation(metric, new double[] {1, -0.4});
    }

    @Test
    void a_step_back_undoes_a_step_with_a_rotation() {
        flow = odd();
        a_step_back_undoes_a_step();
    }

    @Test
    void the_energy_error_of_a_rotation_falls_with_the_square_of_the_step_size() {
        flow = odd();
        the_energy_error_falls_with_the_square_of_the_step_size();
    }

    /** The determinant of the map from position and momentum, by differences. */
    @Test
    void a_rotation_keeps_volumes_whatever_the_target_is() {
        flow = odd();
        double[][] columns = new double[4][4];
        double h = 1e-5;
        for (int c = 0; c < 4; c++) {
            for (int side = -1; side <= 1; side += 2) {
                double[] at = {0.3, -1, 0.7, 0.2};
                at[c] += side * h;
                System.arraycopy(at, 0, q, 0, 2);
                System.arraycopy(at, 2, r, 0, 2);
                step(1.1);
                for (int i = 0; i < 4; i++) {
                    columns[c][i] += side * (i < 2 ? q[i] : r[i - 2]) / (2 * h);
                }
            }
        }
        assertEquals(1, determinant(columns), 1e-9);
    }

    private static double determinant(double[][] a) {
        double product = 1;
        for (int k = 0; k < a.length; k++) {
            product *= a[k][k];
            for (int i = k + 1; i < a.length; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < a.length; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return product;
    }

    @Test
    void steps_of_any_length_keep_the_energy_of_the_normal_that_a_rotation_knows() {
        metric.variance(0, 1);
        metric.variance(1, 9);
        flow = new Rotation(metric, new double[2]);
        double before = energy();
        double length = Math.sqrt(before * 2);
        for (double stepSize : new double[] {0.01, 0.7, 3, -20}) {
            double x = q[0];
            double p = r[0];
            step(stepSize);
            assertEquals(before, energy(), 1e-14);
            double angle = 2 * Math.atan(stepSize / 2);
            assertEquals(x * Math.cos(angle) + p * Math.sin(angle), q[0], 1e-14 * length);
            assertEquals(p * Math.cos(angle) - x * Math.sin(angle), r[0], 1e-14 * length);
        }
    }

    @Test
    void kicks_last_as_long_as_the_rotation() {
        for (double stepSize = -1.2; stepSize <= 1.2; stepSize += 0.1) {
            assertEquals(2 * Math.atan(stepSize / 2), odd().time(stepSize), 1e-5);
        }
    }
}
