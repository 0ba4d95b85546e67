package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Mcse;
import ppl.api.inference.Element;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Warning;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.examples.EightSchools;

/** Runs that end when their draws are precise enough, or when their time is up. */
class UntilTest {

    private static Inference schools() {
        return EightSchools.model()
                .infer()
                .seed(9)
                .tune(300)
                .draws(20_000)
                .chains(3)
                .progress(Progress.silent());
    }

    private static double least(InferenceData fit, int draws) {
        return fit.posterior().slice("draw", 0, draws, 1).elements().stream()
                .map(Element::draws)
                .mapToDouble(d -> Math.min(Ess.bulk(d), Ess.tail(d)))
                .min()
                .orElseThrow();
    }

    @Test
    void a_run_ends_at_the_first_of_its_marks_where_all_draws_are_effective_enough() {
        InferenceData fit = schools().untilEss(400).run();
        int draws = fit.posterior().draws();
        assertTrue(List.of(100, 150, 225, 337, 505, 757, 1135, 1702).contains(draws), draws + " draws");
        assertTrue(least(fit, draws) >= 400);
        for (int before : List.of(100, 150, 225, 337, 505, 757, 1135)) {
            assertTrue(before >= draws || least(fit, before) < 400, "it could have ended after " + before);
        }
        assertEquals(1L, fit.posterior().attributes().get(RunNotes.PRECISE));
        assertFalse(fit.posterior().attributes().containsKey(RunNotes.INTERRUPTED));
    }

    @Test
    void where_it_ends_depends_on_no_thread_and_its_draws_are_those_of_a_longer_run(@TempDir Path folder) {
        InferenceData one = schools().untilEss(300).cores(1).run();
        InferenceData two = schools().untilEss(300).cores(2).checkpoint(folder.resolve("run")).run();
        InferenceData again = schools().untilEss(300).cores(3).checkpoint(folder.resolve("run")).run();
        int draws = one.posterior().draws();
        InferenceData longer = schools().draws(draws + 10).run();
        for (String name : one.posterior().names()) {
            double[] values = one.posterior().get(name).toDoubles();
            assertArrayEquals(values, two.posterior().get(name).toDoubles(), name);
            assertArrayEquals(values, again.posterior().get(name).toDoubles(), name);
            assertArrayEquals(
                    values,
                    longer.posterior().slice("draw", 0, draws, 1).get(name).toDoubles(),
                    name);
        }
        assertEquals(
                one.posterior().attributes().get("evaluations"),
                two.posterior().attributes().get("evaluations"));
    }

    @Test
    void means_are_as_precise_as_asked_for() {
        InferenceData fit = schools().untilMcse("mu", 0.2).untilMcse("tau", 0.25).run();
        for (Element element : fit.posterior().elements()) {
            double bound = Map.of("mu", 0.2, "tau", 0.25).getOrDefault(element.label(), 1.0);
            assertTrue(Mcse.mean(element.draws()) <= bound, element.label());
        }
        assertTrue(fit.posterior().draws() < 20_000);
    }

    @Test
    void variables_that_do_not_matter_delay_nothing() {
        int all = schools().untilEss(1500).run().posterior().draws();
        int some = schools().untilEss(1500, "mu").run().posterior().draws();
        assertTrue(some <= all, some + " draws for mu, " + all + " for all");
    }

    @Test
    void draws_that_do_not_suffice_say_what_they_lack() {
        InferenceData fit = schools().draws(120).untilEss(5000).run();
        assertEquals(120, fit.posterior().draws());
        Warning warning = fit.warnings().stream()
                .filter(w -> w.kind() == Warning.Kind.IMPRECISE)
                .findFirst()
                .orElseThrow();
        assertTrue(
                warning.toString()
                        .matches("Not precise: after 120 draws of each chain the effective sample size of '.*' is \\d+, not 5000\\. Ask"
                                + " for more draws, .*"),
                warning.toString());
        assertFalse(fit.posterior().attributes().containsKey(RunNotes.PRECISE));
    }

    @Test
    void a_deadline_ends_a_run_with_what_it_has() {
        InferenceData fit = schools()
                .draws(2_000_000)
                .chains(4)
                .cores(2)
                .deadline(Duration.ofMillis(700))
                .run();
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(1L, fit.posterior().attributes().get(RunNotes.DEADLINE));
        assertEquals(1L, fit.posterior().attributes().get(RunNotes.INTERRUPTED));
        int draws = fit.posterior().draws();
        assertTrue(draws > 0 && draws < 2_000_000);
        InferenceData whole = schools().chains(4).draws(5).run();
        int few = Math.min(5, draws);
        if (fit.posterior().chains() == 4 && fit.posterior().attributes().get("iterations_finished_by_all") instanceof Long n && n > 300) {
            assertArrayEquals(
                    whole.posterior().slice("draw", 0, few, 1).get("mu").toDoubles(),
                    fit.posterior().slice("draw", 0, few, 1).get("mu").toDoubles());
        }
    }

    @Test
    void wrong_ends_are_refused_before_the_first_draw() {
        assertRefused("option untilEss must be a finite number above 0, not -1.0", () -> schools().untilEss(-1));
        assertRefused("not NaN", () -> schools().untilMcse("mu", Double.NaN));
        assertRefused("option deadline must be longer than nothing", () -> schools().deadline(Duration.ZERO));
        assertRefused(
                "option untilEss names 'nu', which is no variable of the posterior; those are [mu, tau, theta",
                () -> schools().untilEss(400, "nu").run());
        assertRefused("option untilMcse names 'y'", () -> schools().untilMcse("y", 1).run());
    }

    private static void assertRefused(String why, org.junit.jupiter.api.function.Executable run) {
        SamplingException refused = assertThrows(SamplingException.class, run);
        assertEquals(SamplingCode.OPTION, refused.code());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
