package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

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
        java.util.Arrays.fill(diverging, 0, divergent, true);
        java.util.Arrays.fill(saturated, 0, deep, true);
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

    @Test
    void a_good_run_has_no_warning() {
        assertEquals(List.of(), Warnings.of(fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 0)));
    }

    @Test
    void divergences_are_counted() {
        assertEquals(
                List.of(
                        "3 divergences after warm-up: the posterior may be biased where they lie. Raise targetAccept, or "
                                + "reparameterise (non-centred) the variables involved."),
                Warnings.of(fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0)));
    }

    @Test
    void gradients_that_are_not_finite_are_told_before_the_divergences_that_they_make() {
        InferenceData fit = fit(1000, WarningsTest::plain, WarningsTest::plain, 3, 0);
        Dataset stats = fit.sampleStats().toBuilder()
                .attribute("gradients_not_finite", 1237L)
                .attribute("gradient_not_finite_along", "x[3]")
                .build();
        assertEquals(
                List.of(
                        "The gradient along x[3] is not finite at 1237 points where logp is finite: chains cannot go on there,"
                                + " so the draws are biased. A function has an infinite slope there, such as sqrt at 0: keep"
                                + " its argument away from it, or write that part of the model without it.",
                        "3 divergences after warm-up: the posterior may be biased where they lie. Mend the gradient first."),
                Warnings.of(fit.with(Group.SAMPLE_STATS, stats)));
    }

    @Test
    void the_greatest_tree_depth_is_slow_and_not_wrong() {
        assertEquals(
                List.of(
                        "7 draws reached the greatest tree depth: sampling is slow, not wrong. Rescale the parameters, or "
                                + "raise max_treedepth."),
                Warnings.of(fit(1000, WarningsTest::plain, WarningsTest::plain, 0, 7)));
    }

    @Test
    void a_chain_of_its_own_raises_r_hat_and_is_named() {
        List<String> warnings =
                Warnings.of(fit(1000, (c, d, noise) -> noise + (c == 2 ? 5 : 0), WarningsTest::plain, 0, 0));
        assertEquals(2, warnings.size(), warnings::toString);
        assertEquals(
                "R-hat is up to N (x): the chains do not agree yet. Run longer, or look for several modes.",
                warnings.get(0).replaceFirst("\\d+\\.\\d+", "N"));
    }

    @Test
    void few_independent_draws_are_told_with_the_variable() {
        // Blocks of 20 equal draws: 1000 draws are worth 50, in chains that agree.
        double[] last = new double[1];
        Shape slow = (c, d, noise) -> d % 20 == 0 ? last[0] = noise : last[0];
        List<String> warnings = Warnings.of(fit(1000, slow, WarningsTest::plain, 0, 0));
        String ess = warnings.getLast();
        assertEquals(
                "The effective sample size is as low as N (x), less than 100 a chain: run longer before trusting quantiles.",
                ess.replaceFirst("low as \\d+", "low as N"));
    }

    @Test
    void energies_that_move_slowly_are_told_by_chain() {
        double[] sum = new double[1];
        Shape walk = (c, d, noise) -> c == 1 ? sum[0] += noise : noise;
        List<String> warnings = Warnings.of(fit(1000, WarningsTest::plain, walk, 0, 0));
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(
                "E-BFMI of chain 1 is N, below 0.3: energies are explored slowly, the tails may be missed. Reparameterise, or "
                        + "run longer.",
                warnings.getFirst().replaceFirst("is \\d+\\.\\d+", "is N"));
    }

    @Test
    void too_few_draws_are_not_judged() {
        assertEquals(List.of(), Warnings.of(fit(3, (c, d, noise) -> c, WarningsTest::plain, 0, 0)));
        assertEquals(List.of(), Warnings.of(fit(0, WarningsTest::plain, WarningsTest::plain, 0, 0)));
    }
}
