package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.api.diagnostics.ResultCode;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.sample.SamplingCode;
import ppl.graph.PplException;
import ppl.graph.Var;

/** What cannot be computed is refused with a message that says why and what to do. */
class WrongUsesTest {

    private static Model model(String... groups) {
        return Model.build(m -> {
            Dim group = m.dim("group", groups);
            Var level = m.sample("level", normal(0, 1), group);
            Var sigma = m.sample("sigma", halfNormal(1));
            m.observe("y", normal(level, sigma), new double[groups.length], group);
        });
    }

    private static InferenceData fit() {
        return Fitted.prior(model("a", "b"), 4);
    }

    private static InferenceData results(Model model) {
        return InferenceData.of(Group.POSTERIOR, model.priorPredictive(4).prior());
    }

    private static void assertRefused(PplException.Code code, String message, Executable use) {
        PplException e = assertThrows(PplException.class, use);
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void a_name_that_is_no_observed_variable() {
        assertRefused(
                ResultCode.ABSENT,
                "'sigma' is no observed variable of the model; those are [y]",
                () -> fit().withPosteriorPredictive("sigma"));
        assertRefused(
                ResultCode.ABSENT,
                "'z' is no observed variable of the model; those are [y]",
                () -> fit().withLogLikelihood("y", "z"));
        assertRefused(
                ResultCode.ABSENT,
                "'y' is no computed quantity of the model; there is none",
                () -> fit().withDeterministics("y"));
    }

    @Test
    void a_model_in_which_nothing_was_observed() {
        Model model = Model.build(m -> m.sample("mu", normal(0, 1)));
        assertRefused(
                ResultCode.ABSENT,
                "the model has no observed variable",
                () -> Fitted.of(model, "mu", 1, 2).withLogLikelihood());
    }

    @Test
    void vectors_have_no_probability_of_less_than_was_observed() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", mvNormal(vector(mu, mu), eye(2)), new double[] {1, 2});
        });
        InferenceData fit = Fitted.of(model, "mu", 1, 2).withLogLikelihood().withPosteriorPredictive();
        PplException e = assertThrows(PplException.class, () -> fit.with(Group.OBSERVED_DATA, observed()).looPit("y"));
        assertEquals(ResultCode.SHAPE, e.code());
        assertTrue(e.getMessage().endsWith("of vectors compare models by loo, or observe numbers under a distribution of numbers"));
    }

    private static Dataset observed() {
        return Dataset.builder()
                .variable("y", List.of("y_dim_0"), new int[] {2}, new double[] {1, 2})
                .build();
    }

    @Test
    void results_that_do_not_know_their_model() {
        assertRefused(
                ResultCode.ABSENT,
                "these results do not know their model, with which posterior predictive draws are computed: they were read from a file or"
                        + " put together from others; give it to them with model.fitted(results), where the model is built by the same"
                        + " code; or compute on the result of run(), and save what it gives",
                () -> results(model("a", "b")).withPosteriorPredictive());
    }

    @Test
    void a_group_that_was_not_computed_yet() {
        assertRefused(
                ResultCode.ABSENT,
                "there is no group 'log_likelihood'; there are: posterior; withLogLikelihood() adds it to the result of a run",
                () -> fit().loo());
    }

    @Test
    void a_posterior_that_lacks_a_variable() {
        InferenceData fit = fit();
        assertRefused(
                ResultCode.MISMATCH,
                "the posterior has no variable 'sigma', which the model needs; it has [level]: keep it when draws are filtered, or take the"
                        + " results of this model",
                () -> fit.with(Group.POSTERIOR, fit.posterior().filter("level")).withLogLikelihood());
    }

    @Test
    void results_of_a_model_of_other_shape() {
        assertRefused(
                ResultCode.MISMATCH,
                "the posterior has level (chain: 1, draw: 4, group: 3) float64, but in the model 'level' has the dims [group] and the shape"
                        + " [2] beside chain and draw: build the model with the data of that run",
                () -> model("a", "b").fitted(results(model("a", "b", "c"))));
    }

    @Test
    void results_with_labels_in_another_order() {
        assertRefused(
                ResultCode.MISMATCH,
                "position 0 of dim 'group' of 'level' is 'b' in the posterior, but 'a' in the model: build the model with the labels of that"
                        + " run, in their order",
                () -> model("a", "b").fitted(results(model("b", "a"))));
    }

    @Test
    void results_of_another_type() {
        Model counts = Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            m.observe("y", normal(n, 1), 2.5);
        });
        assertRefused(
                ResultCode.MISMATCH,
                "'n' is float64 in the posterior, but int64 in the model: these are not draws of this model",
                () -> Fitted.of(counts, "n", 1, 2));
    }

    @Test
    void results_of_other_data() {
        Dataset other = Dataset.builder()
                .coord("group", Coord.of("a", "b"))
                .variable("y", List.of("group"), new int[] {2}, new double[] {0, 7})
                .build();
        assertRefused(
                ResultCode.MISMATCH,
                "'y' was observed as 7.0 at element 1 in the results, but as 0.0 in the model: build the model with the data of that run",
                () -> model("a", "b").fitted(results(model("a", "b")).with(Group.OBSERVED_DATA, other)));
    }

    @Test
    void results_at_other_data() {
        Model at = Model.build(m -> {
            Var x = m.data("x", new double[] {1, 2}, m.dim("row", 2));
            m.observe("y", normal(m.sample("b", normal(0, 1)).times(x), 1), new double[] {0, 3});
        });
        InferenceData fit = Fitted.of(at, "b", 0.5, 1);
        Dataset other = Dataset.builder()
                .variable("x", List.of("row"), new int[] {2}, new double[] {1, 5})
                .build();
        assertRefused(
                ResultCode.MISMATCH,
                "'x' is given as 5.0 at element 1 in the results, but as 2.0 in the model: build the model with the data of that run; fit.predict(d -> d.set(...)) predicts at other data",
                () -> at.fitted(fit.with(Group.CONSTANT_DATA, other)));
        // What an experimenter sets is no datum of the fit.
        assertEquals(
                1,
                at.doIntervention("b", 3)
                        .fitted(fit)
                        .predict(d -> {}, "y")
                        .get(Group.PREDICTIONS)
                        .names()
                        .size());
    }

    @Test
    void the_pointwise_density_of_what_is_tied_together() {
        Model model = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w));
            m.observe("y", normal(z.times(3), 1), new double[] {1, 2});
        });
        assertRefused(
                ResultCode.CONTENT,
                "'y' has no pointwise log-likelihood: its density given the parameters is a sum over the values of 'z', which ties its elements"
                        + " to each other, or to those of other variables; give each row an element of its own, with the same dims; or sample"
                        + " 'z' with m.sample, for the density given their values",
                () -> Fitted.of(model, "w", 0.5, 0.25).withLogLikelihood());
    }

    /** Components of two variables at once, neighbours in a chain, and one of another row too. */
    @Test
    void the_pointwise_density_of_rows_that_share_what_was_summed_out() {
        double[] three = {1, 2, 3};
        Model shared = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), m.dim("row", 3));
            m.observe("y", normal(z.times(3), 1), three);
            m.observe("x", normal(z, 1), three);
        });
        Model neighbours = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), m.dim("row", 3));
            m.observe("y", normal(z.plus(z.get(new int[] {1, 2, 0})), 1), three);
        });
        Model repeated = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), m.dim("row", 3));
            m.observe("y", normal(z.get(new int[] {1, 2, 1}), 1), three);
        });
        Model chain = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var first = m.marginalize("first", bernoulli(w), m.dim("row", 3));
            Var second = m.marginalize("second", bernoulli(first.times(0.5).plus(0.2)));
            m.observe("y", normal(second, 1), three);
        });
        for (Model model : List.of(shared, neighbours, repeated, chain)) {
            PplException e = assertThrows(
                    PplException.class, () -> Fitted.of(model, "w", 0.5, 0.25).withLogLikelihood("y"));
            assertEquals(ResultCode.CONTENT, e.code(), e::getMessage);
        }
    }

    @Test
    void a_draw_whose_parameter_is_out_of_range() {
        Model model = Model.build(m -> {
            Var sigma = m.sample("sigma", halfNormal(1));
            m.observe("y", normal(0, sigma), new double[] {0, 1});
        });
        assertRefused(
                SamplingCode.MODEL,
                "'y' cannot be drawn for draw 2 of chain 0: Normal needs sigma > 0, but sigma is -1.0; correct it, or take exp or"
                        + " softplus of it",
                () -> Fitted.of(model, "sigma", 1, 2, -1, 3).withPosteriorPredictive());
    }

    @Test
    void a_prior_that_cannot_be_drawn() {
        Model improper = Model.build(m -> m.observe("y", normal(m.sample("mu", flat()), 1), 2.0));
        assertRefused(
                SamplingCode.MODEL,
                "'mu' cannot be drawn: Flat is improper and has no draws; take a law that has, such as normal(0, 10), or give it a value",
                () -> improper.priorPredictive(10));
        Model weighted = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.potential("bound", where(mu.gt(0), 0, Double.NEGATIVE_INFINITY));
        });
        assertRefused(
                SamplingCode.MODEL,
                "the prior cannot be drawn: the potential 'bound' changes it, so its draws are not those of the distributions of the"
                        + " variables; sample the model without its observations, with infer(), or leave the potential out",
                () -> weighted.priorPredictive(10));
    }

    @Test
    void options_that_are_not_allowed() {
        assertRefused(
                SamplingCode.OPTION,
                "the number of draws must be at least 1, not 0",
                () -> model("a").priorPredictive(0));
        assertRefused(
                ResultCode.OPTION,
                "option cores must be at least 1, not 0",
                () -> PredictiveOptions.defaults().withCores(0));
    }

    @Test
    void draws_that_fit_no_array() {
        Model wide = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 1), new double[1 << 16]);
        });
        PplException e = assertThrows(
                PplException.class,
                () -> Fitted.of(wide, "mu", new double[1 << 16]).withPosteriorPredictive());
        assertEquals(SamplingCode.SIZE, e.code());
        assertEquals(
                "'y' has 65536 elements: 65536 draws of it are 4294967296 numbers, more than the 2147483639 that an array holds. Choose"
                        + " variables by name, give Java more memory (-Xmx), or take some of the draws, with fit.with(Group.POSTERIOR,"
                        + " fit.posterior().slice(\"draw\", from, to, step))",
                e.getMessage());
    }

    @Test
    void a_thread_that_is_interrupted() {
        InferenceData fit = fit();
        Thread.currentThread().interrupt();
        assertRefused(
                SamplingCode.RESULT,
                "the thread was interrupted while 'y' was computed for 8 draws: ask again, for fewer of them if it takes too long",
                fit::withLogLikelihood);
        assertTrue(Thread.interrupted(), "the status stays");
        assertEquals(16, fit.withLogLikelihood().logLikelihood().get("y").size());
    }
}
