package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Pointwise log-likelihoods are the densities that books have, one for each element or event that was observed. */
class LogLikelihoodTest {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** The standard normal distribution function at -1 and at -2. */
    private static final double BELOW_ONE = 0.15865525393145705;

    private static final double BELOW_TWO = 0.022750131948179209;

    private static double normalLogp(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_TWO_PI;
    }

    /** Of a model of mu, at the draws 0 and 1. */
    private static Variable at01(BiConsumer<ModelBuilder, Var> observe) {
        return fit(observe).withLogLikelihood().logLikelihood().get("y");
    }

    private static InferenceData fit(BiConsumer<ModelBuilder, Var> observe) {
        Model model = Model.build(m -> observe.accept(m, m.sample("mu", normal(0, 1))));
        return Fitted.of(model, "mu", 0, 1);
    }

    private static void assertValues(Variable got, double... expected) {
        assertArrayEquals(expected, got.toDoubles(), 1e-13);
    }

    @Test
    void of_normal_elements() {
        Variable y = at01((m, mu) -> {
            Dim obs = m.dim("obs", "first", "second");
            m.observe("y", normal(mu, 2), new double[] {0.5, -3}, obs);
        });
        assertEquals(List.of("chain", "draw", "obs"), y.dims());
        assertValues(
                y,
                normalLogp(0.5, 0, 2),
                normalLogp(-3, 0, 2),
                normalLogp(0.5, 1, 2),
                normalLogp(-3, 1, 2));
    }

    @Test
    void of_counts() {
        assertValues(
                at01((m, mu) -> m.observe("y", poisson(mu.exp()), new int[] {0, 3})),
                -1,
                -1 - Math.log(6),
                -Math.E,
                3 - Math.E - Math.log(6));
    }

    @Test
    void of_censored_values_the_probability_of_being_beyond_the_end() {
        assertValues(
                at01((m, mu) -> m.observe("y", censored(normal(mu, 1), 0, 2), new double[] {0, 0.5, 2})),
                Math.log(0.5),
                normalLogp(0.5, 0, 1),
                Math.log(BELOW_TWO),
                Math.log(BELOW_ONE),
                normalLogp(0.5, 1, 1),
                Math.log(BELOW_ONE));
    }

    @Test
    void of_truncated_values_relative_to_the_probability_of_being_inside() {
        double inside = 1 - BELOW_TWO - 0.5;
        assertValues(
                at01((m, mu) -> m.observe("y", truncated(normal(mu, 1), 0, 2), new double[] {0.5})),
                normalLogp(0.5, 0, 1) - Math.log(inside),
                normalLogp(0.5, 1, 1) - Math.log(1 - 2 * BELOW_ONE));
    }

    @Test
    void of_mixtures_the_log_of_the_sum() {
        assertValues(
                at01((m, mu) -> m.observe("y", mixture(vector(0.3, 0.7), normal(mu, 1), exponential(2)), 0.25)),
                Math.log(0.3 * Math.exp(normalLogp(0.25, 0, 1)) + 0.7 * 2 * Math.exp(-0.5)),
                Math.log(0.3 * Math.exp(normalLogp(0.25, 1, 1)) + 0.7 * 2 * Math.exp(-0.5)));
    }

    @Test
    void of_observed_expressions() {
        assertValues(
                at01((m, mu) -> m.observe("y", maximum(normal(mu, 1).draw("x", 2), 0), new double[] {0, 1.5})),
                Math.log(0.5),
                normalLogp(1.5, 0, 1),
                Math.log(BELOW_ONE),
                normalLogp(1.5, 1, 1));
    }

    @Test
    void of_vectors_one_number_for_each() {
        Variable y = at01((m, mu) -> {
            Dim row = m.dim("row", 3);
            Dim part = m.dim("part", 2);
            Var factor = Var.constant(Tensor.of(new double[][] {{2, 0}, {0, 0.5}}));
            m.observe("y", mvNormalCholesky(vector(mu, 1), factor), new double[] {1, 2, 0, 1, 3, 0}, row, part);
        });
        assertEquals(List.of("chain", "draw", "row"), y.dims());
        double[] expected = new double[6];
        double[][] rows = {{1, 2}, {0, 1}, {3, 0}};
        for (int i = 0; i < 6; i++) {
            expected[i] = normalLogp(rows[i % 3][0], i / 3, 2) + normalLogp(rows[i % 3][1], 1, 0.5);
        }
        assertValues(y, expected);
    }

    @Test
    void of_a_path_each_step_given_those_before() {
        Variable y = at01((m, mu) -> {
            Var noise = normal(0, 1).draw("noise", 3);
            m.observe(
                    "y",
                    scan(Var.constant(0.0), noise, (h, e) -> h.times(0.5).plus(mu).plus(e)),
                    new double[] {1, 0, 2});
        });
        assertEquals(List.of("chain", "draw", "y_dim_0"), y.dims());
        double[] expected = new double[6];
        for (int mu = 0; mu < 2; mu++) {
            expected[3 * mu] = normalLogp(1, mu, 1);
            expected[3 * mu + 1] = normalLogp(0, 0.5 + mu, 1);
            expected[3 * mu + 2] = normalLogp(2, mu, 1);
        }
        assertValues(y, expected);
    }

    /** In two models that are one: with components that are summed out, and with a mixture. */
    @Test
    void of_rows_with_components_that_are_summed_out_that_of_the_mixture() {
        double[] y = {0.1, 3.9, 2, 4.2};
        Model components = Model.build(m -> {
            Dim point = m.dim("point", 4);
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), point);
            m.observe("y", normal(vector(0, 4).get(z), vector(1, 2, 1, 2)), y, point);
        });
        InferenceData fit = Fitted.of(components, "w", 0.2, 0.9);
        double[] expected = new double[8];
        for (int i = 0; i < 8; i++) {
            double w = i < 4 ? 0.2 : 0.9;
            double sigma = 1 + i % 2;
            expected[i] = Math.log((1 - w) * Math.exp(normalLogp(y[i % 4], 0, sigma))
                    + w * Math.exp(normalLogp(y[i % 4], 4, sigma)));
        }
        Variable got = fit.withLogLikelihood().logLikelihood().get("y");
        assertEquals(List.of("chain", "draw", "point"), got.dims());
        assertValues(got, expected);
    }

    /** Rows are those that were seen, in their order, of components in another one. */
    @Test
    void of_rows_of_a_mixture_some_of_which_are_missing_that_of_those_that_were_seen() {
        double[] y = {0.1, Double.NaN, 2, 4.2};
        long[] component = {3, 0, 1, 2};
        Model components = Model.build(m -> {
            Dim point = m.dim("point", 4);
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w.times(vector(0.1, 0.4, 0.7, 1))), point);
            Var mu = vector(0, 4).get(z.get(Var.constant(Tensor.of(component))));
            m.observe("y", normal(mu, vector(1, 2, 1, 2)), y, point);
        });
        InferenceData fit = Fitted.of(components.imputed().doIntervention("y_missing", 0), "w", 0.2, 0.9);
        double[] share = {1, 0.4, 0.7};
        double[] seen = {0.1, 2, 4.2};
        double[] sigma = {1, 1, 2};
        double[] expected = new double[6];
        for (int i = 0; i < 6; i++) {
            double w = (i < 3 ? 0.2 : 0.9) * share[i % 3];
            expected[i] = Math.log((1 - w) * Math.exp(normalLogp(seen[i % 3], 0, sigma[i % 3]))
                    + w * Math.exp(normalLogp(seen[i % 3], 4, sigma[i % 3])));
        }
        Variable got = fit.withLogLikelihood().logLikelihood().get("y");
        assertEquals(List.of("chain", "draw", "y_seen_at"), got.dims());
        assertValues(got, expected);
    }

    @Test
    void of_each_variable_without_potentials() {
        InferenceData fit = fit((m, mu) -> {
            m.observe("y", normal(mu, 1), 0.5);
            m.observe("yes", bernoulli(sigmoid(mu.times(800))), 0);
            m.potential("more", mu.times(100));
        });
        InferenceData all = fit.withLogLikelihood();
        assertEquals(List.of("y", "yes"), all.logLikelihood().names());
        assertValues(all.logLikelihood().get("y"), normalLogp(0.5, 0, 1), normalLogp(0.5, 1, 1));
        // Where the probability of 0 is exp(-800), its log is not lost.
        assertValues(all.logLikelihood().get("yes"), Math.log(0.5), -800);
        assertEquals(List.of("yes"), fit.withLogLikelihood("yes").logLikelihood().names());
    }

    @Test
    void where_a_parameter_is_out_of_range_it_is_minus_infinity() {
        Model model = Model.build(m -> {
            Var rate = m.sample("rate", halfNormal(1));
            m.observe("y", exponential(rate), new double[] {0, 1});
        });
        InferenceData fit = Fitted.of(model, "rate", 1, -2);
        double never = Double.NEGATIVE_INFINITY;
        assertValues(fit.withLogLikelihood().logLikelihood().get("y"), 0, -1, never, never);
    }
}
