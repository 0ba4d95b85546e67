package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static ppl.api.Distributions.*;
import static ppl.api.inference.NewLabels.SAMPLE;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.graph.Var;

/** Predictions at other data are those of the model that is built with them, given the fitted values by label. */
class PredictTest {

    private static final int DRAWS = 6;
    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(3).withCores(1);

    /** Homes in counties, with effects that are centred, and others that are not. */
    private static Model homes(List<String> counties, double[] floor, int[] idx) {
        return Model.build(m -> {
            Dim county = m.dim("county", counties);
            Dim obs = m.dim("obs", floor.length);
            Var x = m.data("floor", floor, obs);
            Var of = m.data("county_idx", idx, obs);
            Var mu = m.sample("mu", normal(1, 1));
            Var tau = m.sample("tau", halfNormal(1));
            Var a = m.sample("a", normal(mu, tau), county);
            Var z = m.sample("z", normal(0, 1), county);
            Var slope = m.deterministic("slope", z.times(0.5).plus(mu), county);
            Var mean = m.deterministic("mean", a.get(of).plus(slope.get(of).times(x)), obs);
            m.observe("y", normal(mean, 0.1), new double[floor.length], obs);
        });
    }

    private static Model fitted() {
        return homes(List.of("a", "b", "c"), new double[] {0, 1, 0.5, 1}, new int[] {0, 1, 2, 0});
    }

    /** Other counties, with a home in the first one. */
    private static void counties(PredictionData d, String... labels) {
        d.set("floor", new double[] {1}).set("county_idx", new int[] {0}).dim("county", labels).newLabels(SAMPLE);
    }

    /** The draws of elements of a variable along its last axis. */
    private static double[] column(Variable v, int... positions) {
        int n = v.shape()[v.rank() - 1];
        double[] all = v.toDoubles();
        return IntStream.range(0, all.length / n)
                .flatMap(row -> IntStream.of(positions).map(p -> row * n + p))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    /** A posterior with the counties at other positions. */
    private static InferenceData moved(InferenceData fit, int... positions) {
        Dataset kept = fit.posterior().filter("~slope", "~mean").positions("county", positions);
        return InferenceData.of(Group.POSTERIOR, kept);
    }

    @Test
    void with_the_data_of_the_fit_predictions_are_the_posterior_predictive() {
        InferenceData fit = Fitted.prior(fitted(), DRAWS);
        InferenceData same = fit.predict(OPTIONS, d -> {});
        assertEquals(
                fit.withPosteriorPredictive(OPTIONS).posteriorPredictive().get("y"),
                same.get(Group.PREDICTIONS).get("y"));
        assertEquals(List.of(Group.PREDICTIONS, Group.PREDICTIONS_CONSTANT_DATA), List.copyOf(same.groups()));
        assertEquals(3L, same.get(Group.PREDICTIONS).attributes().get("seed"));
    }

    @Test
    void other_rows_and_labels_in_another_order_are_those_of_the_model_built_with_them() {
        double[] floor = {1, 0, 0, 1, 1};
        int[] idx = {1, 0, 1, 1, 0};
        InferenceData fit = Fitted.prior(fitted(), DRAWS);
        InferenceData there = fit.predict(
                OPTIONS, d -> d.set("floor", floor).set("county_idx", idx).dim("county", "c", "a"), "y", "mean", "slope");
        InferenceData anew = homes(List.of("c", "a"), floor, idx)
                .fitted(moved(fit, 2, 0))
                .withPosteriorPredictive(OPTIONS)
                .withDeterministics();
        Dataset predictions = there.get(Group.PREDICTIONS);
        assertEquals(anew.posteriorPredictive().get("y"), predictions.get("y"));
        assertEquals(anew.posterior().get("mean"), predictions.get("mean"));
        assertEquals(anew.posterior().get("slope"), predictions.get("slope"));
        assertEquals(List.of("chain", "draw", "obs"), predictions.get("y").dims());
        assertEquals(Coord.of("c", "a"), predictions.coord("county"));
        assertArrayEquals(floor, there.get(Group.PREDICTIONS_CONSTANT_DATA).get("floor").toDoubles());
    }

    @Test
    void a_row_that_stays_at_its_place_keeps_its_draw() {
        InferenceData fit = Fitted.prior(fitted(), DRAWS);
        Variable before = fit.withPosteriorPredictive(OPTIONS).posteriorPredictive().get("y");
        Variable after = fit.predict(
                        OPTIONS,
                        d -> d.set("floor", new double[] {0, 1, 7, 1, 1, 1}).set("county_idx", new int[] {0, 1, 2, 0, 1, 2}))
                .get(Group.PREDICTIONS)
                .get("y");
        assertArrayEquals(column(before, 0, 1, 3), column(after, 0, 1, 3));
        assertNotEquals(column(before, 2)[0], column(after, 2)[0]);
    }

    @Test
    void labels_that_were_seen_keep_their_values_beside_those_that_are_drawn() {
        InferenceData fit = Fitted.prior(fitted(), DRAWS);
        Dataset there = fit.predict(OPTIONS, d -> counties(d, "new", "c", "other", "b"), "a", "z")
                .get(Group.PREDICTIONS);
        assertArrayEquals(column(fit.posterior().get("a"), 2, 1), column(there.get("a"), 1, 3));
        assertArrayEquals(column(fit.posterior().get("z"), 2, 1), column(there.get("z"), 1, 3));
        double[] drawn = column(there.get("a"), 0, 2);
        assertEquals(drawn.length, Arrays.stream(drawn).distinct().count());
    }

    @Test
    void what_a_new_label_gets_depends_on_its_name_alone() {
        InferenceData fit = Fitted.prior(fitted(), DRAWS);
        Variable some = fit.predict(OPTIONS, d -> counties(d, "x", "a", "y"), "a")
                .get(Group.PREDICTIONS)
                .get("a");
        Variable others = fit.predict(OPTIONS, d -> counties(d, "u", "y", "v", "w", "x"), "a")
                .get(Group.PREDICTIONS)
                .get("a");
        assertArrayEquals(column(some, 0, 2), column(others, 4, 1));
    }

    /** Of 4,000 draws: the mean may be off by 5 standard errors, a false alarm of 6e-7. */
    @Test
    void a_new_label_has_the_distribution_of_the_population_given_the_same_draw() {
        InferenceData fit = Fitted.prior(fitted(), 2000);
        Dataset there = fit.predict(OPTIONS, d -> counties(d, "new"), "a")
                .get(Group.PREDICTIONS);
        double[] a = there.get("a").toDoubles();
        double[] mu = fit.posterior().get("mu").toDoubles();
        double[] tau = fit.posterior().get("tau").toDoubles();
        double[] scores = IntStream.range(0, a.length).mapToDouble(i -> (a[i] - mu[i]) / tau[i]).toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        double square = Arrays.stream(scores).map(s -> s * s).average().orElseThrow();
        assertEquals(0, mean, 5 / Math.sqrt(scores.length));
        assertEquals(1, square, 5 * Math.sqrt(2.0 / scores.length));
    }

    @Test
    void events_are_drawn_whole_for_new_labels_along_each_of_two_dims() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b");
            Dim year = m.dim("year", "1", "2", "3");
            Dim effect = m.dim("effect", "level", "slope");
            Var b = m.sample("b", mvNormal(vector(0, 5), diag(vector(1, 1e-6))), group, year, effect);
            Var k = m.sample("k", mixture(vector(0.5, 0.5), normal(0, 1e-3), normal(9, 1e-3)), group);
            m.observe("y", normal(b.sum(2).plus(expandDims(k, 1)), 1), ppl.graph.Tensor.of(new double[2][3]), group, year);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        Dataset there = fit.predict(OPTIONS, d -> d.dim("group", "c", "b").dim("year", "2", "1", "9", "3", "8").newLabels(SAMPLE), "b", "k", "y")
                .get(Group.PREDICTIONS);
        double[] before = fit.posterior().get("b").toDoubles();
        double[] after = there.get("b").toDoubles();
        double[] k = there.get("k").toDoubles();
        for (int row = 0; row < 2 * DRAWS; row++) {
            for (int e = 0; e < 2; e++) {
                assertEquals(before[row * 12 + 6 + 2 + e], after[row * 20 + 10 + e]);
                assertEquals(before[row * 12 + 6 + e], after[row * 20 + 10 + 2 + e]);
                assertEquals(before[row * 12 + 6 + 4 + e], after[row * 20 + 10 + 6 + e]);
            }
            for (int cell = 0; cell < 10; cell++) {
                assertEquals(5, after[row * 20 + 2 * cell + 1], 0.01, "the second element of an event");
            }
            assertEquals(0, Math.min(Math.abs(k[2 * row]), Math.abs(k[2 * row] - 9)), 0.01);
        }
    }

    @Test
    void elements_of_rows_are_drawn_for_other_rows() {
        Model model = Model.build(m -> {
            Dim obs = m.dim("obs", 3);
            Var x = m.data("x", new double[] {1, 2, 3}, obs);
            Var e = m.sample("e", normal(x.times(100), 1), obs);
            m.observe("y", poisson(e.abs()), new int[] {1, 2, 3}, obs);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        double[] e = fit.predict(OPTIONS, d -> d.set("x", new double[] {7, 8}).newLabels(SAMPLE), "e", "y")
                .get(Group.PREDICTIONS)
                .get("e")
                .toDoubles();
        for (int i = 0; i < e.length; i++) {
            assertEquals(700 + 100 * (i % 2), e[i], 6);
        }
        double[] kept = fit.predict(OPTIONS, d -> d.set("x", new double[] {7, 8}).dim("obs", 2), "e")
                .get(Group.PREDICTIONS)
                .get("e")
                .toDoubles();
        assertArrayEquals(column(fit.posterior().get("e"), 0, 1), kept);
    }

    @Test
    void what_is_drawn_forward_is_drawn_anew_where_its_parents_are_others() {
        Model model = Model.build(m -> {
            Var last = m.data("last", ppl.graph.Tensor.scalar(1.0));
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 1), 0.5);
            m.sample("next", normal(last.times(100), 0.1));
            m.sample("same", normal(mu, 0.1));
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        Dataset there = fit.predict(OPTIONS, d -> d.set("last", 3), "next", "same").get(Group.PREDICTIONS);
        for (double next : there.get("next").toDoubles()) {
            assertEquals(300, next, 1);
        }
        assertEquals(fit.posterior().get("same"), there.get("same"));
    }

    @Test
    void what_was_summed_out_has_its_recovered_value_by_label_and_is_drawn_for_others() {
        Model model = Model.build(m -> {
            Dim point = m.dim("point", "a", "b", "c");
            Var w = m.sample("w", beta(50, 50));
            Var z = m.marginalize("z", bernoulli(w), point);
            m.observe("y", normal(z.times(10), 0.1), new double[] {0, 10, 0.1}, point);
        });
        InferenceData fit = Fitted.prior(model, 200);
        Dataset kept = fit.predict(OPTIONS, d -> d.dim("point", "b", "a"), "y", "z").get(Group.PREDICTIONS);
        for (int i = 0; i < 400; i++) {
            assertEquals(1, kept.get("z").toDoubles()[2 * i]);
            assertEquals(0, kept.get("y").toDoubles()[2 * i + 1], 1);
        }
        double[] drawn = fit.predict(OPTIONS, d -> d.dim("point", "b", "new").newLabels(SAMPLE), "z")
                .get(Group.PREDICTIONS)
                .get("z")
                .toDoubles();
        double share = IntStream.range(0, 400).mapToDouble(i -> drawn[2 * i + 1]).average().orElseThrow();
        assertEquals(0.5, share, 5 * 0.5 / Math.sqrt(400) + 0.05);
    }

    @Test
    void a_path_is_predicted_at_another_length() {
        Model model = Model.build(m -> {
            Dim day = m.dim("day", 5);
            Var phi = m.sample("phi", uniform(-0.9, 0.9));
            Var noise = normal(0, 1).draw("noise", 5);
            m.observe("path", scan(Var.constant(0.0), noise, (y, e) -> phi.times(y).plus(e)), new double[] {1, 0, 1, 0.5, 2}, day);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        double[] path = fit.predict(OPTIONS, d -> d.dim("day", 8)).get(Group.PREDICTIONS).get("path").toDoubles();
        double[] before = fit.withPosteriorPredictive(OPTIONS).posteriorPredictive().get("path").toDoubles();
        assertArrayEquals(Arrays.copyOf(before, 5), Arrays.copyOf(path, 5));
        assertEquals(2 * DRAWS * 8, path.length);
    }

    @Test
    void the_latent_draw_clipped_is_the_censored_one() {
        Model model = Model.build(m -> {
            Dim obs = m.dim("obs", 50);
            Var x = m.data("x", new double[50], obs);
            Var mu = m.sample("mu", normal(1, 1));
            m.observe("y", censored(normal(mu.plus(x), 1), 0, 2), new double[50], obs);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        for (boolean elsewhere : new boolean[] {false, true}) {
            double[][] drawn = new double[2][];
            for (int latent = 0; latent < 2; latent++) {
                PredictiveOptions options = latent == 0 ? OPTIONS : OPTIONS.withLatent();
                Dataset of = elsewhere
                        ? fit.predict(options, d -> d.set("x", new double[] {0.5, 0.25})).get(Group.PREDICTIONS)
                        : fit.withPosteriorPredictive(options).posteriorPredictive();
                drawn[latent] = of.get("y").toDoubles();
            }
            assertArrayEquals(drawn[0], Arrays.stream(drawn[1]).map(y -> Math.clamp(y, 0, 2)).toArray());
            assertFalse(Arrays.equals(drawn[0], drawn[1]));
        }
    }

    @Test
    void threads_chunks_and_backends_give_the_same_bits_also_at_once() throws InterruptedException {
        InferenceData fit = Fitted.prior(fitted(), 37);
        InferenceData expected = predicted(fit, OPTIONS);
        assertEquals(expected, predicted(fit, OPTIONS.withBackend("interp")));
        assertEquals(expected, predicted(fit, OPTIONS.withCores(3)));
        InferenceData one = predicted(fit.with(Group.POSTERIOR, fit.posterior().slice("draw", 5, 6, 1)), OPTIONS);
        assertEquals(
                expected.get(Group.PREDICTIONS).slice("draw", 5, 6, 1), one.get(Group.PREDICTIONS));
        AtomicInteger same = new AtomicInteger();
        InferenceData shared = Fitted.prior(fitted(), 37);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    if (expected.equals(predicted(shared, OPTIONS.withCores(1 + t % 2)))) {
                        same.incrementAndGet();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(8, same.get());
    }

    private static InferenceData predicted(InferenceData fit, PredictiveOptions options) {
        return fit.predict(
                options,
                d -> d.set("floor", new double[] {1, 0, 2})
                        .set("county_idx", new int[] {2, 0, 1})
                        .dim("county", "b", "n", "a")
                        .newLabels(SAMPLE),
                "y",
                "slope");
    }
}
