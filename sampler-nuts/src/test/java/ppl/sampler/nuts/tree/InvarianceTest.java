package ppl.sampler.nuts.tree;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.random.RandomKey;

/**
 * A transition leaves its target as it is: exact draws, one transition each, and the results must be exact draws again.
 * Each coordinate is turned into a uniform number and counted in 20 bins.
 *
 * <p>False alarms: a check fails beyond 4.5 standard errors (p = 3e-6), about 250 checks: with fresh seeds one run in
 * 1000 would fail.
 */
class InvarianceTest {

    private static final int BINS = 20;
    private static final double LIMIT = 4.5;

    /** Metrics: units; scales that do not fit. Step sizes: small, near the limit of stability. Depths: cut off or not. */
    static Stream<Arguments> settings() {
        return ExactTarget.all().stream().flatMap(target -> Stream.of(
                        new Setting(0.15, 10, false), new Setting(0.9, 10, true), new Setting(0.5, 2, true))
                .map(setting -> Arguments.of(target, setting)));
    }

    record Setting(double stepSize, int maxDepth, boolean oddMetric) {

        double[] scale(int dimension) {
            double[] scale = new double[dimension];
            for (int i = 0; i < dimension; i++) {
                scale[i] = oddMetric ? 0.6 + 0.4 * (i % 3) : 1;
            }
            return scale;
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_transition_leaves_exact_draws_exact(ExactTarget target, Setting setting) {
        check(target, setting, target.dimension() > 10 ? 20_000 : 100_000, 1);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("settings")
    void a_million_transitions_leave_exact_draws_exact(ExactTarget target, Setting setting) {
        check(target, setting, target.dimension() > 10 ? 100_000 : 1_000_000, 2);
    }

    private static void check(ExactTarget target, Setting setting, int draws, long seed) {
        int n = target.dimension();
        RandomKey exact = RandomKey.of(seed).fold("exact");
        Trajectory trajectory = new Trajectory(
                n, setting.maxDepth(), 1000, new NutsStreams(RandomKey.of(seed).fold("chain")), false);
        double[] scale = setting.scale(n);
        State state = new State(n);
        double[] gradient = new double[n];
        double[] u = new double[target.uniforms()];
        int[][] counts = new int[u.length][BINS];
        for (int i = 0; i < draws; i++) {
            target.draw().into(state.position, exact.fold(i));
            state.logp = target.density().at(state.position, state.gradient);
            trajectory.begin(i, state, scale, setting.stepSize());
            boolean finished = false;
            while (!finished) {
                finished = trajectory.tell(target.density().at(trajectory.ask(), gradient), gradient);
            }
            target.toUniforms().of(trajectory.draw().position, u);
            for (int c = 0; c < u.length; c++) {
                counts[c][Math.min((int) (u[c] * BINS), BINS - 1)]++;
            }
        }
        for (int c = 0; c < u.length; c++) {
            double errors = errors(counts[c], draws);
            assertTrue(
                    errors < LIMIT,
                    "uniform " + c + " is off by " + errors + " standard errors: " + Arrays.toString(counts[c]));
        }
    }

    /** Chi-square over the bins as a standard normal number, by the cube root of Wilson and Hilferty. */
    private static double errors(int[] counts, int draws) {
        double expected = (double) draws / BINS;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        double spread = 2.0 / (9 * (BINS - 1));
        return (Math.cbrt(chiSquare / (BINS - 1)) - (1 - spread)) / Math.sqrt(spread);
    }
}
