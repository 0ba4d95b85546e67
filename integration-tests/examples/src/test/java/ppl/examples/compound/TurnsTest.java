package ppl.examples.compound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.exp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.spi.LogDensity;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;

/** A run whose samplers take turns, as its user sees it. */
class TurnsTest {

    /** All variables are their own coordinates, so that draws are points. "other" has nothing to do with the rest. */
    private static Model model() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var z = m.sample("z", bernoulli(broadcastTo(Var.constant(0.4), Shape.of(4))));
            Var n = m.sample("n", poisson(broadcastTo(exp(mu), Shape.of(3))));
            Var other = m.sample("other", normal(0, 1));
            m.observe("y", normal(z.cast(DType.F64).times(mu), 0.7), new double[] {0.2, 1.4, 0.9, -0.5});
            m.observe("counted", binomial(n, 0.6), new long[] {2, 0, 1});
            m.observe("seen", normal(other, 1), 0.3);
            m.sample("next", normal(other, 1));
        });
    }

    private static Inference inference() {
        return model().infer().draws(200).tune(100).chains(2).seed(3).progress(Progress.silent());
    }

    private static Object sampler(InferenceData fit) {
        return fit.posterior().attributes().get("sampler");
    }

    /** Members are told less than that, and those that move all coordinates at once are told no density at all. */
    @Test
    void the_log_density_of_a_draw_is_that_of_the_whole_model() {
        for (Inference run : List.of(
                inference(),
                inference().sampler("n", "rw").sampler("z", "rw"),
                inference().sampler("mu", "rw"))) {
            InferenceData fit = run.run();
            Dataset posterior = fit.posterior();
            Dataset stats = fit.sampleStats();
            try (LogDensity density = run.density()) {
                LogDensity.Evaluator evaluator = density.evaluator();
                for (int c = 0; c < 2; c++) {
                    for (int d = 0; d < 200; d += 7) {
                        List<Double> point = new ArrayList<>();
                        for (String name : List.of("mu", "z", "n", "other")) {
                            double[] all = posterior.get(name).toDoubles();
                            int size = all.length / 400;
                            for (int i = 0; i < size; i++) {
                                point.add(all[(c * 200 + d) * size + i]);
                            }
                        }
                        double[] at = point.stream().mapToDouble(x -> x).toArray();
                        double exact = evaluator.logp(at);
                        assertEquals(exact, stats.get("lp").get(c, d), 1e-12 * Math.abs(exact));
                    }
                }
            }
        }
    }

    @Test
    void each_variable_has_the_sampler_made_for_it_or_the_one_that_the_user_names() {
        assertEquals("nuts (mu, other) and gibbs (z) and rw (n)", sampler(inference().run()));
        assertEquals(
                "rw (mu, z, n) and nuts (other)",
                sampler(inference().sampler("mu", "rw").sampler("z", "rw").run()));
        assertEquals(
                "rw (mu, n, other) and gibbs (z)",
                sampler(inference().sampler("rw").sampler("z", "gibbs").run()));
    }

    @Test
    void a_sampler_that_does_not_fit_is_refused_before_the_first_draw() {
        SamplingException forward = refusal(inference().sampler("next", "rw"));
        assertEquals(SamplingCode.OPTION, forward.code());
        assertTrue(forward.getMessage().contains("these are mu, z, n, other. model.plan() says"), forward.getMessage());
        SamplingException endless = refusal(inference().sampler("n", "gibbs"));
        assertEquals(SamplingCode.COMPETENCE, endless.code());
        assertTrue(
                endless.getMessage().contains("'n': gibbs evaluates each value, and this has no least or no greatest one"),
                endless.getMessage());
        assertEquals(SamplingCode.COMPETENCE, refusal(inference().sampler("mu", "gibbs")).code());
        assertEquals(SamplingCode.SAMPLER, refusal(inference().sampler("mu", "flip")).code());
        assertEquals(SamplingCode.OPTION, refusal(inference().set("gibbs.order", 1)).code());
    }

    private static SamplingException refusal(Inference run) {
        return assertThrows(SamplingException.class, run::run);
    }

    @Test
    void draws_do_not_depend_on_threads_or_backend() {
        double[] draws = draws(inference().cores(1));
        assertArrayEquals(draws, draws(inference().cores(2)));
        assertArrayEquals(draws, draws(inference().backend("interp")));
    }

    private static double[] draws(Inference run) {
        Dataset posterior = run.run().posterior();
        return List.of("mu", "z", "n", "other").stream()
                .flatMapToDouble(v -> Arrays.stream(posterior.get(v).toDoubles()))
                .toArray();
    }
}
