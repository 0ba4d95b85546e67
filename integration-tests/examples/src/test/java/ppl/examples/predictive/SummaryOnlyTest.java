package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.diagnostics.DrawStatistics;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.graph.Var;

/** A summary without draws is that of the draws, whatever part of them is in memory at once. */
class SummaryOnlyTest {

    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(3).withCores(2);

    static Stream<String> models() {
        return all().keySet().stream();
    }

    private static double[] numbers(int n) {
        return IntStream.range(0, n).mapToDouble(i -> Math.sin(1.7 * i)).toArray();
    }

    private static Map<String, Model> all() {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("groups", Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            Dim obs = m.dim("obs", 40);
            Var x = m.data("x", numbers(40), obs);
            Var idx = m.data("idx", IntStream.range(0, 40).map(i -> i % 3).toArray(), obs);
            Var level = m.sample("level", normal(0, 1), group);
            Var scale = m.sample("scale", halfNormal(1));
            m.observe("y", normal(level.get(idx).plus(x.minus(x.mean())), scale), new double[40], obs);
        }));
        models.put("covariates", Model.build(m -> {
            Dim obs = m.dim("obs", 30);
            Dim covariate = m.dim("covariate", "u", "v");
            Var x = m.data("x", numbers(60), obs, covariate);
            Var beta = m.sample("beta", normal(0, 1), covariate);
            m.observe("yes", bernoulliLogit(x.dot(beta)), new int[30], obs);
            m.observe("n", poisson(x.dot(beta).exp()), new int[30], obs);
        }));
        models.put("tables", Model.build(m -> {
            Dim row = m.dim("row", 3);
            Dim column = m.dim("column", 25);
            Var a = m.sample("a", normal(0, 1), row);
            Var b = m.sample("b", normal(0, 1), column);
            m.observe("y", normal(expandDims(a, 1).plus(b), 1), ppl.graph.Tensor.of(new double[3][25]), row, column);
            m.observe("t", gamma(2, expandDims(b, 1).plus(a).exp()), ppl.graph.Tensor.of(filled(25, 3)), column, row);
        }));
        models.put("vectors", Model.build(m -> {
            Dim row = m.dim("row", 20);
            Dim colour = m.dim("colour", "red", "green", "blue");
            Var x = m.data("x", numbers(20), row);
            Var beta = m.sample("beta", normal(0, 1), colour);
            m.observe("y", categoricalLogit(expandDims(x, 1).times(beta)), new int[20], row);
            m.observe("z", mvNormal(expandDims(x, 1).plus(beta), eye(3)), ppl.graph.Tensor.of(new double[20][3]), row, colour);
        }));
        models.put("path", Model.build(m -> {
            Dim day = m.dim("day", 12);
            Var phi = m.sample("phi", uniform(-0.9, 0.9));
            Var noise = normal(0, 1).draw("noise", 12);
            m.observe("path", scan(Var.constant(0.0), noise, (y, e) -> phi.times(y).plus(e)), new double[12], day);
        }));
        models.put("bounded", Model.build(m -> {
            Dim obs = m.dim("obs", 15);
            Var x = m.data("x", numbers(15), obs);
            Var mu = m.sample("mu", normal(1, 1));
            m.observe("c", censored(normal(mu.plus(x), 1), 0, 2), new double[15], obs);
            m.observe("m", mixture(vector(0.3, 0.7), normal(x, 1), exponential(2)), numbers(15), obs);
        }));
        return models;
    }

    private static double[][] filled(int n, int k) {
        double[][] rows = new double[n][k];
        Arrays.stream(rows).forEach(r -> Arrays.fill(r, 1));
        return rows;
    }

    /** Moments and quantiles by a sort and the definitions. */
    private static double[] byHand(double[] draws, double... probabilities) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = Arrays.stream(draws).sum() / n;
        double variance = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
        double[] all = new double[2 + probabilities.length];
        all[0] = mean;
        all[1] = Math.sqrt(variance);
        for (int q = 0; q < probabilities.length; q++) {
            double at = (n - 1) * probabilities[q];
            int k = (int) Math.min(Math.floor(at), n - 2);
            all[2 + q] = sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_summary_is_that_of_the_draws(String name) {
        InferenceData fit = Fitted.prior(all().get(name), 60);
        Dataset draws = fit.withPosteriorPredictive(OPTIONS).posteriorPredictive();
        Dataset whole = fit.withPosteriorPredictive(OPTIONS.summaryOnly()).posteriorPredictive();
        assertEquals(Coord.of("mean", "sd", "2.5%", "25%", "50%", "75%", "97.5%"), whole.coord("metric"));
        for (String y : draws.names()) {
            double[] all = draws.get(y).toDoubles();
            double[] statistics = whole.get(y).toDoubles();
            int n = statistics.length / 7;
            for (int e = 0; e < n; e++) {
                int element = e;
                double[] column = IntStream.range(0, 120).mapToDouble(d -> all[d * n + element]).toArray();
                double[] got = IntStream.range(0, 7).mapToDouble(s -> statistics[s * n + element]).toArray();
                assertArrayEquals(byHand(column, 0.025, 0.25, 0.5, 0.75, 0.975), got, 1e-12 * (1 + Math.abs(got[1])) * 100, y + " " + e);
            }
        }
    }

    /** 35 MB of draws, of which a part is in memory at a time. */
    @Test
    void what_is_summarised_in_parts_is_what_the_draws_give() {
        int n = 1100;
        Model wide = Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            Dim obs = m.dim("obs", n);
            Var x = m.data("x", numbers(n), obs);
            Var idx = m.data("idx", IntStream.range(0, n).map(i -> i % 3).toArray(), obs);
            Var level = m.sample("level", normal(0, 1), group);
            m.observe("y", normal(level.get(idx).plus(x.minus(x.mean())), 0.5), new double[n], obs);
        });
        InferenceData fit = Fitted.prior(wide, 2000);
        double[] all = fit.withPosteriorPredictive(OPTIONS).posteriorPredictive().get("y").toDoubles();
        double[] parts = fit.withPosteriorPredictive(OPTIONS.summaryOnly()).posteriorPredictive().get("y").toDoubles();
        for (int e = 0; e < n; e++) {
            int element = e;
            double[] column = IntStream.range(0, 4000).mapToDouble(d -> all[d * n + element]).toArray();
            double[] expected = DrawStatistics.of(column, List.of(0.025, 0.25, 0.5, 0.75, 0.975));
            assertArrayEquals(expected, IntStream.range(0, 7).mapToDouble(s -> parts[s * n + element]).toArray());
        }
    }

    @Test
    void predictions_are_summarised_with_other_quantiles() {
        InferenceData fit = Fitted.prior(all().get("groups"), 11);
        InferenceData there = fit.predict(
                OPTIONS.summaryOnly(0.5, 0, 1), d -> d.set("x", new double[] {1, 2}).set("idx", new int[] {0, 2}));
        Dataset predictions = there.get(Group.PREDICTIONS);
        assertEquals(List.of("metric", "obs"), predictions.get("y").dims());
        assertEquals(Coord.of("mean", "sd", "50%", "0%", "100%"), predictions.coord("metric"));
        assertEquals(22L, predictions.attributes().get("draws"));
        double[] all = fit.predict(OPTIONS, d -> d.set("x", new double[] {1, 2}).set("idx", new int[] {0, 2}))
                .get(Group.PREDICTIONS)
                .get("y")
                .toDoubles();
        double least = IntStream.range(0, 22).mapToDouble(i -> all[2 * i]).min().orElseThrow();
        assertEquals(least, predictions.select("metric", "0%").get("y").toDoubles()[0]);
        assertFalse(predictions.coords().containsKey("draw"));
    }
}
