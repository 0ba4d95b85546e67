package ppl.posteriors.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.mixture;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.stack;
import static ppl.graph.Functions.take;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.graph.Shape;
import ppl.graph.Var;

/** Samplers that take turns find the posterior that a sum over the whole numbers gives. A mean is off by 4.5 standard errors once in 150,000. */
class MixedModelsTest {

    private static final double MOST = 4.5;

    private static final double[] HEIGHTS = {
        -2.4, 1.1, 2.9, -0.9, 1.7, 2.2, -1.8, 3.1, 0.4, 2.5, 1.9, -1.2, 2.8, 1.2, -2.9, 2.0, 1.4, -1.5, 2.6, 3.4, 0.8, -2.1, 1.6,
        2.3
    };

    static MixedModel[] all() {
        return MixedModel.all();
    }

    private static Inference inference(Model model) {
        return model.infer().tune(500).draws(1500).seed(4).progress(Progress.silent());
    }

    @ParameterizedTest
    @MethodSource("all")
    void means_are_those_of_the_sum_over_all_whole_numbers(MixedModel of) {
        InferenceData fit = inference(Model.build(of.model())).run();
        assertEquals(of.samplers(), fit.posterior().attributes().get("sampler"));
        Summary summary = fit.summary();
        of.means().forEach((label, exact) -> {
            double error = summary.get(label, "mcse_mean");
            assertEquals(exact, summary.get(label, "mean"), MOST * error, label);
            assertTrue(error < 0.1 * summary.get(label, "sd"), label + " is known well enough: " + error);
        });
    }

    /** The change point by the sampler that is not its own by default, as a user asks for it. */
    @Test
    void another_sampler_of_one_variable_finds_the_same_posterior() {
        MixedModel change = MixedModel.all()[0];
        InferenceData fit = inference(Model.build(change.model()))
                .sampler("k", "gibbs")
                .draws(500)
                .chains(2)
                .run();
        assertEquals(
                "gibbs (k) and nuts (early, late)", fit.posterior().attributes().get("sampler"));
        Summary summary = fit.summary();
        change.means()
                .forEach((label, exact) -> assertEquals(
                        exact, summary.get(label, "mean"), MOST * summary.get(label, "mcse_mean"), label));
    }

    private static Model classes() {
        return Model.build(m -> {
            Var p = m.sample("p", beta(2, 2));
            Var mu = m.sample("mu", normal(Var.constant(-1.5, 1.5), 0.7));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var z = m.sample("z", bernoulli(broadcastTo(p, Shape.of(HEIGHTS.length))));
            m.observe("y", normal(take(mu, z, 0), sigma), HEIGHTS);
        });
    }

    private static Model summedOut() {
        return Model.build(m -> {
            Var p = m.sample("p", beta(2, 2));
            Var mu = m.sample("mu", normal(Var.constant(-1.5, 1.5), 0.7));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var weights = stack(List.of(Var.constant(1.0).minus(p), p), 0);
            m.observe("y", mixture(weights, normal(mu.get(0), sigma), normal(mu.get(1), sigma)), HEIGHTS);
        });
    }

    @Test
    void latent_classes_give_the_posterior_of_the_mixture() {
        InferenceData fit = inference(classes()).run();
        assertEquals(
                "nuts (p, mu, sigma) and gibbs (z)", fit.posterior().attributes().get("sampler"));
        InferenceData marginal = inference(summedOut()).run();
        assertEquals("nuts", marginal.posterior().attributes().get("sampler"));
        Summary own = fit.summary();
        Summary other = marginal.summary();
        for (String label : List.of("p", "mu[0]", "mu[1]", "sigma")) {
            for (Map.Entry<String, String> moment :
                    Map.of("mean", "mcse_mean", "sd", "mcse_sd").entrySet()) {
                double error = Math.hypot(own.get(label, moment.getValue()), other.get(label, moment.getValue()));
                assertEquals(
                        other.get(label, moment.getKey()),
                        own.get(label, moment.getKey()),
                        MOST * error,
                        moment.getKey() + " of " + label);
            }
        }
    }
}
