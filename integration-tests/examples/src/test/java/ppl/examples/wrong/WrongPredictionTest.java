package ppl.examples.wrong;

import static ppl.api.Distributions.*;
import static ppl.api.inference.NewLabels.SAMPLE;
import static ppl.graph.Functions.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelException;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.FittedModel;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.sample.SamplingException;
import ppl.api.store.PredictiveFile;
import ppl.graph.PplException;
import ppl.graph.Var;

/** Predictions that cannot be made. */
class WrongPredictionTest {

    private static final PredictiveOptions OPTIONS = PredictiveOptions.defaults().withSeed(1).withCores(1);

    @TempDir
    Path folder;

    private interface Body {
        void build(ModelBuilder m, Dim group, Var x);
    }

    /** Draws of the prior in the place of a posterior. */
    private static InferenceData fit(Body body) {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            body.build(m, group, m.data("x", new double[] {1, 2}, m.dim("obs", 2)));
        });
        return model.fitted(InferenceData.of(Group.POSTERIOR, model.priorPredictive(2, OPTIONS).prior()));
    }

    private static void refused(
            Class<? extends PplException> type, Body body, Consumer<PredictionData> data, String message, String... names) {
        InferenceData fit = fit(body);
        Refusal.of(type, () -> fit.predict(OPTIONS, data, names), message);
    }

    private static InferenceData levels() {
        return fit((m, group, x) -> m.observe("y", normal(m.sample("a", normal(0, 1), group), 1), new double[3], group));
    }

    @Test
    void a_name_that_the_model_does_not_have() {
        refused(
                ResultException.class,
                (m, group, x) -> m.observe("y", normal(m.sample("a", normal(0, 1), group), 1), new double[3], group),
                d -> {},
                """
                        'z' is no variable of the model; those are [y, a]""",
                "z");
    }

    @Test
    void nothing_was_observed() {
        refused(
                ResultException.class,
                (m, group, x) -> m.sample("a", normal(0, 1), group),
                d -> {},
                """
                        the model has no observed variable""");
    }

    @Test
    void results_that_do_not_know_their_model() {
        InferenceData plain = InferenceData.of(Group.POSTERIOR, levels().posterior());
        Refusal.of(
                ResultException.class,
                () -> plain.predict(d -> {}),
                """
                        these results do not know their model, with which predictions are computed: they were read from a file or put together from others; give it to them with model.fitted(results), where the model is built by the same code; or compute on the result of run(), and save what it gives""");
        Refusal.of(
                ResultException.class,
                () -> plain.saveModel(folder.resolve("fit.nc")),
                """
                        these results do not know their model, with which predictions in another process are computed: they were read from a file or put together from others; give it to them with model.fitted(results), where the model is built by the same code; or compute on the result of run(), and save what it gives""");
    }

    @Test
    void a_label_that_was_never_seen() {
        refused(
                ModelException.class,
                (m, group, x) -> m.observe("y", normal(m.sample("a", normal(0, 1), group), 1), new double[3], group),
                d -> d.dim("group", "c", "d", "a", "e"),
                """
                        'a' was fitted along the dim 'group' without 'd', 'e', so there is no value: leave such labels out, fit the model with them, or draw from the population, with newLabels(SAMPLE)""");
    }

    @Test
    void other_rows_than_those_of_the_fit() {
        refused(
                ModelException.class,
                (m, group, x) -> {
                    Dim obs = m.dim("row", 4);
                    Var w = m.data("w", new double[4], obs);
                    m.observe("y", normal(m.sample("e", normal(w, 1), obs), 1), new double[4], obs);
                },
                d -> d.set("w", new double[] {7, 8, 9, 10}),
                """
                        'e' was fitted for the rows of 'row', and data with that numbered dim are of other rows: draw from the population, with newLabels(SAMPLE); or, if a position is the same as in the fit, say so with dim("row", 4)""");
    }

    @Test
    void elements_without_a_dim_whose_law_has_other_data() {
        refused(
                ModelException.class,
                (m, group, x) -> m.observe("y", normal(m.sample("e", normal(x, 1)), 1), new double[2]),
                d -> d.set("x", new double[] {7, 8}),
                """
                        'e' has no dims, and what it is drawn from has other data, of shape [2] instead of [2]: whether its elements are those of the fit is not known; name its axes with dims, and fit the model again""");
    }

    @Test
    void a_new_label_of_effects_that_sum_to_zero() {
        refused(
                ModelException.class,
                (m, group, x) -> m.observe("y", normal(m.sample("a", zeroSumNormal(1, 3), group), 1), new double[3], group),
                d -> d.dim("group", "a", "b", "c", "d").newLabels(SAMPLE),
                """
                        'a' cannot be drawn for 'd' of the dim 'group' given the fitted elements: ZeroSumNormal(sigma=1.0, n=4) makes its elements along this dim depend on each other; leave such labels out, or fit the model with them""");
    }

    @Test
    void a_new_step_of_a_random_walk() {
        refused(
                ModelException.class,
                (m, group, x) ->
                        m.observe("y", normal(m.sample("a", gaussianRandomWalk(1, normal(0, 1), 3), group), 1), new double[3], group),
                d -> d.dim("group", "b", "c", "d", "e").newLabels(SAMPLE),
                """
                        'a' cannot be drawn for 'd', 'e' of the dim 'group' given the fitted elements: GaussianRandomWalk(mu=0.0, sigma=1.0, init=Normal(mu=0.0, sigma=1.0), length=4) makes its elements along this dim depend on each other; leave such labels out, or fit the model with them""");
    }

    @Test
    void a_new_element_of_a_vector() {
        refused(
                ModelException.class,
                (m, group, x) -> {
                    Var scale = m.data("scale", new double[] {1, 2, 3}, group);
                    m.observe("y", normal(m.sample("a", mvNormal(scale, diag(scale)), group), 1), new double[3], group);
                },
                d -> d.dim("group", "b", "d").set("scale", new double[] {1, 2}).newLabels(SAMPLE),
                """
                        'a' cannot be drawn for 'd' of the dim 'group' given the fitted elements: MvNormal(mu=scale, cov=where(iota == iota, scale, 0.0)) makes its elements along this dim depend on each other; leave such labels out, or fit the model with them""");
    }

    @Test
    void a_new_cut_point() {
        refused(
                ModelException.class,
                (m, group, x) -> m.observe("y", normal(m.sample("a", ordered(normal(0, 1)), group), 1), new double[3], group),
                d -> d.dim("group", "a", "z").newLabels(SAMPLE),
                """
                        'a' cannot be drawn for 'z' of the dim 'group' given the fitted elements: Ordered(Normal(mu=0.0, sigma=1.0)) makes its elements along this dim depend on each other; leave such labels out, or fit the model with them""");
    }

    @Test
    void a_new_label_under_a_potential() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            Var a = m.sample("a", normal(0, 1), group);
            m.potential("soft", a.mean().square().times(-10));
            m.observe("y", normal(a, 1), new double[3], group);
        });
        InferenceData fit = model.fitted(InferenceData.of(Group.POSTERIOR, levels().posterior()));
        Refusal.of(
                ModelException.class,
                () -> fit.predict(d -> d.dim("group", "a", "q").newLabels(SAMPLE)),
                """
                        'a' cannot be drawn for 'q' of the dim 'group': the potential 'soft' changes its distribution, and does not say how for new labels; leave such labels out, or fit the model with them""");
    }

    @Test
    void a_new_label_of_an_improper_prior() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            m.observe("y", normal(m.sample("a", flat(), group), 1), new double[3], group);
        });
        InferenceData fit = model.fitted(InferenceData.of(Group.POSTERIOR, levels().posterior()));
        Refusal.of(
                SamplingException.class,
                () -> fit.predict(d -> d.dim("group", "a", "q").newLabels(SAMPLE)),
                """
                        'a' cannot be drawn: Flat is improper and has no draws; take a law that has, such as normal(0, 10), or give it a value""");
    }

    @Test
    void a_new_row_of_what_was_summed_out() {
        refused(
                ModelException.class,
                (m, group, x) -> {
                    Var w = m.sample("w", beta(2, 2));
                    m.observe("y", normal(m.marginalize("z", bernoulli(w), group).times(3), 1), new double[3], group);
                },
                d -> d.dim("group", "b", "n"),
                """
                        'z' was fitted along the dim 'group' without 'n', so there is no value: leave such labels out, fit the model with them, or draw from the population, with newLabels(SAMPLE)""");
    }

    @Test
    void a_parameter_that_new_data_take_out_of_its_range() {
        refused(
                SamplingException.class,
                (m, group, x) -> m.observe("y", poisson(m.sample("rate", halfNormal(1)).times(x)), new int[2]),
                d -> d.set("x", new double[] {1, -2}),
                """
                        'y' cannot be drawn for draw 0 of chain 0: Poisson needs mu >= 0, but mu[1] is -2.3934576226872912, where mu = rate * x; correct it, or take exp or softplus of it""");
    }

    @Test
    void a_posterior_that_was_filtered() {
        InferenceData fit = fit((m, group, x) -> {
            Var a = m.sample("a", normal(0, 1), group);
            m.observe("y", normal(a, m.sample("s", halfNormal(1))), new double[3], group);
        });
        Refusal.of(
                ResultException.class,
                () -> fit.with(Group.POSTERIOR, fit.posterior().filter("a")).predict(d -> d.dim("group", "c", "a")),
                """
                        the posterior has no variable 's', which the model needs; it has [a]: keep it when draws are filtered, or take the results of this model""");
    }

    @Test
    void latent_draws_where_nothing_is_censored() {
        String message =
                """
                        option latent is for what is censored(...), and nothing that is drawn here is: leave it out""";
        Refusal.of(ResultException.class, () -> levels().predict(OPTIONS.withLatent(), d -> {}), message);
        Refusal.of(ResultException.class, () -> levels().withPosteriorPredictive(OPTIONS.withLatent()), message);
    }

    @Test
    void summaries_of_what_comes_as_draws() throws IOException {
        Refusal.of(
                ResultException.class,
                () -> levels().withLogLikelihood(OPTIONS.summaryOnly()),
                """
                        log-likelihoods come as draws: option summaryOnly is for predictive draws and predictions; leave it out""");
        Refusal.of(
                ResultException.class,
                () -> PredictiveFile.write(levels(), folder.resolve("a.nc"), OPTIONS.summaryOnly(), Group.POSTERIOR_PREDICTIVE),
                """
                        the groups of a file come as draws: option summaryOnly is for predictive draws and predictions; leave it out""");
    }

    @Test
    void quantiles_that_are_none() {
        Refusal.of(
                ResultException.class,
                () -> OPTIONS.summaryOnly(0.5, 97.5),
                """
                        a summary has quantiles of probabilities from 0 to 1, not 97.5: 0.5 is the median""");
        Refusal.of(
                ResultException.class,
                () -> OPTIONS.summaryOnly(0.5, 0.5),
                """
                        a summary has each quantile once, not [0.5, 0.5]: leave one out""");
    }

    @Test
    void a_summary_of_no_draws() {
        InferenceData fit = levels();
        Dataset none = fit.posterior().slice(Dataset.DRAW, 0, 0, 1);
        Refusal.of(
                ResultException.class,
                () -> fit.with(Group.POSTERIOR, none).withPosteriorPredictive(OPTIONS.summaryOnly()),
                """
                        there is no draw to summarise: the posterior is empty""");
    }

    @Test
    void a_dim_of_the_name_of_the_axis_of_statistics() {
        InferenceData fit = fit((m, group, x) -> m.observe(
                "y", normal(m.sample("a", normal(0, 1)), 1), new double[2], m.dim("metric", "speed", "cost")));
        Refusal.of(
                ResultException.class,
                () -> fit.predict(OPTIONS.summaryOnly(), d -> {}),
                """
                        'y' has the dim 'metric', along which a summary has its statistics: rename the dim""");
    }

    @Test
    void a_file_without_a_model() throws IOException {
        Path file = folder.resolve("fit.nc");
        levels().save(file);
        Refusal.of(
                ResultException.class,
                () -> Model.openFitted(file),
                file
                        + " has no model beside its draws: write it with fit.saveModel(file); or give the draws the model that is built by the same code, with model.fitted(InferenceData.open(file))");
    }

    @Test
    void a_file_with_the_model_of_other_draws() throws IOException {
        Path file = folder.resolve("fit.nc");
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put(FittedModel.ATTRIBUTE, Model.build(m -> m.sample("b", normal(0, 1))).text());
        levels().withAttributes(notes).save(file);
        Refusal.of(
                ResultException.class,
                () -> Model.openFitted(file),
                """
                        the posterior has no variable 'b', which the model needs; it has [a]: keep it when draws are filtered, or take the results of this model""");
    }
}
