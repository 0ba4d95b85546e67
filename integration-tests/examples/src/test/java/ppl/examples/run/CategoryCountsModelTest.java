package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.dirichletMultinomial;
import static ppl.api.Distributions.multinomial;
import static ppl.api.Distributions.normal;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.inference.Variable;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Counts of categories in models: observed, predicted, and moved by a sampler. A mean may be off by 4.5 standard errors, 7e-6 each. */
class CategoryCountsModelTest {

    private static final Tensor COUNTS = Tensor.of(new long[] {3, 0, 2, 1, 4, 5}, 2, 3);

    private static Inference infer(Model model) {
        return model.infer().draws(3000).seed(31).progress(Progress.silent());
    }

    private static void near(double expected, Summary summary, String element) {
        double error = summary.get(element, "mcse_mean");
        assertTrue(error < 0.05, element + ": mcse " + error);
        assertEquals(expected, summary.get(element, "mean"), 4.5 * error, element);
    }

    @Test
    void counts_add_to_the_concentrations_of_their_probabilities_and_predict_others() {
        Model model = Model.build(m -> {
            Dim site = m.dim("site", "u", "v");
            Dim kind = m.dim("kind", "a", "b", "c");
            Var theta = m.sample("theta", dirichlet(1, 2, 3), kind);
            m.observe("y", multinomial(Var.constant(Tensor.of(new long[] {5, 10})), theta), COUNTS, site, kind);
            m.sample("y_new", multinomial(20, theta), kind);
        });
        InferenceData fit = infer(model).run();
        double[] posterior = {1 + 4, 2 + 4, 3 + 7};
        for (int k = 0; k < 3; k++) {
            near(posterior[k] / 21, fit.summary(), "theta[" + "abc".charAt(k) + "]");
        }
        Variable predicted = fit.posterior().get("y_new");
        assertEquals(List.of("kind"), predicted.dims().subList(predicted.dims().size() - 1, predicted.dims().size()));
        long[] y = predicted.toLongs();
        double mean = 0;
        for (int i = 0; i < y.length; i += 3) {
            assertEquals(20, y[i] + y[i + 1] + y[i + 2]);
            mean += 3.0 * y[i] / y.length;
        }
        // the variance of a beta-binomial count, and as many draws as tell of it
        double variance = 20 * (5.0 / 21) * (16.0 / 21) * (41.0 / 22);
        assertEquals(20 * 5.0 / 21, mean, 5 * Math.sqrt(variance / 1500));
    }

    /** Counts move by way of a category that can have some: here the last one never has, and the first in one of two rows only. */
    @Test
    void vectors_of_counts_move_as_whole_numbers_with_their_sum() {
        Tensor p = Tensor.of(new double[] {0, 0.6, 0.4, 0, 0.5, 0.25, 0.25, 0}, 2, 4);
        Model model = Model.build(m -> {
            m.sample("x", multinomial(8, Var.constant(p)));
            m.sample("z", dirichletMultinomial(6, 2, 1, 3));
        });
        InferenceData fit = infer(model).run();
        assertEquals(8, infer(model).density().dimension());
        assertEquals("rw", fit.posterior().attributes().get("sampler"));
        Summary summary = fit.summary();
        for (int i = 0; i < 8; i++) {
            if (p.doubleAt(i) > 0) {
                near(8 * p.doubleAt(i), summary, "x[" + i / 4 + ", " + i % 4 + "]");
            }
        }
        double[] alpha = {2, 1, 3};
        IntStream.range(0, 3).forEach(k -> near(alpha[k], summary, "z[" + k + "]"));
        long[] x = fit.posterior().get("x").toLongs();
        for (int i = 0; i < x.length; i += 4) {
            assertArrayEquals(new long[] {8, 0}, new long[] {x[i] + x[i + 1] + x[i + 2] + x[i + 3], x[i + 3]});
        }
    }

    @Test
    void a_few_counts_may_be_summed_out() {
        Model model = Model.build(m -> {
            Var k = m.marginalize("k", multinomial(2, 0.2, 0.3, 0.5));
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu.plus(k.get(0)).minus(k.get(2).times(2)), 1), -1.5);
        });
        double[] p = {0.2, 0.3, 0.5};
        double logp = -0.5 * 0.09 - 0.5 * Math.log(2 * Math.PI);
        double sum = 0;
        for (int a = 0; a <= 2; a++) {
            for (int c = 0; a + c <= 2; c++) {
                int b = 2 - a - c;
                double ways = 2.0 / ((a == 2 ? 2 : 1) * (b == 2 ? 2 : 1) * (c == 2 ? 2 : 1));
                double away = -1.5 - (0.3 + a - 2 * c);
                double mass = ways * Math.pow(p[0], a) * Math.pow(p[1], b) * Math.pow(p[2], c);
                sum += mass * Math.exp(-0.5 * away * away) / Math.sqrt(2 * Math.PI);
            }
        }
        double found = infer(model).density().evaluator().logp(new double[] {0.3});
        assertEquals(logp + Math.log(sum), found, 1e-12);
    }

    @Test
    void counts_with_another_sum_are_named_with_their_row() {
        Model model = Model.build(m -> {
            Var theta = m.sample("theta", dirichlet(1, 2, 3));
            m.observe("y", multinomial(10, theta), COUNTS);
        });
        String message =
                assertThrows(SamplingException.class, () -> infer(model).run()).getMessage();
        assertTrue(
                message.contains("the event y[0] is outside the support of Multinomial ({whole x >= 0 with sum 10})"),
                message);
        Model free = Model.build(m -> m.sample("x", multinomial(8, 0.5, 0.5)));
        message = assertThrows(
                        SamplingException.class, () -> infer(free).start("x", 4, 5).run())
                .getMessage();
        assertTrue(
                message.contains("the start value of 'x' at event 0, [4.0, 5.0], is not inside its support"), message);
        assertTrue(message.contains("give counts that add up to 8"), message);
    }
}
