package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.normal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.graph.Var;

/** Models with whole numbers, whose posterior can be summed. A false alarm at 4 standard errors: 6e-5 for each mean. */
class DiscreteTest {

    private static InferenceData fit(Model model, String... samplerOfK) {
        Inference inference = model.infer();
        for (String name : samplerOfK) {
            inference = inference.sampler("k", name);
        }
        return inference
                .tune(1000)
                .draws(5000)
                .chains(4)
                .cores(2)
                .seed(5)
                .progress(Progress.silent())
                .run();
    }

    private static void requireMean(double exact, Summary summary, String variable) {
        double mean = summary.get(variable, "mean");
        double error = summary.get(variable, "mcse_mean");
        assertTrue(Math.abs(mean - exact) < 4 * error, variable + ": " + mean + ", exact " + exact + ", mcse " + error);
        assertTrue(error < 0.05, variable + " is known well enough for this to mean something: mcse " + error);
        assertTrue(summary.get(variable, "r_hat") < 1.01, variable + ": R-hat " + summary.get(variable, "r_hat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rw"})
    void a_latent_binomial_has_all_its_values_evaluated_or_is_walked_over(String named) {
        Model model = Model.build(m -> {
            Var k = m.sample("k", binomial(10, 0.5));
            m.observe("y", normal(k, 1), 7.2);
        });
        InferenceData fit = named.isEmpty() ? fit(model) : fit(model, named);
        assertEquals(named.isEmpty() ? "gibbs" : named, fit.posterior().attributes().get("sampler"));
        double[] p = new double[11];
        double sum = 0;
        double mean = 0;
        for (int k = 0; k <= 10; k++) {
            p[k] = choose(10, k) * Math.exp(-0.5 * (7.2 - k) * (7.2 - k));
            sum += p[k];
            mean += k * p[k];
        }
        requireMean(mean / sum, fit.summary(), "k");
        long sevens = 0;
        long[] draws = fit.posterior().get("k").toLongs();
        for (long k : draws) {
            sevens += k == 7 ? 1 : 0;
        }
        assertEquals(p[7] / sum, (double) sevens / draws.length, 0.03);
    }

    @Test
    void a_count_and_its_probability_are_sampled_together() {
        Model model = Model.build(m -> {
            Var p = m.sample("p", beta(2, 2));
            Var k = m.sample("k", binomial(20, p));
            m.observe("y", normal(k, 2), 14);
        });
        Summary summary = fit(model).summary();
        double sum = 0;
        double countMean = 0;
        double probabilityMean = 0;
        for (int k = 0; k <= 20; k++) {
            // Beta-binomial prior of k, up to a constant: B(2 + k, 22 - k) (20 choose k) = const (k + 1) (21 - k)
            double weight = (k + 1) * (21 - k) * Math.exp(-0.125 * (14 - k) * (14 - k));
            sum += weight;
            countMean += k * weight;
            probabilityMean += (2.0 + k) / 24 * weight;
        }
        requireMean(countMean / sum, summary, "k");
        requireMean(probabilityMean / sum, summary, "p");
    }

    private static double choose(int n, int k) {
        double c = 1;
        for (int i = 0; i < k; i++) {
            c = c * (n - i) / (i + 1);
        }
        return c;
    }
}
