package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;
import ppl.api.sample.ChainStatus;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.examples.EightSchools;

class PartialResultTest {

    private static final int FAR = 300_000;

    @AfterEach
    void no_thread_of_a_run_is_left() {
        Thread.interrupted(); // leaves the status as other tests expect it
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(n -> n.startsWith("ppl-"))
                        .filter(n -> !n.startsWith("ppl-vector-")) // the process has these, whatever runs
                        .toList());
    }

    private static Inference farther(Progress progress) {
        return EightSchools.model()
                .infer()
                .seed(3)
                .tune(50)
                .draws(FAR)
                .chains(3)
                .cores(2)
                .progress(progress);
    }

    /** Does something once the first two chains have drawn. */
    private record WhenDrawing(Runnable action) implements Progress {
        @Override
        public void advanced(List<ChainStatus> chains, double seconds) {
            if (chains.get(0).iteration() > 60 && chains.get(1).iteration() > 60) {
                action.run();
            }
        }
    }

    @Test
    void an_interrupt_gives_what_was_drawn_marked_and_restores_the_status() {
        InferenceData fit = farther(new WhenDrawing(() -> Thread.currentThread().interrupt()))
                .run();
        assertTrue(Thread.interrupted());
        assertEquals(1L, fit.posterior().attributes().get("interrupted"));
        assertEquals(0L, fit.posterior().attributes().get("iterations_finished_by_all"), "the third never began");
        assertTrue(fit.posterior().chains() <= 2, "the chains that began");
        int draws = fit.posterior().draws();
        assertTrue(draws >= 10 && draws < FAR, draws + " draws");
        assertEquals(draws, fit.sampleStats().draws());
    }

    @Test
    void what_is_left_of_an_interrupted_run_is_the_beginning_of_the_whole() {
        InferenceData part = farther(
                        new WhenDrawing(() -> Thread.currentThread().interrupt()))
                .run();
        Thread.interrupted();
        InferenceData whole = farther(Progress.silent()).draws(10).run();
        for (int c = 0; c < part.posterior().chains(); c++) {
            Object chain = part.posterior().coord("chain").value(c);
            assertArrayEquals(
                    whole.posterior().at("chain", chain).get("mu").toDoubles(),
                    Arrays.copyOf(part.posterior().at("chain", chain).get("mu").toDoubles(), 10));
        }
    }

    @Test
    void a_thread_interrupted_before_stops_at_once() {
        Thread.currentThread().interrupt();
        InferenceData fit = farther(Progress.silent()).run();
        assertTrue(Thread.interrupted());
        assertEquals(1L, fit.posterior().attributes().get("interrupted"));
        assertTrue(fit.posterior().draws() < FAR);
    }

    @Test
    void a_listener_that_throws_stops_the_chains_and_its_exception_arrives() {
        RuntimeException mistake = new IllegalStateException("the screen is gone");
        SamplingException e = assertThrows(SamplingException.class, () -> farther(new WhenDrawing(() -> {
                    throw mistake;
                }))
                .run());
        assertSame(mistake, e.getCause());
        assertEquals(
                "the progress listener failed: java.lang.IllegalStateException: the screen is gone; the draws made before"
                        + " are in partial()",
                e.getMessage());
        InferenceData partial = e.partial().orElseThrow();
        assertEquals(1L, partial.posterior().attributes().get("failed"));
        assertTrue(partial.posterior().draws() >= 10 && partial.posterior().draws() < FAR);
    }

    @Test
    void a_listener_that_throws_at_the_end_loses_no_draw() {
        SamplingException e = assertThrows(SamplingException.class, () -> Fits.brief(Fits.coin())
                .progress(new Progress() {
                    @Override
                    public void finished(List<ChainStatus> chains, Timings timings, List<Warning> warnings) {
                        throw new IllegalStateException("the screen is gone");
                    }
                })
                .run());
        assertEquals(30, e.partial().orElseThrow().posterior().draws());
    }

    @Test
    void results_that_cannot_be_made_leave_those_that_can() {
        SamplingException e = assertThrows(
                SamplingException.class,
                () -> Fits.brief(Fits.coin()).sampler("stuttering").run());
        assertEquals(
                "the chains have finished, but not all results could be computed: ppl.api.diagnostics.ResultException: there are"
                        + " two variables called 'first'; the others are in partial()",
                e.getMessage());
        InferenceData partial = e.partial().orElseThrow();
        InferenceData whole = Fits.brief(Fits.coin()).sampler("failing").run();
        assertEquals(whole.posterior().get("p"), partial.posterior().get("p"));
        assertEquals(List.of("first", "last", "lp"), partial.sampleStats().names());
        assertEquals(whole.observedData(), partial.observedData());
    }

    @Test
    void an_exception_in_a_chain_arrives_with_what_was_drawn_before() {
        SamplingException e = assertThrows(SamplingException.class, () -> Fits.brief(Fits.coin())
                .cores(1)
                .sampler("failing")
                .set("fail_at", 45)
                .run());
        assertEquals("the dice are lost", e.getCause().getMessage());
        assertEquals(
                "chain 0 failed in iteration 45: java.lang.IllegalStateException: the dice are lost; the draws made before"
                        + " are in partial()",
                e.getMessage());
        InferenceData partial = e.partial().orElseThrow();
        assertEquals(1, partial.posterior().chains());
        assertEquals(5, partial.posterior().draws());
        assertEquals(1L, partial.posterior().attributes().get("failed"));
        assertFalse(partial.posterior().attributes().containsKey("interrupted"));
    }

    @Test
    void a_failure_in_warm_up_leaves_the_warm_up() {
        SamplingException e = assertThrows(SamplingException.class, () -> Fits.brief(Fits.coin())
                .cores(1)
                .sampler("failing")
                .set("fail_at", 12)
                .run());
        InferenceData partial = e.partial().orElseThrow();
        assertEquals(0, partial.posterior().draws());
        assertEquals(12, partial.get(Group.WARMUP_POSTERIOR).draws());
    }

    @Test
    void warm_up_iterations_are_no_draws() {
        InferenceData fit =
                Fits.brief(Fits.coin()).sampler("failing").keepWarmup().run();
        // The chain counts its iterations in unconstrained space, and the coin's p is the logistic function of it.
        double logit = Math.log(fit.posterior().get("p").get(0, 0)
                / (1 - fit.posterior().get("p").get(0, 0)));
        assertEquals(0, fit.get(Group.WARMUP_POSTERIOR).get("p").get(2, 0) - 0.5, 1e-15);
        assertTrue(logit > 30 || Double.isInfinite(logit), "draw 0 is iteration 40, not 0: " + logit);
    }
}
