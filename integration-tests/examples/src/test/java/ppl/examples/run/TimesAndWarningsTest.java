package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;
import ppl.api.sample.ChainStatus;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;

/** What a run tells of itself beside its draws: to the listener, in the result, in the file, in the log. */
class TimesAndWarningsTest {

    /** What a listener is told at the end. */
    private static class Heard implements Progress {
        private final List<Timings> timings = new ArrayList<>();
        private final List<Warning> warnings = new ArrayList<>();

        @Override
        public void finished(List<ChainStatus> chains, Timings times, List<Warning> told) {
            timings.add(times);
            warnings.addAll(told);
        }
    }

    /** Thirty draws are too few to be effective. */
    private static Inference brief() {
        return Fits.brief(Fits.coin());
    }

    @Test
    void where_the_time_went_is_told_to_the_listener_and_by_the_result_and_the_file(@TempDir Path folder)
            throws IOException {
        Heard heard = new Heard();
        InferenceData fit = brief().progress(heard).run();
        Timings timings = fit.timings();
        assertEquals(List.of(timings), heard.timings);
        for (Duration part : List.of(
                timings.compile(), timings.warmup(), timings.sampling(), timings.transform(), timings.diagnose())) {
            assertTrue(part.isPositive(), timings::toString);
        }
        assertTrue(timings.write().isZero());
        double chains = (Double) fit.posterior().attributes().get("sampling_time");
        assertEquals(chains, timings.warmup().plus(timings.sampling()).toNanos() * 1e-9, 2e-9);

        Path file = folder.resolve("fit.nc");
        InferenceData saved = fit.save(file);
        assertTrue(saved.timings().write().isPositive());
        assertEquals(
                timings.total().plus(saved.timings().write()), saved.timings().total());
        assertEquals(saved, InferenceData.open(file));
        assertEquals(saved.timings(), InferenceData.open(file).timings());
    }

    @Test
    void without_warm_up_all_of_the_chains_time_is_sampling() {
        Timings timings = brief().tune(0).run().timings();
        assertTrue(timings.warmup().isZero());
        assertTrue(timings.sampling().isPositive());
    }

    @Test
    void warnings_are_told_to_the_listener_and_by_the_result_and_the_file(@TempDir Path folder) throws IOException {
        Heard heard = new Heard();
        InferenceData fit = brief().progress(heard).run();
        assertEquals(heard.warnings, fit.warnings());
        assertEquals(Warning.Kind.FEW_EFFECTIVE_DRAWS, heard.warnings.getLast().kind());
        List<String> texts = heard.warnings.stream().map(Warning::toString).toList();
        assertEquals(texts, fit.posterior().attributes().get("warnings"));
        Path file = folder.resolve("fit.nc");
        fit.save(file);
        InferenceData read = InferenceData.open(file);
        assertEquals(fit.warnings(), read.warnings());
        assertEquals(texts, read.posterior().attributes().get("warnings"));
    }

    @Test
    void a_run_with_no_warning_notes_none() {
        InferenceData fit = brief().tune(500).draws(1000).run();
        assertEquals(List.of(), fit.warnings());
        assertFalse(fit.posterior().attributes().containsKey("warnings"));
    }

    @Test
    void warnings_are_logged_where_nobody_shows_them() {
        InferenceData[] fit = new InferenceData[1];
        List<String> silent =
                logged(() -> fit[0] = brief().progress(Progress.silent()).run());
        assertEquals(fit[0].warnings().stream().map(Warning::toString).toList(), silent);
        assertEquals(silent, logged(() -> brief().progress(new Heard()).run()), "a listener that may ignore them");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        assertEquals(
                List.of(), logged(() -> brief().progress(Progress.lines(out)).run()));
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("Warning: " + silent.getFirst()), shown::toString);
        assertEquals(
                List.of(), logged(() -> brief().progress(Progress.json(out)).run()));
    }

    private static List<String> logged(Runnable run) {
        List<String> messages = new ArrayList<>();
        Logger logger = Logger.getLogger("ppl.api.sample");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            run.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return messages;
    }

    @Test
    void a_run_that_was_stopped_says_so_first() {
        Thread caller = Thread.currentThread();
        Heard heard = new Heard() {
            @Override
            public void started(RunInfo run) {
                caller.interrupt();
            }
        };
        InferenceData fit = brief().tune(100_000).draws(100_000).progress(heard).run();
        assertTrue(Thread.interrupted(), "the status is set again");
        assertEquals(Warning.Kind.INTERRUPTED, heard.warnings.getFirst().kind());
        assertEquals(heard.warnings.getFirst(), fit.warnings().getFirst());
        assertEquals(0, fit.posterior().draws());
    }
}
