package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.sample.BackgroundRun;
import ppl.api.sample.ChainStatus;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.examples.EightSchools;

/** Runs in the background: looked at, held, stopped. */
class BackgroundRunTest {

    private static final int FAR = 300_000;

    @AfterEach
    void no_thread_of_a_run_is_left() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("ppl-run") || thread.getName().startsWith("ppl-chains")) {
                thread.join(Duration.ofSeconds(20));
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    private static Inference far() {
        return EightSchools.model()
                .infer()
                .seed(3)
                .tune(50)
                .draws(FAR)
                .chains(2)
                .progress(Progress.silent());
    }

    private static int drawn(BackgroundRun run) {
        return run.chains().stream().mapToInt(ChainStatus::iteration).min().orElse(0);
    }

    private static void awaitDraws(BackgroundRun run, int more) throws InterruptedException {
        for (int i = 0; i < 3000 && drawn(run) < more; i++) {
            assertThrows(TimeoutException.class, () -> run.result(Duration.ofMillis(10)));
        }
        assertTrue(drawn(run) >= more, "the run advances");
    }

    /** Its draws are the first of another. */
    private static void assertBegins(Dataset some, Dataset others) {
        int n = Math.min(some.draws(), others.draws());
        assertTrue(n > 0);
        for (String name : some.names()) {
            assertArrayEquals(
                    others.slice("draw", 0, n, 1).get(name).toDoubles(),
                    some.slice("draw", 0, n, 1).get(name).toDoubles(),
                    name);
        }
    }

    @Test
    void a_run_is_looked_at_held_and_stopped_and_draws_what_it_would_have_drawn() throws InterruptedException {
        BackgroundRun run = far().start();
        awaitDraws(run, 100);
        InferenceData early = run.soFar();
        assertTrue(early.posterior().draws() >= 50 && early.posterior().draws() < FAR);
        assertEquals(1L, early.posterior().attributes().get(RunNotes.INTERRUPTED));
        assertTrue(early.summary().toString().contains("theta"));
        run.pause();
        assertTrue(run.isPaused());
        InferenceData held = run.soFar();
        // Each chain may end the evaluation that it is in, and with it an iteration.
        int most = held.posterior().draws() + 1;
        assertTrue(run.soFar().posterior().draws() <= most);
        assertTrue(run.remaining().compareTo(Duration.ZERO) > 0);
        assertThrows(TimeoutException.class, () -> run.result(Duration.ofMillis(1)));
        run.resume();
        awaitDraws(run, held.posterior().draws() + 200);
        InferenceData stopped = run.stop();
        assertTrue(run.isOver() && !run.isPaused());
        assertEquals(Duration.ZERO, run.remaining());
        assertTrue(stopped.posterior().draws() > held.posterior().draws());
        assertEquals(stopped, run.result());
        assertEquals(stopped, run.soFar());
        assertBegins(early.posterior(), held.posterior());
        assertBegins(held.posterior(), stopped.posterior());
        assertBegins(far().draws(60).run().posterior(), stopped.posterior());
    }

    @Test
    void a_run_that_is_held_can_be_stopped() throws InterruptedException {
        BackgroundRun run = far().start();
        awaitDraws(run, 60);
        run.pause();
        assertTrue(run.stop().posterior().draws() > 0);
    }

    @Test
    void the_result_is_that_of_a_run_in_the_foreground() throws InterruptedException {
        Inference brief = far().draws(200);
        InferenceData fit = brief.start().result();
        assertEquals(brief.run().posterior().get("theta"), fit.posterior().get("theta"));
        assertFalse(fit.posterior().attributes().containsKey(RunNotes.INTERRUPTED));
    }

    @Test
    void what_run_would_throw_is_thrown_where_the_result_is_asked_for() {
        for (BackgroundRun run : List.of(
                far().set("no_such_option", 1).start(), far().sampler("nobody").start())) {
            SamplingException thrown = assertThrows(SamplingException.class, run::result);
            assertTrue(thrown.code() == SamplingCode.OPTION || thrown.code() == SamplingCode.SAMPLER);
            assertThrows(SamplingException.class, run::soFar);
            assertThrows(SamplingException.class, run::stop);
        }
    }
}
