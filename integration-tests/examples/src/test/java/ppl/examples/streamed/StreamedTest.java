package ppl.examples.streamed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.examples.streamed.StreamedModels.assertBegins;
import static ppl.examples.streamed.StreamedModels.assertSame;
import static ppl.examples.streamed.StreamedModels.mixed;
import static ppl.examples.streamed.StreamedModels.quiet;
import static ppl.examples.streamed.StreamedModels.ten;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.RunNotes;
import ppl.api.sample.BackgroundRun;
import ppl.api.sample.Inference;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.store.DrawFile;
import ppl.api.store.PredictiveFile;

/** A run that streams has the draws of one that does not, whatever else is asked of it. */
class StreamedTest {

    @TempDir
    Path temp;

    static List<Named<Inference>> runs() {
        return List.of(
                Named.of("all types", quiet(mixed()).draws(700)),
                Named.of("warm-up", quiet(mixed()).draws(50).keepWarmup()),
                Named.of("divergences", quiet(ten()).draws(300).keepDivergences()),
                Named.of("one thread", quiet(ten()).draws(300).chains(3).cores(1)),
                Named.of("a low-rank metric", quiet(ten()).draws(100).metric("low_rank")),
                Named.of("without warm-up", quiet(ten()).tune(0).draws(40).keepWarmup()));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_streamed_run_and_its_file_are_the_run_in_memory(Inference run) throws IOException {
        Path file = temp.resolve("deep/run.nc");
        InferenceData kept = run.run();
        InferenceData streamed = run.file(file).run();
        assertSame(kept, streamed);
        assertSame(kept, InferenceData.open(file));
        assertFalse(Files.exists(DrawFile.partial(file)));
        assertTrue(streamed.posterior().variables().iterator().next().isStored());
        assertEquals(kept.summary().toCsv(), streamed.summary().toCsv());
        assertEquals(kept.warnings(), streamed.warnings());
    }

    @Test
    void a_run_that_was_precise_enough_leaves_a_file_of_its_draws() throws IOException {
        Inference run = quiet(ten()).draws(5000).untilEss(150).untilMcse("x", 0.2);
        Path file = temp.resolve("run.nc");
        InferenceData kept = run.run();
        InferenceData streamed = run.file(file).run();
        assertTrue(kept.posterior().draws() < 5000);
        assertSame(kept, streamed);
        assertSame(kept, InferenceData.open(file));
        assertEquals(1L, streamed.posterior().attributes().get(RunNotes.PRECISE));
        long whole = Files.size(file);
        kept.save(temp.resolve("other.nc"));
        assertEquals(whole, Files.size(temp.resolve("other.nc")), 1 << 15, "and no more");
    }

    @Test
    void after_the_deadline_the_file_has_what_was_drawn() throws IOException {
        Path file = temp.resolve("run.nc");
        InferenceData late = quiet(ten()).draws(80_000)
                .deadline(Duration.ofMillis(300))
                .file(file)
                .run();
        InferenceData read = InferenceData.open(file);
        assertSame(late, read);
        assertEquals(1L, read.posterior().attributes().get(RunNotes.INTERRUPTED));
        assertTrue(late.posterior().draws() < 80_000);
        if (late.posterior().draws() > 0) {
            assertBegins(late, quiet(ten()).draws(2000).run());
        }
    }

    @Test
    void a_run_in_the_background_is_looked_at_while_it_streams() throws Exception {
        Path file = temp.resolve("run.nc");
        BackgroundRun run = quiet(ten()).draws(80_000).file(file).start();
        InferenceData early = run.soFar();
        while (early.posterior().draws() < 100) {
            early = run.soFar();
        }
        assertTrue(early.summary().toString().contains("x[3]"));
        assertTrue(Files.exists(DrawFile.partial(file)));
        InferenceData stopped = run.stop();
        assertSame(stopped, InferenceData.open(file));
        InferenceData whole = quiet(ten()).draws(1000).run();
        assertBegins(early, whole);
        assertBegins(stopped, whole);
    }

    static List<Named<UnaryOperator<Inference>>> kept() {
        return List.of(
                Named.of("draws", i -> i),
                Named.of("warm-up and divergences", i -> i.keepWarmup().keepDivergences()));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void with_a_checkpoint_the_file_is_made_anew_and_extended(UnaryOperator<Inference> how) throws IOException {
        Path file = temp.resolve("run.nc");
        Inference run = how.apply(quiet(ten()));
        InferenceData whole = run.draws(900).run();
        Inference streamed = run.checkpoint(temp.resolve("logs")).file(file);
        assertSame(run.draws(500).run(), streamed.draws(500).run());
        Files.delete(file);
        Files.writeString(DrawFile.partial(file), "torn");
        assertSame(run.draws(500).run(), streamed.draws(500).run());
        assertSame(whole, streamed.extend(400));
        assertSame(whole, InferenceData.open(file));
    }

    @Test
    void a_funnel_is_found_without_the_points_of_all_draws() {
        Inference run = quiet(StreamedModels.funnel()).draws(800);
        Object kept = run.run().posterior().attributes().get(RunNotes.FUNNEL);
        Object streamed = run.file(temp.resolve("run.nc")).run().posterior().attributes().get(RunNotes.FUNNEL);
        assertEquals("theta", kept);
        assertEquals("theta", streamed);
    }

    @Test
    void predictive_draws_go_to_the_same_file() throws IOException {
        Path file = temp.resolve("run.nc");
        InferenceData streamed = quiet(ten()).draws(400).file(file).run();
        PredictiveFile.write(
                streamed, file, PredictiveOptions.defaults(), Group.POSTERIOR_PREDICTIVE, Group.LOG_LIKELIHOOD);
        InferenceData all = InferenceData.open(file);
        InferenceData expected =
                quiet(ten()).draws(400).run().withPosteriorPredictive().withLogLikelihood();
        assertEquals(expected.posteriorPredictive().get("y"), all.posteriorPredictive().get("y"));
        assertEquals(expected.logLikelihood().get("y"), all.logLikelihood().get("y"));
        assertEquals(expected.posterior().get("x"), all.posterior().get("x"));
        assertEquals(expected.loo().toString(), all.loo().toString());
        assertEquals(expected.posterior().get("x"), streamed.posterior().get("x"), "the old one still reads its draws");
    }

    @Test
    void a_file_that_another_run_writes_is_refused() {
        Path file = temp.resolve("run.nc");
        BackgroundRun first = quiet(ten()).draws(80_000).file(file).start();
        while (!Files.exists(DrawFile.partial(file)) || first.chains().isEmpty()) {
            Thread.onSpinWait();
        }
        Inference second = quiet(ten()).draws(10).checkpoint(temp.resolve("logs")).file(file);
        refused("another run of this process writes", second);
        first.stop();
        assertEquals(10, second.run().posterior().draws());
    }

    @Test
    void what_cannot_be_a_file_is_refused_before_the_first_draw() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("taken.nc.partial/in"));
        refused("cannot be made", quiet(ten()).draws(10).file(temp.resolve("taken.nc")));
        assertTrue(Files.exists(folder));
        Inference large = quiet(ten()).draws(Integer.MAX_VALUE / 30).file(temp.resolve("large.nc"));
        SamplingException e = assertThrows(SamplingException.class, large::run);
        assertEquals(SamplingCode.SIZE, e.code());
    }

    private static void refused(String why, Inference run) {
        SamplingException e = assertThrows(SamplingException.class, run::run);
        assertEquals(SamplingCode.FILE, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }
}
