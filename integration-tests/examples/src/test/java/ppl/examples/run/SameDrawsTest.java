package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.normal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

class SameDrawsTest {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private static Model model(String name) {
        return name.equals("radon") ? Radon.model(RadonData.load(60)) : EightSchools.model();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eight schools", "radon"})
    void a_seed_gives_the_same_bits_on_every_backend_with_any_number_of_threads(String name) {
        Model model = model(name);
        var reference = Fits.numbers(
                Fits.brief(model).keepWarmup().backend("interp").cores(1).run());
        for (String backend : List.of("interp", "vector")) {
            for (int cores : new int[] {1, 2, 4}) {
                var fit = Fits.brief(model)
                        .keepWarmup()
                        .backend(backend)
                        .cores(cores)
                        .run();
                assertEquals(backend, fit.posterior().attributes().get("backend"));
                assertEquals(reference, Fits.numbers(fit), backend + " with " + cores + " threads");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nuts", "rw"})
    void eight_fits_of_one_model_at_once_give_the_bits_of_one_alone(String sampler) {
        Model model = model("radon");
        var alone = Fits.numbers(Fits.brief(model).sampler(sampler).run());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<InferenceData>> fits = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(
                            () -> Fits.brief(model).sampler(sampler).run()))
                    .toList();
            for (Future<InferenceData> fit : fits) {
                assertEquals(alone, Fits.numbers(assertDoesNotThrow(() -> fit.get())));
            }
        }
    }

    @Test
    void a_random_walk_gives_the_same_bits_on_every_backend_with_any_number_of_threads() {
        var reference = Fits.numbers(
                Fits.brief(model("radon")).sampler("rw").backend("interp").run());
        for (int cores : new int[] {1, 2, 4}) {
            var fit = Fits.brief(model("radon"))
                    .sampler("rw")
                    .backend("vector")
                    .cores(cores)
                    .run();
            assertEquals(reference, Fits.numbers(fit), cores + " threads");
        }
    }

    @Test
    void another_seed_gives_other_draws() {
        assertNotEquals(
                Fits.numbers(Fits.brief(Fits.coin()).seed(1).run()),
                Fits.numbers(Fits.brief(Fits.coin()).seed(2).run()));
    }

    @Test
    void chains_differ_from_each_other() {
        var theta = Fits.brief(EightSchools.model()).run().posterior().get("mu").draws();
        for (int c = 1; c < theta.chains(); c++) {
            assertNotEquals(theta.chain(0)[0], theta.chain(c)[0], "chain " + c);
        }
    }

    @Test
    void chains_start_at_different_points_unless_told_otherwise() {
        var jittered =
                Fits.brief(Fits.coin()).sampler("rw").set("scaling", 1e-12).tune(0);
        assertNotEquals(first(jittered.run(), 0), first(jittered.run(), 1), 1e-3);
        var together = jittered.jitter(0).run();
        assertEquals(first(together, 0), first(together, 1), 1e-6);
        assertEquals(0.25, first(jittered.jitter(0).start("p", 0.25).run(), 3), 1e-6);
    }

    private static double first(InferenceData fit, int chain) {
        return fit.posterior().get("p").draws().chain(chain)[0];
    }

    @Test
    void a_chain_is_the_same_whatever_the_number_of_chains() {
        var two = Fits.brief(EightSchools.model()).chains(2).run().posterior().get("theta");
        var four = Fits.brief(EightSchools.model()).chains(4).run().posterior().get("theta");
        assertEquals(two, four.select("chain", 0, 1));
    }

    @Test
    void progress_changes_no_draw() {
        var silent = Fits.numbers(Fits.brief(EightSchools.model()).run());
        assertEquals(
                silent,
                Fits.numbers(Fits.brief(EightSchools.model())
                        .progress(Progress.lines(NOWHERE))
                        .run()));
        assertEquals(
                silent,
                Fits.numbers(Fits.brief(EightSchools.model())
                        .progress(Progress.json(NOWHERE))
                        .run()));
    }

    @Test
    void inserting_a_variable_changes_the_prior_draws_of_no_other() {
        for (long seed = 0; seed < 20; seed++) {
            RandomKey key = RandomKey.of(seed);
            assertEquals(
                    theta(m -> {}).eval(key),
                    theta(m -> m.sample("between", exponential(2))).eval(key));
        }
    }

    @Test
    void draws_of_different_variables_and_keys_differ() {
        Tensor one = normal(0, 1).draw("a", 5).eval(RandomKey.of(1));
        assertEquals(one, normal(0, 1).draw("a", 5).eval(RandomKey.of(1)));
        assertNotEquals(one, normal(0, 1).draw("b", 5).eval(RandomKey.of(1)));
        assertNotEquals(one, normal(0, 1).draw("a", 5).eval(RandomKey.of(2)));
    }

    private interface Insertion {
        void into(ModelBuilder m);
    }

    private static Var theta(Insertion insertion) {
        Var[] theta = new Var[1];
        Model.build(m -> {
            Dim school = m.dim("school", 8);
            Var mu = m.sample("mu", normal(0, 5));
            insertion.into(m);
            theta[0] = m.sample("theta", normal(mu, 1), school);
        });
        return theta[0];
    }
}
