package ppl.samplers;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DenseMetric;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.metric.InvertibleMetric;
import ppl.sampler.nuts.metric.LowRankMetric;
import ppl.sampler.nuts.metric.Rotation;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;

/**
 * A transition of NUTS leaves its target as it is: exact draws, one transition each, and the results must be exact draws again, coordinate by
 * coordinate and in their energy.
 *
 * <p>False alarms: about 500 checks at p = {@value Uniforms#ALARM}: with fresh seeds one run in 2000 would fail.
 */
class TrajectoryInvarianceTest {

    /** Metrics: units; scales, directions and correlations that do not fit. Step sizes: small, near the limit of stability. Depths: cut off or not. */
    static Stream<Arguments> settings() {
        return ExactTarget.all().stream().flatMap(target -> Stream.of(
                        new Setting(0.15, 10, Odd.UNITS),
                        new Setting(0.9, 10, Odd.SCALES),
                        new Setting(0.5, 2, Odd.SCALES),
                        new Setting(0.4, 10, Odd.DIRECTIONS),
                        new Setting(0.4, 10, Odd.CORRELATIONS),
                        new Setting(0.5, 10, Odd.ROTATION),
                        new Setting(0.3, 3, Odd.ROTATION_WITH_DIRECTIONS))
                .map(setting -> Arguments.of(target, setting)));
    }

    record Setting(double stepSize, int maxDepth, Odd odd) {}

    /** Metrics, and flows with them, that have nothing to do with the target. */
    enum Odd {
        UNITS {
            @Override
            Flow flow(int n) {
                return new DiagonalMetric(n);
            }
        },
        SCALES {
            @Override
            Flow flow(int n) {
                DiagonalMetric metric = new DiagonalMetric(n);
                for (int i = 0; i < n; i++) {
                    metric.variance(i, Math.pow(0.6 + 0.4 * (i % 3), 2));
                }
                return metric;
            }
        },
        DIRECTIONS {
            @Override
            Flow flow(int n) {
                double[] even = new double[n];
                double[] alternating = new double[n];
                for (int i = 0; i < n; i++) {
                    even[i] = 1 / Math.sqrt(n);
                    alternating[i] = (i < n - n % 2 ? 1 - 2 * (i % 2) : 0) / Math.sqrt(n - n % 2);
                }
                double[] scale = new double[n];
                Arrays.setAll(scale, i -> 0.8 + 0.3 * (i % 2));
                return n == 1
                        ? new LowRankMetric(scale, new double[][] {even}, new double[] {2})
                        : new LowRankMetric(scale, new double[][] {even, alternating}, new double[] {2, 0.3});
            }
        },
        CORRELATIONS {
            @Override
            Flow flow(int n) {
                double[][] covariance = new double[n][n];
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        covariance[i][j] = Math.pow(-0.6, Math.abs(i - j));
                    }
                }
                return DenseMetric.of(covariance);
            }
        },
        ROTATION {
            @Override
            Flow flow(int n) {
                return around((InvertibleMetric) SCALES.flow(n));
            }
        },
        ROTATION_WITH_DIRECTIONS {
            @Override
            Flow flow(int n) {
                return around((InvertibleMetric) DIRECTIONS.flow(n));
            }
        };

        /** A normal law around a point that is no centre. */
        private static Flow around(InvertibleMetric metric) {
            double[] centre = new double[metric.dimension()];
            Arrays.setAll(centre, i -> 0.3 - 0.2 * (i % 4));
            return new Rotation(metric, centre);
        }

        abstract Flow flow(int n);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_transition_leaves_exact_draws_exact(ExactTarget target, Setting setting) {
        check(target, setting, Uniforms.draws(target.dimension() > 10 ? 12_000 : 60_000), 1);
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
        Flow flow = setting.odd().flow(n);
        State state = new State(n);
        double[] gradient = new double[n];
        Uniforms uniforms = new Uniforms(target, draws, seed);
        for (int i = 0; i < draws; i++) {
            target.draw().into(state.position, exact.fold(i));
            state.logp = target.density().at(state.position, state.gradient);
            trajectory.begin(i, state, flow, setting.stepSize());
            boolean finished = false;
            while (!finished) {
                finished = trajectory.tell(target.density().at(trajectory.ask(), gradient), gradient);
            }
            uniforms.add(trajectory.draw().position, trajectory.draw().logp);
        }
        uniforms.check();
    }
}
