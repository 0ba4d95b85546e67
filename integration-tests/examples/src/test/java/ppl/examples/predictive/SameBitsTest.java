package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.graph.Var;

/** What a draw gets is to the bit what it gets alone, whatever computes it. */
class SameBitsTest {

    private static final int DRAWS = 21;
    private static final PredictiveOptions ONE =
            PredictiveOptions.defaults().withSeed(8).withCores(1).withBackend("vector");

    static Stream<String> models() {
        return all().keySet().stream();
    }

    private static Map<String, Model> all() {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("groups", Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            Dim row = m.dim("row", 7);
            Var level = m.sample("level", normal(0, 2), group);
            Var scale = m.sample("scale", halfNormal(1));
            Var mean = level.get(new int[] {0, 1, 2, 2, 1, 0, 0});
            m.observe("y", normal(mean, scale), new double[] {1, 2, 3, 4, 5, 6, 7}, row);
            m.deterministic("spread", level.max().minus(level.min()));
        }));
        models.put("counts", Model.build(m -> {
            Var mu = m.sample("mu", gamma(2, 0.5));
            Var p = m.sample("p", beta(2, 2));
            m.observe("n", poisson(mu.times(vector(1, 10, 100))), new int[] {1, 12, 80});
            m.observe("yes", bernoulli(p), new int[] {0, 1, 1});
        }));
        models.put("vectors", Model.build(m -> {
            Var mu = m.sample("mu", normal(vector(0, 1), 1));
            Var factor = m.sample("factor", lkjCholesky(2, 2));
            m.observe("y", mvNormalCholesky(mu, factor), ppl.graph.Tensor.of(new double[][] {{1, 2}, {0, 1}, {3, 0}}));
        }));
        models.put("bounded", Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 1));
            m.observe("c", censored(normal(mu, 1), 0, 2), new double[] {0, 0.5, 2});
            m.observe("m", mixture(vector(0.3, 0.7), normal(mu, 1), exponential(2)), new double[] {-1, 0.25});
        }));
        models.put("expressions", Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var first = m.observe("first", normal(mu, 1), new double[] {0.5, -1});
            m.observe("second", normal(first, 0.1), new double[] {0.4, -1.2});
            m.observe("one", normal(mu, 1).draw("e", 2).times(2), new double[] {0.4, -1.2});
            m.observe("other", normal(mu, 1).draw("e", 2).minus(3), new double[] {0.4, -1.2});
            m.observe("spent", maximum(normal(mu, 1).draw("x", 3), 0), new double[] {0, 0.3, 1.5});
        }));
        models.put("path", Model.build(m -> {
            Var phi = m.sample("phi", uniform(-0.9, 0.9));
            Var noise = normal(0, 1).draw("noise", 5);
            m.observe("path", scan(Var.constant(0.0), noise, (y, e) -> phi.times(y).plus(e)), new double[] {1, 0, 1, 0.5, 2});
        }));
        models.put("components", Model.build(m -> {
            Dim point = m.dim("point", 4);
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), point);
            m.observe("y", normal(vector(0, 4).get(z), 0.5), new double[] {0.1, 3.9, 2, 4.2}, point);
        }));
        models.put("whole numbers", Model.build(m -> {
            Var n = m.sample("n", poisson(4));
            Var on = m.sample("on", bernoulli(0.4));
            m.observe("y", normal(n.plus(where(on.gt(0), 10, 0)), 1), new double[] {3.5, 13});
        }));
        return models;
    }

    private static InferenceData computed(InferenceData fit, PredictiveOptions options) {
        return fit.withPosteriorPredictive(options).withLogLikelihood(options);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_draw_of_many_is_the_draw_alone_on_every_backend_and_for_any_number_of_threads(String name) {
        Model model = all().get(name);
        InferenceData fit = Fitted.prior(model, DRAWS);
        InferenceData expected = computed(fit, ONE);
        for (int cores : new int[] {2, 4}) {
            assertEquals(expected, computed(fit, ONE.withCores(cores)), cores + " threads");
        }
        assertEquals(expected, computed(fit, ONE.withBackend("interp").withCores(2)), "interp");
        for (int draw : new int[] {0, 8, DRAWS - 1}) {
            Dataset alone = fit.posterior().positions("draw", draw).positions("chain", 1);
            InferenceData one = computed(fit.with(Group.POSTERIOR, alone), ONE);
            for (Group group : expected.groups()) {
                assertEquals(expected.get(group).positions("draw", draw).positions("chain", 1), one.get(group), group + " at draw " + draw);
            }
        }
        Map<Long, Integer> first = new LinkedHashMap<>();
        for (Variable v : expected.posteriorPredictive().variables()) {
            double[] all = v.toDoubles();
            IntStream.range(0, all.length).forEach(i -> first.merge(Double.doubleToLongBits(all[i]), 1, Integer::sum));
        }
        assertTrue(first.size() > 4, "draws differ: " + first.size());
    }

    @Test
    void chunks_of_any_number_of_draws_give_the_same_bits() {
        // So many elements that a chunk has a few draws only, and the last one fewer.
        Model wide = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 1), new double[9000]);
        });
        InferenceData fit = Fitted.prior(wide, 5);
        InferenceData all = computed(fit, ONE.withCores(4));
        for (int d = 0; d < 5; d++) {
            InferenceData one = computed(fit.with(Group.POSTERIOR, fit.posterior().positions("draw", d)), ONE);
            assertArrayEquals(
                    all.posteriorPredictive().positions("draw", d).get("y").toDoubles(),
                    one.posteriorPredictive().get("y").toDoubles());
            assertArrayEquals(
                    all.logLikelihood().positions("draw", d).get("y").toDoubles(),
                    one.logLikelihood().get("y").toDoubles());
        }
    }

    @Test
    void a_variable_is_drawn_alike_whatever_else_is_asked_for() {
        InferenceData fit = Fitted.prior(all().get("expressions"), DRAWS);
        InferenceData every = fit.withPosteriorPredictive(ONE);
        for (String name : every.posteriorPredictive().names()) {
            assertEquals(
                    every.posteriorPredictive().get(name),
                    fit.withPosteriorPredictive(ONE, name).posteriorPredictive().get(name));
        }
    }

    @Test
    void threads_may_share_a_fit() throws InterruptedException {
        InferenceData fit = Fitted.prior(all().get("groups"), DRAWS);
        InferenceData expected = computed(fit, ONE);
        AtomicInteger same = new AtomicInteger();
        InferenceData shared = Fitted.prior(all().get("groups"), DRAWS);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    Dataset some = shared.posterior().slice("draw", t, t + 5, 1);
                    boolean whole = expected.equals(computed(shared, ONE.withCores(1 + t % 3)));
                    Dataset part = shared.with(Group.POSTERIOR, some)
                            .withPosteriorPredictive(ONE)
                            .posteriorPredictive();
                    if (whole && part.equals(expected.posteriorPredictive().slice("draw", t, t + 5, 1))) {
                        same.incrementAndGet();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(8, same.get());
    }
}
