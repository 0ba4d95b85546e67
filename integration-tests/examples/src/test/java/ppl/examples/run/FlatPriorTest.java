package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.halfFlat;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.graph.Var;

/** Posteriors of closed form under improper priors. A mean may be off by 4 standard errors: a false alarm in 16,000 each. */
class FlatPriorTest {

    private static final double[] Y = {0.3, 1.1, 2.7, 0.8, 1.6};
    private static final double SUM = Arrays.stream(Y).sum();

    private static Summary summary(Model model) {
        return model.infer()
                .draws(4000)
                .seed(8)
                .progress(Progress.silent())
                .run()
                .summary();
    }

    private static void requireMoments(Summary summary, String variable, double mean, double sd) {
        assertEquals(mean, summary.get(variable, "mean"), 4 * summary.get(variable, "mcse_mean"), variable);
        assertEquals(sd, summary.get(variable, "sd"), 4 * summary.get(variable, "mcse_sd"), variable);
        assertTrue(summary.get(variable, "mcse_mean") < 0.05 * sd, variable + " is known well enough");
        assertTrue(summary.get(variable, "r_hat") < 1.01, variable);
    }

    @Test
    void a_mean_with_a_flat_prior_is_normal_about_that_of_the_data() {
        Summary summary = summary(Model.build(m -> {
            Var mu = m.sample("mu", flat());
            m.observe("y", normal(mu, 2), Y);
        }));
        requireMoments(summary, "mu", SUM / Y.length, 2 / Math.sqrt(Y.length));
    }

    @Test
    void a_rate_with_a_half_flat_prior_is_gamma() {
        Summary summary = summary(Model.build(m -> {
            Var rate = m.sample("rate", halfFlat());
            m.observe("y", exponential(rate), Y);
        }));
        int shape = Y.length + 1;
        requireMoments(summary, "rate", shape / SUM, Math.sqrt(shape) / SUM);
    }

    @Test
    void each_element_of_a_dim_has_a_flat_prior_of_its_own() {
        Summary summary = summary(Model.build(m -> {
            Dim group = m.dim("group", "a", "b");
            Var mu = m.sample("mu", flat(), group);
            m.observe("y", normal(mu, Var.constant(1.0, 3.0)), new double[] {-2, 7}, group);
        }));
        requireMoments(summary, "mu[a]", -2, 1);
        requireMoments(summary, "mu[b]", 7, 3);
    }
}
