package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.inference.Variable;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.Var;

/**
 * What no data tell of is drawn forward after each draw of the rest. A mean may be off by 4.5 standard errors: a false alarm of 7e-6
 * each.
 */
class PredictionTest {

    private static final double[] Y = {1.5, 2.5, 0.25, 1.75, 3.0};

    private interface More {
        void add(ModelBuilder m, Var mu);
    }

    private static Model model(More more) {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 2));
            m.observe("y", normal(mu, 1), Y);
            more.add(m, mu);
        });
    }

    private static Model predicting() {
        return model((m, mu) -> {
            Var next = m.sample("y_new", normal(mu, 1));
            Var rate = m.deterministic("rate", next.exp());
            m.sample("n_new", poisson(rate));
            m.deterministic("twice", next.times(2));
        });
    }

    private static InferenceData fit(Model model) {
        return model.infer().draws(4000).seed(3).progress(Progress.silent()).run();
    }

    @Test
    void a_prediction_has_its_distribution_given_the_data() {
        InferenceData fit = fit(model((m, mu) -> m.sample("y_new", normal(mu, 1))));
        Summary summary = fit.summary();
        double precision = 0.25 + Y.length;
        double mean = (1.5 + 2.5 + 0.25 + 1.75 + 3) / precision;
        double sd = Math.sqrt(1 + 1 / precision);
        assertEquals(mean, summary.get("y_new", "mean"), 4.5 * summary.get("y_new", "mcse_mean"));
        assertEquals(sd, summary.get("y_new", "sd"), 4.5 * sd / Math.sqrt(2 * 10_000));
        double[] mu = fit.posterior().get("mu").toDoubles();
        double[] next = fit.posterior().get("y_new").toDoubles();
        double covariance = 0;
        double own = 0;
        for (int i = 0; i < mu.length; i++) {
            covariance += (mu[i] - mean) * (next[i] - mean) / mu.length;
            own += Math.pow(next[i] - mu[i], 2) / mu.length;
        }
        // draws of mu are worth at least a quarter of their number
        assertEquals(1 / precision, covariance, 4.5 * sd / Math.sqrt(precision) / Math.sqrt(4_000));
        assertEquals(1, own, 4.5 * Math.sqrt(2.0 / mu.length));
    }

    @Test
    void nothing_sampled_changes_by_a_bit_when_predictions_are_added() {
        InferenceData alone = fit(model((m, mu) -> {}));
        InferenceData with = fit(predicting());
        assertEquals(alone.posterior().get("mu"), with.posterior().get("mu"));
        assertEquals(
                List.copyOf(alone.sampleStats().variables()),
                List.copyOf(with.sampleStats().variables()));
    }

    @Test
    void counts_are_predicted_beside_a_sampler_along_gradients() {
        InferenceData fit = fit(predicting());
        assertEquals("nuts", fit.posterior().attributes().get("sampler"));
        long[] counts = fit.posterior().get("n_new").toLongs();
        double[] rates = fit.posterior().get("rate").toDoubles();
        double[] next = fit.posterior().get("y_new").toDoubles();
        double[] twice = fit.posterior().get("twice").toDoubles();
        double standardised = 0;
        for (int i = 0; i < counts.length; i++) {
            assertEquals(Math.exp(next[i]), rates[i], 1e-14 * rates[i]);
            assertEquals(2 * next[i], twice[i]);
            standardised += (counts[i] - rates[i]) / Math.sqrt(rates[i]);
        }
        assertEquals(0, standardised / counts.length, 4.5 / Math.sqrt(counts.length));
    }

    @Test
    void predictions_are_the_same_bits_on_every_backend_with_any_number_of_threads() {
        List<Variable> reference = Fits.numbers(
                Fits.brief(predicting()).keepWarmup().backend("interp").cores(1).run());
        for (String backend : List.of("interp", "vector")) {
            for (int cores : new int[] {1, 4}) {
                InferenceData fit = Fits.brief(predicting())
                        .keepWarmup()
                        .backend(backend)
                        .cores(cores)
                        .run();
                assertEquals(reference, Fits.numbers(fit), backend + " with " + cores + " threads");
            }
        }
    }

    @Test
    void predictions_differ_between_chains_draws_and_seeds_and_not_by_other_variables() {
        InferenceData fit = Fits.brief(predicting()).keepWarmup().run();
        double[] next = fit.posterior().get("y_new").toDoubles();
        double[] mu = fit.posterior().get("mu").toDoubles();
        double[] noise = new double[next.length];
        for (int i = 0; i < next.length; i++) {
            noise[i] = Math.rint((next[i] - mu[i]) * 1e9);
        }
        assertEquals(noise.length, Arrays.stream(noise).distinct().count());
        assertEquals(4 * 40, fit.get(Group.WARMUP_POSTERIOR).get("y_new").toDoubles().length);
        Variable alone = Fits.brief(model((m, x) -> m.sample("y_new", normal(x, 1))))
                .run()
                .posterior()
                .get("y_new");
        assertEquals(alone, fit.posterior().get("y_new"));
        assertNotEquals(
                alone, Fits.brief(predicting()).seed(12).run().posterior().get("y_new"));
    }

    @Test
    void what_nothing_observed_depends_on_and_nothing_can_be_drawn_from_is_refused() {
        Model improper = model((m, mu) -> m.sample("x", normal(m.sample("f", flat()), 1)));
        String message = assertThrows(
                        SamplingException.class, () -> Fits.brief(improper).run())
                .getMessage();
        assertTrue(message.contains("'f' has the improper prior"), message);
    }

    @Test
    void a_start_value_for_a_prediction_is_refused_in_words() {
        SamplingException e = assertThrows(
                SamplingException.class,
                () -> Fits.brief(predicting()).start("y_new", 1).run());
        assertTrue(
                e.getMessage().contains("'y_new', which no chain moves: nothing observed depends on it"),
                e::getMessage);
    }

    @Test
    void a_prediction_whose_parameter_leaves_its_range_is_refused_with_the_parameter() {
        Model model = model((m, mu) -> {
            m.sample("y_new", normal(0, mu.minus(1.4)));
            m.deterministic("twice", mu.times(2));
        });
        SamplingException e = assertThrows(
                SamplingException.class,
                () -> Fits.brief(model).jitter(0).start("mu", 3).run());
        assertTrue(e.getMessage().contains("'y_new' cannot be drawn"), e::getMessage);
        assertTrue(e.getMessage().contains("Normal needs sigma > 0"), e::getMessage);
        assertTrue(
                e.partial().orElseThrow().posterior().names().containsAll(List.of("mu", "twice")), "the rest is kept");
    }
}
