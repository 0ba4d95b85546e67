package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.exponential;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Probabilities of categories, whose posterior is a Dirichlet law: a mean may be off by 4.5 standard errors, 7e-6 each. */
class SimplexTest {

    private static final int[] COUNTS = {12, 0, 5, 3};
    private static final double[] ALPHA = {1, 0.5, 2, 1.5};

    private static double[] posterior() {
        double[] sum = new double[4];
        Arrays.setAll(sum, k -> ALPHA[k] + COUNTS[k]);
        return sum;
    }

    private static int[] outcomes() {
        return IntStream.range(0, 4)
                .flatMap(k -> IntStream.generate(() -> k).limit(COUNTS[k]))
                .toArray();
    }

    private static Inference infer(Model model) {
        return model.infer().draws(4000).seed(21).progress(Progress.silent());
    }

    private static void requireDirichlet(double[] alpha, Summary summary, IntFunction<String> name) {
        double n = Arrays.stream(alpha).sum();
        for (int k = 0; k < alpha.length; k++) {
            double mean = alpha[k] / n;
            double sd = Math.sqrt(mean * (1 - mean) / (n + 1));
            String element = name.apply(k);
            double error = summary.get(element, "mcse_mean");
            assertTrue(error < 0.05 * sd, element + ": mcse " + error + " of sd " + sd);
            assertEquals(mean, summary.get(element, "mean"), 4.5 * error, element);
            assertEquals(sd, summary.get(element, "sd"), 0.06 * sd, element);
            assertTrue(summary.get(element, "r_hat") < 1.01, element);
        }
    }

    @Test
    void categories_observed_add_to_the_concentrations() {
        Model model = Model.build(m -> {
            Dim kind = m.dim("kind", "a", "b", "c", "d");
            Var theta = m.sample("theta", dirichlet(ALPHA), kind);
            m.observe("y", categorical(theta), outcomes());
        });
        InferenceData fit = infer(model).run();
        assertEquals(3, infer(model).density().dimension());
        requireDirichlet(posterior(), fit.summary(), k -> "theta[" + "abcd".charAt(k) + "]");
        double[] x = fit.posterior().get("theta").toDoubles();
        for (int d = 0; d < x.length; d += 4) {
            assertEquals(1, x[d] + x[d + 1] + x[d + 2] + x[d + 3], 1e-12);
        }
    }

    /** Of two components, each throw tells by the logs of p and of 1 - p. */
    @Test
    void throws_of_a_coin_add_to_the_concentrations_of_two() {
        Model model = Model.build(m -> {
            Var theta = m.sample("theta", dirichlet(2, 3));
            m.observe("y", bernoulli(theta.get(0)), new int[] {1, 1, 0, 1, 0, 1, 1, 1});
        });
        requireDirichlet(new double[] {8, 5}, infer(model).run().summary(), k -> "theta[" + k + "]");
    }

    @Test
    void groups_have_probabilities_of_their_own() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "u", "v");
            Dim kind = m.dim("kind", "a", "b", "c");
            Var theta = m.sample("theta", dirichlet(1, 1, 1), group, kind);
            Var first = theta.get(Index.all(), Index.at(0));
            m.observe("n", binomial(10, first), new int[] {8, 2}, group);
        });
        // the first share of Dirichlet(1, 1, 1) is Beta(1, 2)
        Summary summary = infer(model).run().summary();
        for (int g = 0; g < 2; g++) {
            int n = g == 0 ? 8 : 2;
            String element = "theta[" + "uv".charAt(g) + ", a]";
            double error = summary.get(element, "mcse_mean");
            assertTrue(error < 0.01, element + ": mcse " + error);
            assertEquals((1.0 + n) / 13, summary.get(element, "mean"), 4.5 * error, element);
        }
    }

    @Test
    void the_prior_alone_is_sampled_too() {
        Model model = Model.build(m -> m.sample("theta", dirichlet(0.5, 2, 3.5)));
        requireDirichlet(new double[] {0.5, 2, 3.5}, infer(model).run().summary(), k -> "theta[" + k + "]");
    }

    @Test
    void shares_that_are_observed_tell_of_their_concentrations() {
        Model model = Model.build(m -> {
            Var scale = m.sample("scale", exponential(0.1));
            Var alpha = scale.times(Var.constant(0.2, 0.3, 0.5));
            m.observe("shares", dirichlet(alpha), Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {0.25, 0.3, 0.45}}));
        });
        Summary summary = infer(model).draws(4000).run().summary();
        double exact = meanScale(new double[][] {{0.2, 0.3, 0.5}, {0.25, 0.3, 0.45}});
        assertEquals(exact, summary.get("scale", "mean"), 4.5 * summary.get("scale", "mcse_mean"));
        assertTrue(Math.abs(exact - 10) > 20 * summary.get("scale", "mcse_mean"), "the prior's mean is far off");
        Model off = Model.build(m -> {
            Var scale = m.sample("scale", exponential(0.1));
            Var alpha = scale.times(Var.constant(0.2, 0.3, 0.5));
            m.observe("shares", dirichlet(alpha), Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {0.25, 0.3, 0.4}}));
        });
        String message =
                assertThrows(SamplingException.class, () -> infer(off).run()).getMessage();
        assertTrue(
                message.contains("the event shares[1] is outside the support of Dirichlet ({x >= 0 with sum 1})"),
                message);
    }

    /** The mean of the scale by Simpson's rule. */
    private static double meanScale(double[][] shares) {
        double[] a = {0.2, 0.3, 0.5};
        double mass = 0;
        double moment = 0;
        int n = 400_000;
        for (int i = 1; i < n; i++) {
            double s = 400.0 * i / n;
            double logp = -0.1 * s;
            for (double[] x : shares) {
                logp += LogGamma.value(s);
                for (int j = 0; j < a.length; j++) {
                    logp += (s * a[j] - 1) * Math.log(x[j]) - LogGamma.value(s * a[j]);
                }
            }
            double weight = (i % 2 == 0 ? 2 : 4) * Math.exp(logp);
            mass += weight;
            moment += s * weight;
        }
        return moment / mass;
    }

    @Test
    void start_values_off_the_simplex_are_refused() {
        Model model = Model.build(m -> m.sample("theta", dirichlet(1, 1, 1)));
        String message = assertThrows(
                        SamplingException.class,
                        () -> infer(model).start("theta", 0.2, 0.3, 0.4).run())
                .getMessage();
        assertTrue(
                message.contains("the start value of 'theta' at event 0, [0.2, 0.3, 0.4], is not inside its support"),
                message);
        message = assertThrows(
                        SamplingException.class,
                        () -> infer(model).start("theta", 0.5, 0.5, 0).run())
                .getMessage();
        assertTrue(message.contains("divide them by their sum"), message);
    }
}
