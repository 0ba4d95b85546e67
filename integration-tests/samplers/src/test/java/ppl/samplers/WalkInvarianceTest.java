package ppl.samplers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.graph.random.RandomKey;
import ppl.sampler.rw.RandomWalk;

/**
 * An iteration of the random walk leaves its target as it is, whatever it proposes and of real coordinates and whole numbers: exact draws, one iteration each, and the
 * results must be exact draws again.
 *
 * <p>False alarms: about 200 checks at p = {@value Uniforms#ALARM}.
 */
class WalkInvarianceTest {

    static Stream<Arguments> settings() {
        Stream<ExactCounts.Mixed> real = ExactTarget.all().stream()
                .filter(t -> t.dimension() < 10)
                .map(t -> new ExactCounts.Mixed(
                        t, List.of(new Block("x", Block.Measure.CONTINUOUS, 0, t.dimension()))));
        return Stream.concat(real, ExactCounts.all().stream())
                .flatMap(target -> Stream.of(
                                Map.<String, Object>of(),
                                Map.<String, Object>of("proposal", "cauchy", "grouping", "coordinate"),
                                Map.<String, Object>of("proposal", "laplace", "scaling", 0.7),
                                Map.<String, Object>of("proposal", "uniform", "scaling", 3))
                        .map(options -> Arguments.of(target, options)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void an_iteration_leaves_exact_draws_exact(ExactCounts.Mixed target, Map<String, Object> options) {
        check(target, options, Uniforms.draws(15_000), 1);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("settings")
    void a_million_iterations_leave_exact_draws_exact(ExactCounts.Mixed target, Map<String, Object> options) {
        check(target, options, 1_000_000, 2);
    }

    private static void check(ExactCounts.Mixed mixed, Map<String, Object> options, int draws, long seed) {
        ExactTarget target = mixed.target();
        RandomKey exact = RandomKey.of(seed).fold("exact");
        RandomKey keys = RandomKey.of(seed).fold("chain");
        double[] start = new double[target.dimension()];
        double[] gradient = new double[start.length];
        Uniforms uniforms = new Uniforms(target, draws, seed);
        for (int i = 0; i < draws; i++) {
            target.draw().into(start, exact.fold(i));
            Chain chain = new RandomWalk().start(new ChainSpec(mixed.blocks(), start, 0, 1, keys.fold(i), options));
            boolean finished = false;
            while (!finished) {
                finished = chain.tell(target.density().at(chain.ask(), gradient), gradient);
            }
            uniforms.add(chain.position(), chain.logp());
        }
        uniforms.check();
    }
}
