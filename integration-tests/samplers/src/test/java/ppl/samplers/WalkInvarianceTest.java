package ppl.samplers;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainNeed;
import ppl.api.spi.Sampler;
import ppl.graph.random.RandomKey;
import ppl.sampler.rw.RandomWalk;
import ppl.sampler.rw.gibbs.GibbsMetropolis;

/**
 * Iterations of the random walk and of Gibbs sampling leave their target as it is, whatever is proposed, of real coordinates and of whole numbers, one at a time or all at once: exact draws, some
 * iterations each, and the results must be exact draws again.
 *
 * <p>False alarms: about 200 checks at p = {@value Uniforms#ALARM}.
 */
class WalkInvarianceTest {

    /** What a chain keeps from one iteration must serve in the next. */
    private static final int ITERATIONS = 2;

    static Stream<Arguments> settings() {
        Stream<ExactCounts.Mixed> real = ExactTarget.all().stream()
                .filter(t -> t.dimension() < 10)
                .map(t -> new ExactCounts.Mixed(
                        t, List.of(new Block("x", Block.Measure.CONTINUOUS, 0, t.dimension()))));
        Stream<Arguments> walks = Stream.concat(real, ExactCounts.all().stream())
                .flatMap(target -> Stream.of(
                                Map.<String, Object>of(),
                                Map.<String, Object>of("proposal", "cauchy", "grouping", "coordinate"),
                                Map.<String, Object>of("proposal", "laplace", "scaling", 0.7),
                                Map.<String, Object>of("proposal", "uniform", "scaling", 3))
                        .map(options -> Arguments.of("rw", target, options)));
        return Stream.concat(
                walks,
                ExactCounts.all().stream()
                        .filter(ExactCounts.Mixed::isFinite)
                        .map(target -> Arguments.of("gibbs", target, Map.of())));
    }

    private static Sampler sampler(String name) {
        return name.equals("rw") ? new RandomWalk() : new GibbsMetropolis();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void iterations_leave_exact_draws_exact(String sampler, ExactCounts.Mixed target, Map<String, Object> options) {
        check(sampler(sampler), target, options, Uniforms.draws(10_000), 1);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("settings")
    void iterations_leave_a_million_exact_draws_exact(
            String sampler, ExactCounts.Mixed target, Map<String, Object> options) {
        check(sampler(sampler), target, options, 1_000_000, 2);
    }

    private static void check(
            Sampler sampler, ExactCounts.Mixed mixed, Map<String, Object> options, int draws, long seed) {
        ExactTarget target = mixed.target();
        RandomKey exact = RandomKey.of(seed).fold("exact");
        RandomKey keys = RandomKey.of(seed).fold("chain");
        double[] start = new double[target.dimension()];
        double[] gradient = new double[start.length];
        Uniforms uniforms = new Uniforms(target, draws, seed);
        for (int i = 0; i < draws; i++) {
            target.draw().into(start, exact.fold(i));
            Chain chain = sampler.start(new ChainSpec(mixed.blocks(), start, 0, ITERATIONS, keys.fold(i), options));
            while (chain.iteration() < ITERATIONS) {
                answer(chain, mixed, gradient);
            }
            double logp = chain.logp();
            uniforms.add(
                    chain.position(),
                    Double.isNaN(logp) ? target.density().at(chain.position(), gradient) : logp);
        }
        uniforms.check();
    }

    private static void answer(Chain chain, ExactCounts.Mixed mixed, double[] numbers) {
        double[] point = chain.ask();
        if (chain.needs() == ChainNeed.PARTS) {
            Objects.requireNonNull(mixed.parts()).at(point, numbers);
            chain.tellParts(numbers);
        } else {
            chain.tell(mixed.target().density().at(point, numbers), numbers);
        }
    }
}
