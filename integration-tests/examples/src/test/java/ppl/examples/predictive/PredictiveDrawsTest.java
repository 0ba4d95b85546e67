package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.api.store.PredictiveFile;
import ppl.graph.Var;

/** Predictive draws have the distributions that are known of them. Moments may be off by 5 standard errors: a false alarm of 6e-7 each. */
class PredictiveDrawsTest {

    private static final double[] Y = {1.5, 2.5, 0.25, 1.75, 3.0};
    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(12);

    private static Model mean() {
        return Model.build(m -> {
            Dim obs = m.dim("obs", "a", "b", "c", "d", "e");
            Var mu = m.sample("mu", normal(0, 2));
            m.observe("y", normal(mu, 1), Y, obs);
            m.deterministic("twice", mu.times(2));
        });
    }

    /** The posterior of the mean, at evenly spaced probabilities by a sum of uniform numbers' own moments: 4,000 draws. */
    private static double[] posterior(double mean, double sd) {
        double[] z = model(4000).prior().get("z").toDoubles();
        double average = Arrays.stream(z).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(z).map(x -> (x - average) * (x - average)).average().orElseThrow());
        return Arrays.stream(z).map(x -> mean + sd * (x - average) / spread).toArray();
    }

    private static InferenceData model(int draws) {
        return Model.build(m -> m.sample("z", normal(0, 1))).priorPredictive(draws, OPTIONS);
    }

    @Test
    void a_replicate_varies_by_its_own_variance_and_that_of_the_mean() {
        double precision = 0.25 + Y.length;
        double mean = Arrays.stream(Y).sum() / precision;
        double variance = 1 + 1 / precision;
        double[] mu = posterior(mean, Math.sqrt(1 / precision));
        InferenceData fit = Fitted.of(mean(), "mu", mu).withPosteriorPredictive(OPTIONS);
        Variable y = fit.posteriorPredictive().get("y");
        assertEquals(List.of("chain", "draw", "obs"), y.dims());
        assertEquals("b", fit.posteriorPredictive().coord("obs").label(1));
        double[] all = y.toDoubles();
        int n = mu.length;
        for (int i = 0; i < Y.length; i++) {
            int element = i;
            double[] one = IntStream.range(0, n).mapToDouble(d -> all[d * Y.length + element]).toArray();
            double average = Arrays.stream(one).average().orElseThrow();
            double spread = Arrays.stream(one).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            assertEquals(mean, average, 5 * Math.sqrt(1.0 / n));
            assertEquals(variance, spread, 5 * variance * Math.sqrt(2.0 / n));
        }
        double together = IntStream.range(0, n)
                .mapToDouble(d -> (all[d * Y.length] - mean) * (all[d * Y.length + 1] - mean))
                .average()
                .orElseThrow();
        assertEquals(1 / precision, together, 5 * variance / Math.sqrt(n));
    }

    @Test
    void what_depends_on_another_observed_variable_follows_its_replicate() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var first = m.observe("first", normal(mu, 1), new double[] {0.5, -1});
            m.observe("second", normal(first, 1e-6), new double[] {0.5, -1});
        });
        Dataset drawn = Fitted.of(model, "mu", 0, 50, -7).withPosteriorPredictive(OPTIONS).posteriorPredictive();
        assertArrayEquals(drawn.get("first").toDoubles(), drawn.get("second").toDoubles(), 1e-5);
        assertEquals(50, drawn.get("first").get(0, 1, 0), 6);
    }

    @Test
    void draws_of_one_name_in_an_expression_are_different_draws() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 1).draw("e", 3).plus(normal(mu, 1).draw("e", 3).times(-1)), new double[] {1, 2, 3});
        });
        double[] y = Fitted.of(model, "mu", 0, 1).withPosteriorPredictive(OPTIONS).posteriorPredictive().get("y").toDoubles();
        assertTrue(Arrays.stream(y).allMatch(x -> x != 0), Arrays.toString(y));
    }

    @Test
    void variables_of_one_law_are_drawn_apart() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("first", normal(mu, 1), new double[] {0, 0});
            m.observe("second", normal(mu, 1), new double[] {0, 0});
        });
        Dataset drawn = Fitted.of(model, "mu", new double[500])
                .withPosteriorPredictive(OPTIONS)
                .posteriorPredictive();
        double[] first = drawn.get("first").toDoubles();
        double[] second = drawn.get("second").toDoubles();
        double product = IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] * second[i])
                .average()
                .orElseThrow();
        assertEquals(0, product, 5 / Math.sqrt(first.length));
    }

    @Test
    void what_was_summed_out_has_the_values_that_are_recovered() {
        Model model = Model.build(m -> {
            Dim point = m.dim("point", 4);
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), point);
            m.observe("y", normal(vector(0, 4).get(z), 1e-3), new double[] {0.001, 4.001, 0, 4}, point);
            m.observe("n", poisson(where(z.gt(0), 1000, 0)), new int[] {0, 999, 0, 1002}, point);
        });
        InferenceData fit = Fitted.of(model, "w", 0.2, 0.5, 0.9);
        double[] z = fit.recover("z").get("z").toDoubles();
        Dataset drawn = fit.withPosteriorPredictive().posteriorPredictive();
        double[] y = drawn.get("y").toDoubles();
        long[] n = drawn.get("n").toLongs();
        for (int i = 0; i < y.length; i++) {
            assertEquals(i % 2, z[i]);
            assertEquals(4 * z[i], y[i], 0.01);
            assertEquals(z[i] > 0, n[i] > 500);
        }
        assertEquals(DataType.INT64, drawn.get("n").dtype());
    }

    @Test
    void of_a_selection_of_draws_it_is_the_selection_of_the_whole() {
        InferenceData fit = Fitted.prior(mean(), 12);
        Dataset every = fit.withPosteriorPredictive(OPTIONS).posteriorPredictive();
        InferenceData thinned = fit.with(Group.POSTERIOR, fit.posterior().slice("draw", 1, 12, 4));
        assertEquals(
                every.slice("draw", 1, 12, 4),
                thinned.withPosteriorPredictive(OPTIONS).posteriorPredictive());
        assertNotEquals(
                every.get("y"),
                fit.withPosteriorPredictive(OPTIONS.withSeed(13)).posteriorPredictive().get("y"));
    }

    @Test
    void of_a_file_it_is_to_the_bit_that_of_the_fit(@TempDir Path folder) throws Exception {
        InferenceData fit = Fitted.prior(mean(), 8).withPosteriorPredictive(OPTIONS).withLogLikelihood();
        fit.save(folder.resolve("fit.nc"));
        InferenceData opened = mean().fitted(InferenceData.open(folder.resolve("fit.nc")));
        assertEquals(fit.posteriorPredictive(), opened.posteriorPredictive());
        assertEquals(
                fit.withPosteriorPredictive().posteriorPredictive(),
                opened.withPosteriorPredictive().posteriorPredictive(),
                "the seed of the run is in the file");
        InferenceData again = opened.without(Group.POSTERIOR_PREDICTIVE)
                .without(Group.LOG_LIKELIHOOD)
                .withPosteriorPredictive(OPTIONS)
                .withLogLikelihood();
        assertEquals(fit.posteriorPredictive(), again.posteriorPredictive());
        assertEquals(fit.logLikelihood(), again.logLikelihood());
    }

    @Test
    void what_is_written_by_parts_is_to_the_bit_what_is_computed_at_once(@TempDir Path folder) throws Exception {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 2));
            m.observe("y", normal(mu, 1), new double[700]);
            m.observe("n", poisson(mu.exp()), 3);
        });
        // More than the part of the draws that is computed at once, and no multiple of it.
        InferenceData fit = Fitted.prior(model, 450);
        Path file = folder.resolve("new/large.nc");
        PredictiveFile.write(fit, file, OPTIONS, Group.POSTERIOR_PREDICTIVE, Group.LOG_LIKELIHOOD);
        InferenceData expected = fit.withPosteriorPredictive(OPTIONS).withLogLikelihood();
        InferenceData read = InferenceData.open(file);
        assertEquals(expected, read);
        ResultException e = assertThrows(
                ResultException.class, () -> PredictiveFile.write(fit, file, OPTIONS, Group.PRIOR));
        assertEquals(
                "the groups [prior] cannot be computed: ask for posterior_predictive, log_likelihood or both", e.getMessage());
    }

    @Test
    void predictions_written_by_parts_are_to_the_bit_those_computed_at_once(@TempDir Path folder) throws Exception {
        Model model = Model.build(m -> {
            Dim row = m.dim("row", 3);
            Var x = m.data("x", new double[] {-1, 0, 1}, row);
            Var slope = m.sample("slope", normal(0, 2));
            m.observe("y", normal(x.times(slope), 1), new double[] {0.1, 0.2, 0.3}, row);
        });
        double[] next = IntStream.range(0, 700).mapToDouble(i -> i / 100.0).toArray();
        Consumer<PredictionData> data = d -> d.set("x", next);
        InferenceData fit = Fitted.prior(model, 450);
        Path file = folder.resolve("next.nc");
        PredictiveFile.writePredictions(fit, file, OPTIONS, data, "y", "slope");
        assertEquals(fit.predict(OPTIONS, data, "y", "slope"), InferenceData.open(file));
        ResultException e = assertThrows(
                ResultException.class,
                () -> PredictiveFile.writePredictions(fit, file, OPTIONS.summaryOnly(), data));
        assertTrue(e.getMessage().startsWith("the groups of a file come as draws"), e.getMessage());
    }

    @Test
    void computed_quantities_can_be_added_later() {
        InferenceData fit = Fitted.prior(mean(), 8);
        InferenceData without = fit.with(Group.POSTERIOR, fit.posterior().filter("~twice"));
        Dataset added = without.withDeterministics("twice").posterior();
        assertEquals(fit.posterior().get("twice"), added.get("twice"));
        assertEquals(fit.posterior().names(), added.names());
        assertEquals(fit.posterior(), fit.withDeterministics().posterior());
    }

    @Test
    void the_prior_is_drawn_with_all_that_follows_from_it() {
        InferenceData prior = mean().priorPredictive(4000, OPTIONS);
        assertEquals(List.of(Group.PRIOR, Group.PRIOR_PREDICTIVE, Group.OBSERVED_DATA), List.copyOf(prior.groups()));
        assertEquals(List.of("mu", "twice"), prior.prior().names());
        double[] mu = prior.prior().get("mu").toDoubles();
        double[] y = prior.priorPredictive().get("y").toDoubles();
        double spread = Arrays.stream(mu).map(x -> x * x).average().orElseThrow();
        assertEquals(4, spread, 5 * 4 * Math.sqrt(2.0 / mu.length));
        double own = IntStream.range(0, y.length)
                .mapToDouble(i -> Math.pow(y[i] - mu[i / Y.length], 2))
                .average()
                .orElseThrow();
        assertEquals(1, own, 5 * Math.sqrt(2.0 / y.length));
        assertArrayEquals(Arrays.stream(mu).map(x -> 2 * x).toArray(), prior.prior().get("twice").toDoubles());
        assertEquals(prior, mean().priorPredictive(4000, OPTIONS.withCores(1).withBackend("interp")));
        assertEquals(
                prior.prior().slice("draw", 0, 9, 1), mean().priorPredictive(9, OPTIONS).prior());
    }
}
