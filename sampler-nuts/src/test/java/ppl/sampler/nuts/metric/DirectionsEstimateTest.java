package ppl.sampler.nuts.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

class DirectionsEstimateTest {

    private final RandomKey key = RandomKey.of(4);

    /** A density by the slope at a point, and how draws of it come from standard normals. */
    private interface Law {
        void at(double[] normals, double[] draw, double[] gradient);
    }

    /** Two coordinates of scales 1 and 100 that correlate by −0.9999, and others that are independent. */
    private static void ridge(double[] z, double[] x, double[] g) {
        double rho = -0.9999;
        double rest = Math.sqrt(1 - rho * rho);
        double b = rho * z[0] + rest * z[1];
        for (int i = 2; i < x.length; i++) {
            x[i] = 5 + z[i] / i;
            g[i] = -z[i] * i;
        }
        x[0] = z[0];
        x[1] = 100 * b;
        g[0] = -(z[0] - rho * b) / (rest * rest);
        g[1] = -(b - rho * z[0]) / (rest * rest) / 100;
    }

    /** The scale of all others depends on the first. */
    private static void funnel(double[] z, double[] x, double[] g) {
        x[0] = 3 * z[0];
        g[0] = -x[0] / 9 - 0.5 * (x.length - 1);
        double sd = Math.exp(0.5 * x[0]);
        for (int i = 1; i < x.length; i++) {
            x[i] = sd * z[i];
            g[i] = -z[i] / sd;
            g[0] += 0.5 * z[i] * z[i];
        }
    }

    private static void independent(double[] z, double[] x, double[] g) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sinh(z[i]);
            double slope = Math.cosh(z[i]);
            g[i] = -(z[i] + Math.tanh(z[i])) / slope;
        }
    }

    private Metric learn(MetricKind kind, int n, int draws, Law law) {
        return flow(kind, n, draws, law).metric();
    }

    private Flow flow(MetricKind kind, int n, int draws, Law law) {
        Estimate estimate = Estimate.of(kind, n, true, 0);
        DiagonalMetric diagonal = new DiagonalMetric(n);
        Flow flow = diagonal;
        HostNumbers numbers = new HostNumbers();
        double[] z = new double[n];
        for (int i = 0; i < draws; i++) {
            double[] x = new double[n];
            double[] g = new double[n];
            numbers.fill(key, i, z);
            law.at(z, x, g);
            estimate.add(x, g);
            flow = estimate.flow(diagonal, flow);
        }
        return flow;
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "LOW_RANK", "DENSE"})
    void a_ridge_is_found_exactly_from_a_few_draws(MetricKind kind) {
        Metric metric = learn(kind, 6, 10, DirectionsEstimateTest::ridge);
        double[] variances = metric.variances();
        assertEquals(1, variances[0], 1e-4);
        assertEquals(1e4, variances[1], 1);
        assertEquals(1.0 / 9, variances[3], 1e-5);
        // Along the ridge's normal the slope is steep, and the metric must be narrow: forces are of order 1.
        double[] gradient = {-1 / (1 - 0.9999 * 0.9999), -0.9999 / (1 - 0.9999 * 0.9999) / 100, 0, 0, 0, 0};
        double[] force = new double[6];
        metric.force(gradient, force);
        assertEquals(1 / (1 - 0.9999 * 0.9999), Dot.of(force, force), 0.01 / (1 - 0.9999 * 0.9999));
    }

    @Test
    void a_ridge_is_found_in_more_coordinates_than_there_are_draws() {
        LowRankMetric metric =
                assertInstanceOf(LowRankMetric.class, learn(MetricKind.AUTO, 1000, 200, DirectionsEstimateTest::ridge));
        assertEquals(2, metric.rank(), "one direction along the ridge and one across");
        assertEquals(1, metric.variances()[0], 1e-3);
        assertEquals(1e4, metric.variances()[1], 10);
    }

    /** One mean common to all, ten times as wide as the rest: scales alone are three times as wide as what is left. */
    @Test
    void the_rest_of_many_coordinates_has_its_own_scale_beside_a_strong_direction() {
        int n = 400;
        Law law = (z, x, g) -> {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += z[i] / n;
            }
            // The covariance is 0.1² I + 11ᵀ, so its inverse is 100 I less 100 / (n + 0.01) 11ᵀ.
            double wide = Math.sqrt(1 + 0.01 / n) * Math.sqrt(n) * mean;
            for (int i = 0; i < n; i++) {
                x[i] = 0.1 * (z[i] - mean) + wide;
                g[i] = -10 * (z[i] - mean) - wide / (n + 0.01);
            }
        };
        Metric metric = learn(MetricKind.AUTO, n, 60, law);
        double[] contrast = new double[n];
        contrast[3] = Math.sqrt(0.5);
        contrast[200] = -Math.sqrt(0.5);
        double[] force = new double[n];
        metric.force(contrast, force);
        assertEquals(0.1, Math.sqrt(Dot.of(force, force)), 0.02, "the standard deviation of a difference");
        assertTrue(metric.rank() <= 4, () -> "directions: " + metric.rank());
    }

    /** Draws fewer than coordinates propose many directions besides the true one, which later draws do not confirm. */
    @Test
    void directions_that_held_out_draws_do_not_confirm_are_left_out() {
        int n = 200;
        Law law = (z, x, g) -> {
            for (int i = 0; i < n; i++) {
                double sd = i == 7 ? 100 : 1;
                // A turn by 45° of two coordinates, so that no scale fits.
                int beside = i == 7 ? 8 : 7;
                boolean turned = i == 7 || i == 8;
                double along = sd * z[i];
                double across = (beside == 7 ? 100 : 1) * z[beside];
                double h = Math.sqrt(0.5);
                x[i] = turned ? h * (i == 7 ? along - across : along + across) : along;
                double force = -z[i] / sd;
                double other = -z[beside] / (beside == 7 ? 100 : 1);
                g[i] = turned ? h * (i == 7 ? force - other : force + other) : force;
            }
        };
        for (int draws : new int[] {60, 120, 300}) {
            int rank = learn(MetricKind.AUTO, n, draws, law).rank();
            assertTrue(rank >= 1 && rank <= 4, () -> "directions: " + rank);
        }
    }

    @Test
    void what_is_not_linear_is_left_to_a_diagonal_metric() {
        for (Law law : new Law[] {DirectionsEstimateTest::funnel, DirectionsEstimateTest::independent}) {
            for (int draws : new int[] {10, 40, 100, 400}) {
                assertInstanceOf(DiagonalMetric.class, learn(MetricKind.AUTO, 10, draws, law), draws + " draws");
            }
        }
    }

    @Test
    void independent_normals_have_no_directions() {
        Law law = (z, x, g) -> {
            for (int i = 0; i < x.length; i++) {
                x[i] = (i + 1) * z[i];
                g[i] = -z[i] / (i + 1);
            }
        };
        assertEquals(0, learn(MetricKind.LOW_RANK, 30, 50, law).rank());
        assertInstanceOf(DiagonalMetric.class, learn(MetricKind.AUTO, 30, 50, law));
    }

    /** A chain on its way from a bad start must neither end nor take a metric from what it meets there. */
    @ParameterizedTest
    @EnumSource(names = {"AUTO", "LOW_RANK", "DENSE"})
    void gradients_that_overflow_or_are_none_leave_the_metric_diagonal(MetricKind kind) {
        for (double bad : new double[] {1e200, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN}) {
            Law law = (z, x, g) -> {
                ridge(z, x, g);
                g[0] = z[0] > 1 ? bad : g[0];
            };
            assertInstanceOf(DiagonalMetric.class, learn(kind, 4, 60, law), kind + " " + bad);
        }
    }

    /** Draws along one line only, 10^9 times as long as anything across. */
    @ParameterizedTest
    @EnumSource(names = {"AUTO", "LOW_RANK", "DENSE"})
    void a_posterior_that_is_singular_up_to_rounding_has_a_finite_metric(MetricKind kind) {
        Law law = (z, x, g) -> {
            double thin = 1e-9 * z[1];
            x[0] = z[0] + thin;
            x[1] = z[0] - thin;
            x[2] = z[2];
            g[0] = -0.5 * z[0] - 0.5e9 * z[1];
            g[1] = -0.5 * z[0] + 0.5e9 * z[1];
            g[2] = -z[2];
        };
        Metric metric = learn(kind, 3, 60, law);
        double[] moved = new double[3];
        metric.drift(1, new double[] {1, -1, 1}, moved);
        double[] force = new double[3];
        metric.force(new double[] {1, 1, 1}, force);
        for (int i = 0; i < 3; i++) {
            assertTrue(Double.isFinite(moved[i]) && Double.isFinite(force[i]), kind + " at " + i);
            assertTrue(metric.variances()[i] > 0, kind + " at " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "LOW_RANK"})
    void trajectories_of_a_normal_posterior_rotate_about_its_centre(MetricKind kind) {
        Rotation rotation = assertInstanceOf(Rotation.class, flow(kind, 7, 60, DirectionsEstimateTest::ridge));
        double[] centre = {0, 0, 5, 5, 5, 5, 5};
        double[] offset = new double[7];
        rotation.locate(centre, offset);
        for (double y : offset) {
            assertEquals(0, y, 1e-3);
        }
    }

    @Test
    void trajectories_of_other_posteriors_and_the_first_draws_do_not_rotate() {
        assertInstanceOf(Metric.class, flow(MetricKind.AUTO, 7, 15, DirectionsEstimateTest::ridge), "too few draws");
        assertInstanceOf(
                Metric.class,
                flow(MetricKind.AUTO, 6, 60, DirectionsEstimateTest::ridge),
                "leapfrogs take longer steps");
        assertInstanceOf(Metric.class, flow(MetricKind.DENSE, 7, 60, DirectionsEstimateTest::ridge));
        assertInstanceOf(Metric.class, flow(MetricKind.AUTO, 10, 400, DirectionsEstimateTest::funnel));
        assertInstanceOf(Metric.class, flow(MetricKind.AUTO, 10, 400, DirectionsEstimateTest::independent));
    }

    @Test
    void a_normal_law_explains_the_whole_force_of_a_normal_posterior_and_less_of_others() {
        DrawStore store = new DrawStore(1);
        DiagonalMetric metric = new DiagonalMetric(1);
        metric.variance(0, 4);
        for (double x : new double[] {1, 4, 5, 7}) {
            store.add(new double[] {x}, new double[] {-(x - 3) / 4});
        }
        Likeness likeness = new Likeness(metric, store);
        assertEquals(3, likeness.centre(0, 2)[0], 1e-15);
        assertEquals(1, likeness.explained(new double[] {3}, 2, 4), 1e-15);
        // Offsets 1.5 and 2.5 from the centre 2, forces −1 and −2: squares of 0.5 twice are left of 1 and 4.
        assertEquals(1 - 0.5 / 5, likeness.explained(new double[] {2}, 2, 4), 1e-15);
    }

    /** Draws 3 times as wide along the first axis as the scale says, gradients 4 times as steep along the second. */
    @Test
    void a_direction_promises_what_other_draws_confirm_of_it() {
        double[] scale = {1, 1};
        ScaledDraws some =
                new ScaledDraws(scale, new double[][] {{3, 0}, {-3, 0.5}}, new double[][] {{0, 4}, {0.1, -4}});
        ScaledDraws others =
                new ScaledDraws(scale, new double[][] {{-3, 0}, {3, 0.2}}, new double[][] {{0.3, 4}, {0, -4}});
        assertEquals(12, others.promise(some), 0.2);
        ScaledDraws round = new ScaledDraws(scale, new double[][] {{1, 0}, {0, -1}}, new double[][] {{0, 1}, {-1, 0}});
        assertEquals(1, round.promise(some), 1e-12);
        ScaledDraws none = new ScaledDraws(scale, new double[][] {{0, 0}}, new double[][] {{0, 0}});
        assertEquals(1, others.promise(none), 1e-12);
    }

    @Test
    void a_single_coordinate_and_the_first_draws_keep_what_there_is() {
        Estimate estimate = Estimate.of(MetricKind.AUTO, 1, true, 0);
        DiagonalMetric diagonal = new DiagonalMetric(1);
        for (int i = 0; i < 30; i++) {
            estimate.add(new double[] {i % 3}, new double[] {-i % 3});
            assertSame(diagonal, estimate.flow(diagonal, diagonal));
        }
    }

    @Test
    void the_rank_weighs_shorter_trajectories_against_longer_leapfrogs() {
        double[] scale = {1, 1, 1, 1};
        double[][] units = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        Spectrum spectrum = new Spectrum(scale, new double[] {100, 3, 2.9, 1.5}, units);
        assertEquals(3, spectrum.worthwhile(2, 0));
        assertEquals(3, spectrum.worthwhile(2, 0.03));
        assertEquals(1, spectrum.worthwhile(2, 0.5), "two more directions cost more than they save");
        assertEquals(0, spectrum.worthwhile(2, 100));
        assertEquals(0, spectrum.worthwhile(200, 0), "all within the cutoff");
    }

    @Test
    void old_draws_are_forgotten_when_memory_is_full() {
        DrawStore store = new DrawStore(10_000);
        double[] draw = new double[10_000];
        for (int i = 0; i < 250; i++) {
            draw[0] = i;
            store.add(draw, draw);
        }
        assertEquals(100, store.count());
        assertEquals(150, store.draw(0)[0]);
        assertEquals(249, store.gradient(99)[0]);
        assertTrue(store.draw(50)[0] == 200, "oldest first");
    }
}
