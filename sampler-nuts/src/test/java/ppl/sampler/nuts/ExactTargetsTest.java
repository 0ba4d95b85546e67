package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole chains, warm-up included, on targets with known moments. Means and mean squares are within 4.5 Monte Carlo
 * standard errors, estimated from 50 batches (t-distribution, p = 4e-5 each); about 60 checks: with fresh seeds one run in
 * 400 would fail.
 */
class ExactTargetsTest {

    private static final double LIMIT = 4.5;

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "stan"})
    void normals_of_very_different_scales(String adaptation) {
        double[] sd = {1e-3, 0.1, 1, 30, 1e4};
        SingleChain.Run run = SingleChain.run(
                Target.normal(sd), new double[] {0.1, 1, 1, 1, 1}, 1000, 10_000, 21, Map.of("adaptation", adaptation));
        for (int i = 0; i < sd.length; i++) {
            assertMoments(run.coordinate(i), 0, sd[i] * sd[i]);
        }
        assertEquals(0, mean(run.statistic(NutsStatistic.DIVERGING)));
        // Stan's shrinkage towards 1e-3 leaves the narrowest coordinate a scale three times its own.
        assertTrue(
                mean(run.statistic(NutsStatistic.N_STEPS)) < (adaptation.equals("fisher") ? 10 : 30),
                "the metric has been found");
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.08", "0.8, 0.04", "0.95, 0.02"})
    void the_acceptance_rate_is_the_one_asked_for(double target, double tolerance) {
        double[] sd = new double[50];
        Arrays.fill(sd, 2);
        SingleChain.Run run = SingleChain.run(
                Target.normal(sd), sd, 1000, 1000, 22, Map.of("target_accept", target, "trajectory", "leapfrog"));
        assertEquals(target, mean(run.statistic(NutsStatistic.ACCEPTANCE_RATE)), tolerance);
    }

    @Test
    void trajectories_of_normals_are_three_steps_that_keep_the_energy() {
        double[] sd = new double[50];
        Arrays.fill(sd, 2);
        SingleChain.Run rotating = SingleChain.run(Target.normal(sd), sd, 400, 1000, 22, Map.of());
        assertEquals(3, mean(rotating.statistic(NutsStatistic.N_STEPS)), 0.5);
        assertEquals(1, mean(rotating.statistic(NutsStatistic.ACCEPTANCE_RATE)), 1e-3);
        SingleChain.Run leaping =
                SingleChain.run(Target.normal(sd), sd, 400, 1000, 22, Map.of("trajectory", "leapfrog"));
        assertTrue(mean(leaping.statistic(NutsStatistic.N_STEPS)) > 5);
    }

    @Test
    void correlated_normals() {
        double rho = 0.95;
        Target target = new Target(2, (x, g) -> {
            double scale = 1 / (1 - rho * rho);
            g[0] = -(x[0] - rho * x[1]) * scale;
            g[1] = -(x[1] - rho * x[0]) * scale;
            return 0.5 * (x[0] * g[0] + x[1] * g[1]);
        });
        SingleChain.Run run = SingleChain.run(target, new double[] {3, -3}, 1000, 20_000, 23, Map.of());
        assertMoments(run.coordinate(0), 0, 1);
        assertMoments(run.coordinate(1), 0, 1);
        double[] product =
                Arrays.stream(run.draws()).mapToDouble(x -> x[0] * x[1]).toArray();
        assertTrue(SingleChain.errors(product, rho) < LIMIT);
    }

    @Test
    void a_funnel_without_its_neck() {
        Target target = new Target(3, (x, g) -> {
            double precision = Math.exp(-2 * x[0]);
            double squares = precision * (x[1] * x[1] + x[2] * x[2]);
            g[0] = -4 * x[0] + squares - 2;
            g[1] = -precision * x[1];
            g[2] = -precision * x[2];
            return -2 * x[0] * x[0] - 0.5 * squares - 2 * x[0];
        });
        SingleChain.Run run =
                SingleChain.run(target, new double[] {1, 1, 1}, 1000, 40_000, 24, Map.of("target_accept", 0.95));
        assertMoments(run.coordinate(0), 0, 0.25);
        assertMoments(run.coordinate(1), 0, Math.exp(0.5));
    }

    @Test
    void students_t_with_10_degrees_of_freedom() {
        Target target = new Target(1, (x, g) -> {
            g[0] = -11 * x[0] / (10 + x[0] * x[0]);
            return -5.5 * Math.log(10 + x[0] * x[0]);
        });
        SingleChain.Run run = SingleChain.run(target, new double[] {10}, 1000, 20_000, 25, Map.of());
        assertMoments(run.coordinate(0), 0, 1.25);
    }

    @Test
    void a_half_normal_on_the_log_scale() {
        Target target = new Target(1, (x, g) -> {
            double square = Math.exp(2 * x[0]);
            g[0] = 1 - square;
            return x[0] - 0.5 * square;
        });
        double[] x = Arrays.stream(SingleChain.run(target, new double[1], 1000, 20_000, 26, Map.of())
                        .coordinate(0))
                .map(Math::exp)
                .toArray();
        assertMoments(x, Math.sqrt(2 / Math.PI), 1);
    }

    @Test
    void step_size_jitter_leaves_the_target_as_it_is_and_moves_the_step_size() {
        SingleChain.Run run =
                SingleChain.run(Target.normal(1, 2), new double[2], 500, 10_000, 27, Map.of("step_size_jitter", 0.3));
        assertMoments(run.coordinate(1), 0, 4);
        double[] step = run.statistic(NutsStatistic.STEP_SIZE);
        double bar = run.statistic(NutsStatistic.STEP_SIZE_BAR)[0];
        assertEquals(bar * 0.7, Arrays.stream(step).min().orElseThrow(), 0.01 * bar);
        assertEquals(bar * 1.3, Arrays.stream(step).max().orElseThrow(), 0.01 * bar);
    }

    @Test
    void a_given_metric_and_step_size_are_used_when_there_is_no_warm_up() {
        SingleChain.Run run = SingleChain.run(
                Target.normal(1e-3, 1e3),
                new double[] {1e-3, 1e3},
                0,
                10_000,
                28,
                Map.of("step_size", 0.8, "inverse_mass_matrix", new double[] {1e-6, 1e6}));
        assertMoments(run.coordinate(0), 0, 1e-6);
        assertMoments(run.coordinate(1), 0, 1e6);
        assertEquals(0.8, run.statistic(NutsStatistic.STEP_SIZE)[0]);
        assertTrue(mean(run.statistic(NutsStatistic.N_STEPS)) < 8);
    }

    @Test
    void energy_is_kinetic_energy_minus_logp() {
        // K is chi-square with 2 degrees of freedom over 2, given the position: mean 1 at the start of a trajectory.
        SingleChain.Run run = SingleChain.run(Target.normal(1, 1), new double[2], 500, 20_000, 29, Map.of());
        double[] energy = run.statistic(NutsStatistic.ENERGY);
        double[] lp = run.statistic(NutsStatistic.LP);
        double[] kinetic = new double[energy.length];
        for (int i = 0; i < energy.length; i++) {
            assertTrue(energy[i] >= -lp[i]);
            kinetic[i] = energy[i] + lp[i];
        }
        assertTrue(SingleChain.errors(kinetic, 1) < LIMIT);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static void assertMoments(double[] x, double mean, double meanSquare) {
        double first = SingleChain.errors(x, mean);
        double second = SingleChain.errors(Arrays.stream(x).map(v -> v * v).toArray(), meanSquare);
        assertTrue(first < LIMIT, "the mean is off by " + first + " errors");
        assertTrue(second < LIMIT, "the mean square is off by " + second + " errors");
    }
}
