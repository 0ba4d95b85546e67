package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.sampler.nuts.metric.DiagonalMetric;

class LeapfrogTest {

    private final DiagonalMetric metric = new DiagonalMetric(2);
    private final double[] force = new double[2];
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
        metric.force(gradient, force);
        Leapfrog.kickAndDrift(stepSize, metric, force, r.clone(), r, q);
        logp();
        Leapfrog.kick(stepSize, metric, gradient.clone(), force, r);
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
}
