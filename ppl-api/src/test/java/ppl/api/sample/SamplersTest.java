package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

class SamplersTest {

    private static final Block REAL = new Block("mu", Block.Measure.CONTINUOUS, 0, 1);
    private static final Block WHOLE = new Block("k", Block.Measure.DISCRETE, 1, 1);

    /** Takes real coordinates at one grade and whole numbers at another; 0: refuses. */
    private record Named(String name, int real, int whole) implements Sampler {
        @Override
        public Competence competence(Block block) {
            int grade = block.measure() == Block.Measure.CONTINUOUS ? real : whole;
            return grade > 0 ? new Competence.Suits(grade) : new Competence.Refuses(name + " is not made for it");
        }

        @Override
        public List<String> options() {
            return List.of();
        }

        @Override
        public List<Statistic> statistics() {
            return List.of();
        }

        @Override
        public Chain start(ChainSpec spec) {
            throw new AssertionError("only chosen here, never started");
        }
    }

    private static final Sampler GRADIENT = new Named("gradient", 3, 0);
    private static final Sampler WALK = new Named("walk", 1, 2);

    @Test
    void the_most_competent_is_taken_in_any_order() {
        assertEquals(GRADIENT, Samplers.of(GRADIENT, WALK).choose(null, List.of(REAL)));
        assertEquals(GRADIENT, Samplers.of(WALK, GRADIENT).choose(null, List.of(REAL)));
    }

    @Test
    void each_block_of_a_mixed_model_gets_the_most_competent() {
        for (Samplers samplers : List.of(Samplers.of(GRADIENT, WALK), Samplers.of(WALK, GRADIENT))) {
            CompoundSampler chosen = assertInstanceOf(
                    CompoundSampler.class,
                    samplers.choose(null, List.of(REAL, WHOLE, new Block("x", REAL.measure(), 2, 3))));
            assertEquals("gradient (mu, x) and walk (k)", chosen.assignment());
            assertEquals("gradient+walk", chosen.name());
        }
    }

    @Test
    void one_that_takes_every_block_is_taken_alone_where_it_is_the_only_one() {
        assertEquals(WALK, Samplers.of(WALK).choose(null, List.of(REAL, WHOLE)));
    }

    @Test
    void among_equals_the_name_decides_and_not_the_order_of_jars() {
        Sampler other = new Named("another", 3, 0);
        assertEquals(other, Samplers.of(GRADIENT, other).choose(null, List.of(REAL)));
        assertEquals(other, Samplers.of(other, GRADIENT).choose(null, List.of(REAL)));
    }

    @Test
    void one_that_fails_to_say_what_it_suits_stops_no_other() {
        record Broken(String name, boolean isNull) implements Sampler {
            @Override
            @SuppressWarnings("NullAway")
            public Competence competence(Block block) {
                if (isNull) {
                    return null;
                }
                throw new IllegalStateException("no table");
            }

            @Override
            public List<String> options() {
                return List.of();
            }

            @Override
            public List<Statistic> statistics() {
                return List.of();
            }

            @Override
            public Chain start(ChainSpec spec) {
                throw new AssertionError("never chosen");
            }
        }
        Sampler failing = new Broken("broken", false);
        Sampler silent = new Broken("silent", true);
        assertEquals(GRADIENT, Samplers.of(failing, silent, GRADIENT).choose(null, List.of(REAL)));
        String message = assertThrows(SamplingException.class, () -> Samplers.of(failing, silent)
                        .choose(null, List.of(REAL)))
                .getMessage();
        assertTrue(message.contains("its competence(...) failed: java.lang.IllegalStateException: no table"), message);
        assertTrue(message.contains("its competence(...) gives null"), message);
    }

    @Test
    void statistics_of_several_samplers_bear_their_names() {
        record Telling(String name, List<Statistic> statistics) implements Sampler {
            @Override
            public Competence competence(Block block) {
                return new Competence.Suits(name.equals("a") == (block.measure() == Block.Measure.CONTINUOUS) ? 2 : 1);
            }

            @Override
            public List<String> options() {
                return List.of();
            }

            @Override
            public Chain start(ChainSpec spec) {
                throw new AssertionError("only asked here, never started");
            }
        }
        Statistic rate = new Statistic("rate", Statistic.Kind.REAL);
        Statistic lp = new Statistic("lp", Statistic.Kind.REAL);
        Statistic own = new Statistic("own", Statistic.Kind.FLAG);
        Sampler both = Samplers.of(new Telling("a", List.of(lp, rate)), new Telling("b", List.of(rate, own, lp)))
                .choose(null, List.of(REAL, WHOLE));
        assertEquals(
                List.of("a_rate", "b_rate", "own"),
                both.statistics().stream().map(Statistic::name).toList());
    }

    @Test
    void the_named_one_is_taken_though_less_competent() {
        assertEquals(WALK, Samplers.of(GRADIENT, WALK).choose("walk", List.of(REAL)));
    }

    @Test
    void none_that_can_is_told_with_the_reasons() {
        SamplingException e = assertThrows(
                SamplingException.class, () -> Samplers.of(GRADIENT).choose(null, List.of(REAL, WHOLE)));
        assertEquals(
                "no sampler present can sample this model. gradient: 'k': gradient is not made for it. Add dev.ppl:sampler-rw"
                        + " to your dependencies, which takes discrete variables",
                e.getMessage());
    }

    @Test
    void what_to_add_takes_what_the_model_has_and_is_not_there_already() {
        assertEquals(
                "no sampler present can sample this model. counts: 'mu': counts is not made for it. Add dev.ppl:sampler-nuts"
                        + " to your dependencies, which takes continuous variables",
                refusal(null, List.of(REAL), new Named("counts", 0, 1)));
        assertEquals(
                "no sampler present can sample this model. nuts: 'k': nuts is not made for it. rw: 'k': rw is not made for it",
                refusal(null, List.of(WHOLE), new Named("nuts", 3, 0), new Named("rw", 1, 0)));
        assertEquals(
                "sampler 'gradient' cannot sample this model: 'k': gradient is not made for it. Add dev.ppl:sampler-rw to your"
                        + " dependencies, which takes discrete variables",
                refusal("gradient", List.of(WHOLE), GRADIENT));
    }

    @Test
    void a_name_that_no_sampler_present_has_is_told_with_its_artifact() {
        assertEquals(
                "there is no sampler 'RW'; present are gradient: take one of these, or add dev.ppl:sampler-rw to your"
                        + " dependencies",
                refusal("RW", List.of(REAL), GRADIENT));
        assertEquals(
                "there is no sampler 'gibbs'; present are gradient: take one of these, or add dev.ppl:sampler-rw to your"
                        + " dependencies",
                refusal("gibbs", List.of(REAL), GRADIENT));
        assertEquals(
                "there is no sampler 'hmc'; present are gradient: take one of these, or add the one you mean to your"
                        + " dependencies",
                refusal("hmc", List.of(REAL), GRADIENT));
    }

    @Test
    void a_variable_gets_the_sampler_that_is_named_for_it_and_the_others_keep_theirs() {
        Block more = new Block("x", REAL.measure(), 2, 3);
        List<Block> blocks = List.of(REAL, WHOLE, more);
        Samplers samplers = Samplers.of(GRADIENT, WALK);
        assertEquals("walk (mu, k) and gradient (x)", assignment(samplers.choose(null, Map.of("mu", "walk"), blocks)));
        assertEquals(
                "gradient (mu) and walk (k, x)", assignment(samplers.choose("walk", Map.of("mu", "GRADIENT"), blocks)));
        assertEquals(WALK, samplers.choose(null, Map.of("mu", "walk", "x", "walk"), blocks));
        assertEquals(WALK, samplers.choose("gradient", Map.of("mu", "walk", "x", "walk", "k", "walk"), blocks));
    }

    private static String assignment(Sampler sampler) {
        return assertInstanceOf(CompoundSampler.class, sampler).assignment();
    }

    @Test
    void a_sampler_for_a_variable_is_refused_with_what_there_is() {
        Samplers samplers = Samplers.of(GRADIENT, WALK);
        List<Block> blocks = List.of(REAL, WHOLE);
        SamplingException unknown =
                assertThrows(SamplingException.class, () -> samplers.choose(null, Map.of("kk", "walk"), blocks));
        assertEquals(SamplingCode.OPTION, unknown.code());
        assertEquals(
                "sampler 'walk' is chosen for 'kk', which is no variable that is sampled; these are mu, k. model.plan() says what"
                        + " becomes of the others: those on which nothing observed depends are drawn after each draw, without a sampler",
                unknown.getMessage());
        SamplingException missing =
                assertThrows(SamplingException.class, () -> samplers.choose(null, Map.of("k", "flip"), blocks));
        assertEquals(SamplingCode.SAMPLER, missing.code());
        assertTrue(missing.getMessage().startsWith("there is no sampler 'flip'; present are gradient, walk: "));
        SamplingException refusing =
                assertThrows(SamplingException.class, () -> samplers.choose(null, Map.of("k", "gradient"), blocks));
        assertEquals(SamplingCode.COMPETENCE, refusing.code());
        assertTrue(
                refusing.getMessage()
                        .startsWith("sampler 'gradient' cannot sample this model: 'k': gradient is not made for it"),
                refusing.getMessage());
        SamplingException some = assertThrows(
                SamplingException.class, () -> samplers.choose(null, Map.of("k", "gradient", "mu", "walk"), blocks));
        assertTrue(some.getMessage().startsWith("sampler 'gradient' cannot sample what it was chosen for: 'k'"));
    }

    private static String refusal(@Nullable String name, List<Block> blocks, Sampler... present) {
        return assertThrows(SamplingException.class, () -> Samplers.of(present).choose(name, blocks))
                .getMessage();
    }

    @Test
    void none_present_is_told_with_what_to_add() {
        SamplingException e =
                assertThrows(SamplingException.class, () -> Samplers.of().choose(null, List.of(REAL)));
        assertEquals(
                "no sampler is present: add dev.ppl:sampler-nuts (continuous variables) or dev.ppl:sampler-rw (any) to your "
                        + "dependencies",
                e.getMessage());
    }

    @Test
    void a_sampler_that_cannot_be_loaded_is_told_where_one_is_missed(@TempDir Path folder) throws IOException {
        URL bad = Files.writeString(folder.resolve("bad"), "two words\n", StandardCharsets.UTF_8)
                .toUri()
                .toURL();
        URL list = Files.writeString(folder.resolve("list"), "gone.Zz\n", StandardCharsets.UTF_8)
                .toUri()
                .toURL();
        Samplers samplers = Samplers.seenBy(new ClassLoader(Samplers.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.enumeration(List.of(bad, list));
            }
        });
        List<String> failures = List.of(
                "a provider cannot be loaded: " + bad + ":1: Illegal configuration-file syntax",
                "a provider cannot be loaded: Provider gone.Zz not found");
        assertEquals(failures, samplers.failures());
        assertEquals(
                "no sampler is present: add dev.ppl:sampler-nuts (continuous variables) or dev.ppl:sampler-rw (any) to your "
                        + "dependencies; found, but not usable: " + String.join("; ", failures),
                assertThrows(SamplingException.class, () -> samplers.choose("zz", List.of(REAL)))
                        .getMessage());
    }

    @Test
    void a_path_that_cannot_be_read_ends_the_search() {
        Samplers samplers = Samplers.seenBy(new ClassLoader(Samplers.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk gone");
            }
        });
        assertEquals(List.of("a provider cannot be loaded: IOException: disk gone"), samplers.failures());
    }

    @Test
    void two_of_one_name_are_refused_by_class() {
        Samplers twins = Samplers.of(GRADIENT, WALK, new Named("walk", 1, 1));
        String place = "ppl.api.sample.SamplersTest$Named in "
                + Named.class.getProtectionDomain().getCodeSource().getLocation();
        String clash = "two samplers have the name 'walk', keep one: " + place + " and " + place;
        assertEquals(
                clash,
                assertThrows(SamplingException.class, () -> twins.choose("gradient", List.of(REAL)))
                        .getMessage());
        assertEquals(List.of(clash), twins.failures());
    }
}
