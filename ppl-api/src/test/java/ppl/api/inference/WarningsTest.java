package ppl.api.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.ParetoTail;

class WarningsTest {

    private static final int CHAINS = 4;

    /** The draw of a chain, given noise that is independent from draw to draw. */
    private interface Shape {
        double at(int chain, int draw, double noise);
    }

    private static double[] values(int draws, long seed, Shape shape) {
        Random random = new Random(seed);
        double[] values = new double[CHAINS * draws];
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.at(i / draws, i % draws, random.nextGaussian());
        }
        return values;
    }

    private static InferenceData fit(int draws, Shape x, Shape energy, int divergent, int deep) {
        List<String> dims = List.of("chain", "draw");
        int[] shape = {CHAINS, draws};
        boolean[] diverging = new boolean[CHAINS * draws];
        boolean[] saturated = new boolean[CHAINS * draws];
        Arrays.fill(diverging, 0, divergent, true);
        Arrays.fill(saturated, 0, deep, true);
        return InferenceData.of(
                        Group.POSTERIOR,
                        sampled(draws)
                                .variable("calm", dims, shape, values(draws, 1, (c, d, noise) -> noise))
                                .variable("x", dims, shape, values(draws, 2, x))
                                .build())
                .with(
                        Group.SAMPLE_STATS,
                        sampled(draws)
                                .variable("diverging", dims, shape, diverging)
                                .variable("reached_max_treedepth", dims, shape, saturated)
                                .variable("energy", dims, shape, values(draws, 3, energy))
                                .build());
    }

    private static Dataset.Builder sampled(int draws) {
        return Dataset.builder().coord("chain", Coord.range(CHAINS)).coord("draw", Coord.range(draws));
    }

    private static double plain(int chain, int draw, double noise) {
        return noise;
    }

    private static List<String> told(InferenceData fit) {
        return fit.warnings().stream().map(Warning::toString).toList();
    }

    @Test
    void a_good_run_has_no_warning() {
        assertEquals(
                List.of(),
                fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 0).warnings());
    }

    @Test
    void divergences_are_counted() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0);
        assertEquals(
                List.of(
                        "Divergences: 3 draws after warm-up diverged: the posterior may be biased there. Write the variables"
                                + " involved in non-centred form, or raise targetAccept."),
                told(fit));
        assertEquals(Warning.Kind.DIVERGENCES, fit.warnings().getFirst().kind());
        assertEquals(3, fit.warnings().getFirst().number());
        assertNull(fit.warnings().getFirst().element());
    }

    @Test
    void a_funnel_is_told_with_the_scale_and_the_form_that_has_none() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0);
        InferenceData noted = fit.with(
                Group.POSTERIOR,
                fit.posterior().toBuilder()
                        .attribute(RunNotes.FUNNEL, "theta")
                        .attribute(RunNotes.FUNNEL_SCALE, "tau")
                        .attribute(RunNotes.FUNNEL_RATIO, 310.2)
                        .attribute(RunNotes.FUNNEL_FORM, "theta = mu + tau * z with z ~ Normal(mu=0.0, sigma=1.0)")
                        .build());
        assertEquals(
                List.of(
                        "Divergences: 3 draws after warm-up diverged: the posterior may be biased there. Write the variable of the"
                                + " funnel in non-centred form.",
                        "Funnel: the scale of 'theta' is tau, and the log-density is 310 times as curved along 'theta' where that is"
                                + " small as where it is large: no step size fits both, and no metric. Write it in non-centred form:"
                                + " theta = mu + tau * z with z ~ Normal(mu=0.0, sigma=1.0)."),
                told(noted));
        assertEquals("theta", noted.warnings().get(1).element());
    }

    @Test
    void divergences_at_small_draws_of_an_element_name_it() {
        // The divergent draws are the first hundred, where x lies below all others.
        InferenceData fit =
                fit(1000, (c, d, noise) -> c == 0 && d < 100 ? noise - 20 : noise, WarningsTest::plain, 100, 0);
        Warning warning = fit.warnings().getFirst();
        assertEquals("x", warning.element());
        assertEquals(
                "100 draws after warm-up diverged, at small 'x': the posterior may be biased there", warning.message());
    }

    @Test
    void gradients_that_are_not_finite_are_told_before_the_divergences_that_they_make() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0);
        Dataset stats = fit.sampleStats().toBuilder()
                .attribute("gradients_not_finite", 1237L)
                .attribute("gradient_not_finite_along", "x[3]")
                .build();
        List<Warning> warnings = fit.with(Group.SAMPLE_STATS, stats).warnings();
        assertEquals(
                List.of(Warning.Kind.GRADIENT_NOT_FINITE, Warning.Kind.DIVERGENCES),
                warnings.stream().map(Warning::kind).toList());
        assertEquals(
                "Gradient not finite: along 'x[3]' at 1237 points where logp is finite: chains cannot go on there, so the draws"
                        + " are biased. A function has an infinite slope there, such as sqrt at 0: keep its argument away from"
                        + " it, or write that part of the model without it.",
                warnings.getFirst().toString());
        assertEquals("x[3]", warnings.getFirst().element());
        assertEquals(1237, warnings.getFirst().number());
        assertEquals("Mend the gradient first.", warnings.getLast().remedy());
    }

    @Test
    void the_greatest_tree_depth_is_slow_and_not_wrong() {
        assertEquals(
                List.of(
                        "Greatest tree depth reached: by 7 draws: sampling is slow, not wrong. Rescale the parameters, or raise"
                                + " max_treedepth."),
                told(fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 7)));
    }

    @Test
    void a_chain_of_its_own_raises_r_hat_and_is_named() {
        InferenceData fit = fit(1000, (c, d, noise) -> noise + (c == 2 ? 5 : 0), WarningsTest::plain, 0, 0);
        List<Warning> warnings = fit.warnings();
        assertEquals(
                List.of(Warning.Kind.DISAGREEMENT, Warning.Kind.FEW_EFFECTIVE_DRAWS),
                warnings.stream().map(Warning::kind).toList());
        assertEquals("x", warnings.getFirst().element());
        assertEquals(
                fit.posterior().get("x").statistics().getFirst().rHat(),
                warnings.getFirst().number());
        assertEquals(
                "R-hat is up to N ('x'), most of all because of chain 2",
                warnings.getFirst().message().replaceFirst("\\d+\\.\\d+", "N"));
    }

    @Test
    void few_independent_draws_are_told_with_the_variable() {
        // Blocks of 20 equal draws: 1000 draws are worth 50, in chains that agree.
        double[] last = new double[1];
        InferenceData fit =
                fit(1000, (c, d, noise) -> d % 20 == 0 ? last[0] = noise : last[0], WarningsTest::plain, 0, 0);
        Warning ess = fit.warnings().getLast();
        assertEquals(Warning.Kind.FEW_EFFECTIVE_DRAWS, ess.kind());
        assertEquals("x", ess.element());
        assertEquals(
                "N of 'x', fewer than 100 a chain. Run longer before you trust quantiles.",
                (ess.message() + ". " + ess.remedy()).replaceFirst("\\d+", "N"));
    }

    @Test
    void energies_that_move_slowly_are_told_by_chain() {
        double[] sum = new double[1];
        Shape walk = (c, d, noise) -> c == 1 ? sum[0] += noise : noise;
        List<String> warnings = told(fit(1000, WarningsTest::plain, walk, 0, 0));
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(
                "Low E-BFMI: N in chain 1, below 0.3: energies are explored slowly, the tails may be missed. Reparameterise"
                        + " heavy-tailed or hierarchical scales, or run longer.",
                warnings.getFirst().replaceFirst("\\d+\\.\\d+", "N"));
    }

    @Test
    void too_few_draws_are_told_and_not_judged() {
        assertEquals(
                List.of(
                        "Few draws: 3 a chain: below 10 there is no effective sample size and no Monte Carlo error. Draw more."),
                told(fit(3, (c, d, noise) -> c, WarningsTest::plain, 0, 0)));
        assertEquals(
                List.of(Warning.Kind.FEW_DRAWS),
                fit(0, WarningsTest::plain, WarningsTest::plain, 0, 0).warnings().stream()
                        .map(Warning::kind)
                        .toList());
    }

    @Test
    void draws_that_are_not_finite_and_means_that_may_not_exist_are_told() {
        InferenceData lost = fit(1000, (c, d, noise) -> d == 7 ? Double.NaN : noise, WarningsTest::plain, 0, 0);
        assertEquals(
                List.of(Warning.Kind.NOT_FINITE),
                lost.warnings().stream().map(Warning::kind).toList());
        assertEquals("x", lost.warnings().getFirst().element());
        Random other = new Random(5);
        InferenceData cauchy = fit(1000, (c, d, noise) -> noise / other.nextGaussian(), WarningsTest::plain, 0, 0);
        Warning heavy = cauchy.warnings().getFirst();
        assertEquals(Warning.Kind.HEAVY_TAIL, heavy.kind());
        assertEquals(ParetoTail.k(cauchy.posterior().get("x").draws()), heavy.number());
        assertTrue(
                cauchy.summary().toString().endsWith("the mean may not exist: look at the median"),
                cauchy.summary()::toString);
    }

    @Test
    void a_run_that_was_stopped_says_so_first() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0);
        InferenceData stopped = fit.with(
                Group.POSTERIOR,
                fit.posterior().toBuilder().attribute("interrupted", 1L).build());
        Warning first = stopped.warnings().getFirst();
        assertEquals(Warning.Kind.INTERRUPTED, first.kind());
        assertEquals(1000, first.number());
        assertEquals("what was drawn before is kept: 4 chains of 1000 draws", first.message());
    }

    @Test
    void what_there_is_no_time_for_is_told_and_found_later() {
        InferenceData fit = fit(1000, (c, d, noise) -> noise + (c == 2 ? 5 : 0), WarningsTest::plain, 3, 0);
        List<Warning> atOnce = fit.warnings(Duration.ZERO);
        assertEquals(
                List.of(Warning.Kind.DIVERGENCES, Warning.Kind.NOT_JUDGED),
                atOnce.stream().map(Warning::kind).toList());
        assertEquals(2, atOnce.getLast().number());
        assertEquals(
                List.of(Warning.Kind.DIVERGENCES, Warning.Kind.DISAGREEMENT, Warning.Kind.FEW_EFFECTIVE_DRAWS),
                fit.warnings().stream().map(Warning::kind).toList());
    }

    @Test
    void an_interrupted_thread_is_not_held_up_and_gets_what_it_asks_for_without_a_limit() {
        InferenceData fit = fit(1000, (c, d, noise) -> noise + c, WarningsTest::plain, 0, 0);
        Thread.currentThread().interrupt();
        try {
            assertEquals(
                    List.of(Warning.Kind.NOT_JUDGED),
                    fit.warnings(Duration.ofDays(1_000_000)).stream()
                            .map(Warning::kind)
                            .toList());
            assertTrue(Double.isFinite(fit.summary().get("x", "ess_bulk")));
        } finally {
            assertTrue(Thread.interrupted(), "the status stays");
        }
        assertTrue(fit.posterior().diagnose(Duration.ZERO), "the table has computed them all");
    }

    /** Elements that take a while together. */
    private static Dataset many(int elements) {
        double[] values = new double[4 * 500 * elements];
        Random random = new Random(4);
        Arrays.setAll(values, i -> random.nextGaussian());
        return Dataset.builder()
                .variable("x", List.of("chain", "draw", "i"), new int[] {4, 500, elements}, values)
                .build();
    }

    private static long diagnosed(Dataset data) {
        return data.elements().stream().filter(Element::isDiagnosed).count();
    }

    @Test
    void an_interrupt_stops_all_threads_that_look_at_draws() throws InterruptedException {
        Dataset data = many(4000);
        Thread asking = new Thread(() -> {
            assertFalse(data.diagnose(Duration.ofDays(1)));
            assertTrue(Thread.currentThread().isInterrupted(), "the status stays");
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        asking.setUncaughtExceptionHandler((_, e) -> failure.set(e));
        asking.start();
        while (diagnosed(data) < 40) {
            Thread.onSpinWait();
        }
        asking.interrupt();
        asking.join();
        assertNull(failure.get());
        long known = diagnosed(data);
        assertTrue(known < 4000, known + " of 4000");
        assertTrue(data.diagnose(Duration.ofDays(1)), "and nothing is lost");
    }

    @Test
    void work_after_the_deadline_is_left_to_those_who_ask_later() {
        InferenceData fit = InferenceData.of(Group.POSTERIOR, many(500));
        Warning last = fit.warnings(Duration.ZERO).getLast();
        assertEquals(Warning.Kind.NOT_JUDGED, last.kind());
        assertEquals(500 - diagnosed(fit.posterior()), last.number());
        assertEquals(0, diagnosed(fit.posterior()));
    }

    @Test
    void equal_draws_share_their_rank_where_divergences_are_looked_for() {
        // Divergent draws are spread evenly over a fair coin, and lie at small draws of x.
        Random coin = new Random(9);
        InferenceData fit =
                fit(1000, (c, d, noise) -> c == 0 && d < 100 ? noise - 1.2 : noise, WarningsTest::plain, 100, 0);
        double[] flips = new double[CHAINS * 1000];
        Arrays.setAll(flips, i -> coin.nextInt(2));
        Dataset with = fit.posterior().toBuilder()
                .variable("coin", List.of("chain", "draw"), new int[] {CHAINS, 1000}, flips)
                .build();
        assertEquals("x", fit.with(Group.POSTERIOR, with).warnings().getFirst().element());
        Dataset alone = with.filter("coin");
        assertNull(fit.with(Group.POSTERIOR, alone).warnings().getFirst().element());
    }

    @Test
    void attributes_of_other_software_under_our_names_cost_nothing() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 0);
        Dataset odd = fit.posterior().toBuilder()
                .attribute("gradients_not_finite", "none")
                .attribute("warmup_time", 3.0)
                .attribute("compile_time", "quick")
                .build();
        InferenceData others = fit.with(Group.POSTERIOR, odd);
        assertEquals(List.of(), others.warnings());
        assertEquals(Duration.ofSeconds(3), others.timings().total());
        assertEquals("warm-up 3.00 s", others.timings().toString());
    }

    @Test
    void of_few_draws_chains_are_not_said_to_disagree() {
        InferenceData fit = fit(9, (c, d, noise) -> noise + 3 * c, WarningsTest::plain, 0, 0);
        assertEquals(
                List.of(Warning.Kind.FEW_DRAWS),
                fit.warnings().stream().map(Warning::kind).toList());
    }

    private static InferenceData withLogp(InferenceData fit, Shape lp) {
        int draws = fit.posterior().draws();
        return fit.with(
                Group.SAMPLE_STATS,
                fit.sampleStats().toBuilder()
                        .variable("lp", List.of("chain", "draw"), new int[] {CHAINS, draws}, values(draws, 8, lp))
                        .build());
    }

    @Test
    void chains_that_do_not_move_do_not_pass_as_perfect() {
        InferenceData both = fit(1000, (c, d, noise) -> 7, WarningsTest::plain, 0, 0);
        InferenceData frozen = both.with(Group.POSTERIOR, both.posterior().filter("x"));
        Warning warning = withLogp(frozen, (c, d, noise) -> -3).warnings().getFirst();
        assertEquals(Warning.Kind.STUCK, warning.kind());
        assertEquals(4, warning.number());
        assertEquals("chains 0, 1, 2, 3 did not move: all draws there are one point", warning.message());
        InferenceData one = withLogp(frozen, (c, d, noise) -> c == 2 ? -3 : noise);
        assertEquals(
                "chain 2 did not move: all draws there are one point",
                one.warnings().getFirst().message());
        assertEquals(List.of(), withLogp(frozen, WarningsTest::plain).warnings(), "a constant quantity");
        assertEquals(
                List.of(),
                withLogp(both, (c, d, noise) -> -3).warnings(),
                "calm moves, as a fair coin does at one logp");
    }

    @Test
    void one_chain_does_not_pass_as_chains_that_agree() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 0);
        InferenceData one = InferenceData.of(Group.POSTERIOR, fit.posterior().positions("chain", 0));
        assertEquals(
                List.of(Warning.Kind.ONE_CHAIN),
                one.warnings().stream().map(Warning::kind).toList());
    }

    @Test
    void the_chain_that_is_named_is_the_one_that_is_off_by_ranks() {
        // Chain 0 lies apart from all others; chain 1 has a single draw far out.
        InferenceData fit = fit(
                1000, (c, d, noise) -> c == 0 ? noise + 4 : c == 1 && d == 5 ? -1e6 : noise, WarningsTest::plain, 0, 0);
        assertTrue(fit.warnings().getFirst().message().endsWith("most of all because of chain 0"), fit::toString);
    }
}
