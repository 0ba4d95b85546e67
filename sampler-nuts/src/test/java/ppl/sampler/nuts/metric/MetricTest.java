package ppl.sampler.nuts.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void the_fisher_estimate_of_independent_normals_is_exact_after_two_draws() {
        double[] variances = {1e-6, 1, 1e6};
        FisherEstimate estimate = new FisherEstimate(3);
        double[][] draws = {{0.001, 0.3, -2000}, {-0.0003, 1.2, 300}};
        for (double[] x : draws) {
            double[] gradient = new double[3];
            for (int i = 0; i < 3; i++) {
                gradient[i] = -(x[i] - 1) / variances[i];
            }
            estimate.add(x, gradient);
        }
        DiagonalMetric metric = new DiagonalMetric(3);
        estimate.writeTo(metric);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, metric.scale()[i] / Math.sqrt(variances[i]), 1e-9);
        }
    }

    @Test
    void the_fisher_estimate_weighs_draws_and_gradients_alike_however_many_there_are() {
        for (int n : new int[] {10, 1000}) {
            FisherEstimate estimate = new FisherEstimate(1);
            for (int i = 0; i < n; i++) {
                estimate.add(new double[] {i % 2}, new double[] {3 * (i % 2)});
            }
            DiagonalMetric metric = new DiagonalMetric(1);
            estimate.writeTo(metric);
            assertEquals(1 / Math.sqrt(3), metric.scale()[0], 1e-12);
        }
    }

    @Test
    void a_coordinate_that_has_not_moved_keeps_its_variance() {
        FisherEstimate estimate = new FisherEstimate(3);
        // still; without gradient; with a gradient that never changes
        estimate.add(new double[] {1, 1, 1}, new double[] {1, 0, 3});
        estimate.add(new double[] {1, 2, 2}, new double[] {2, 0, 3});
        DiagonalMetric metric = new DiagonalMetric(3);
        metric.variance(0, 4);
        metric.variance(1, 9);
        metric.variance(2, 16);
        estimate.writeTo(metric);
        assertArrayEquals(new double[] {2, 3, 4}, metric.scale());
    }

    @Test
    void bad_variances_are_ignored_and_extreme_ones_limited() {
        DiagonalMetric metric = new DiagonalMetric(1);
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            metric.variance(0, bad);
            assertEquals(1, metric.scale()[0]);
        }
        metric.variance(0, 1e300);
        assertEquals(1e10, metric.scale()[0]);
        metric.variance(0, 1e-300);
        assertEquals(1e-10, metric.scale()[0], 1e-25);
    }

    @Test
    void the_variance_estimate_is_shrunk_as_in_stan() {
        VarianceEstimate estimate = new VarianceEstimate(1);
        for (double x : new double[] {1, 2, 3, 6}) {
            estimate.add(new double[] {x});
        }
        DiagonalMetric metric = new DiagonalMetric(1);
        estimate.writeTo(metric);
        double variance = 14.0 / 3;
        assertEquals(Math.sqrt((4 * variance + 5e-3) / 9), metric.scale()[0], 1e-14);
    }

    @Test
    void an_estimate_that_is_cleared_has_forgotten_everything() {
        RunningVariance variance = new RunningVariance(1);
        variance.add(new double[] {100});
        variance.add(new double[] {-100});
        variance.clear();
        variance.add(new double[] {1});
        variance.add(new double[] {3});
        assertEquals(2, variance.squares(0), 1e-15);
        assertEquals(2, variance.count());
    }

    @Test
    void inner_products_of_any_length_are_right() {
        for (int n = 0; n < 40; n++) {
            double[] a = new double[n];
            double[] b = new double[n];
            double expected = 0;
            for (int i = 0; i < n; i++) {
                a[i] = i + 1;
                b[i] = 2 * i - 7;
                expected += a[i] * b[i];
            }
            assertEquals(expected, Dot.of(a, b));
        }
    }

    @Test
    void a_metric_made_of_the_covariance_of_another_moves_alike() {
        double h = Math.sqrt(0.5);
        double[] scale = {1, 3, 0.2, 7, 1, 2};
        double[][] one = {{0, h, 0, -h, 0, 0}};
        double[][] several = {{0, h, 0, -h, 0, 0}, {1, 0, 0, 0, 0, 0}, {0, 0, 0, 0, h, h}};
        DiagonalMetric diagonal = new DiagonalMetric(6);
        for (int i = 0; i < 6; i++) {
            diagonal.variance(i, scale[i] * scale[i]);
        }
        Spectrum few = new Spectrum(scale, new double[] {40}, one);
        Spectrum many = new Spectrum(scale, new double[] {40, 0.01, 5}, several);
        for (Metric metric : new Metric[] {diagonal, few.lowRank(), few.dense(), many.lowRank(), many.dense()}) {
            Metric copy = Metric.of(metric.covariance());
            double[] gradient = {1, -2, 3, 0.5, 0.25, 9};
            double[] force = new double[6];
            double[] drift = new double[6];
            double[] forceOfCopy = new double[6];
            double[] driftOfCopy = new double[6];
            metric.force(gradient, force);
            copy.force(gradient, forceOfCopy);
            // L itself is not unique, but L Lᵀ is.
            metric.drift(0.1, force, drift);
            copy.drift(0.1, forceOfCopy, driftOfCopy);
            assertArrayEquals(drift, driftOfCopy, 1e-9, metric.getClass() + " of rank " + metric.rank());
            assertArrayEquals(metric.variances(), copy.variances(), 1e-9);
        }
    }
}
