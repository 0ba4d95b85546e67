package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** LOO, WAIC, LOO-PIT and comparison of three models against the frozen values of ArviZ 0.23. */
class PredictiveAgreementTest {
    private static final List<String> SAMPLED = List.of("chain", "draw");
    private static final List<String> POINTWISE = List.of("chain", "draw", "obs");

    private static Map<String, InferenceData> models() {
        Map<String, Map<String, double[]>> read = new LinkedHashMap<>();
        for (String line : ReferenceTable.lines("models.csv")) {
            String[] fields = line.split(",");
            read.computeIfAbsent(fields[0], _ -> new HashMap<>())
                    .put(
                            fields[1],
                            Arrays.stream(fields[2].split(" "))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
        }
        double[] y = read.remove("all").get("y");
        Map<String, InferenceData> models = new LinkedHashMap<>();
        read.forEach((name, parts) -> {
            int[] shape = {2, 150, y.length};
            models.put(
                    name,
                    InferenceData.of(Map.of(
                            Group.POSTERIOR,
                            Dataset.builder()
                                    .variable("mu", SAMPLED, new int[] {2, 150}, parts.get("mu"))
                                    .build(),
                            Group.LOG_LIKELIHOOD,
                            Dataset.builder()
                                    .variable("y", POINTWISE, shape, parts.get("log_likelihood"))
                                    .build(),
                            Group.POSTERIOR_PREDICTIVE,
                            Dataset.builder()
                                    .variable("y", POINTWISE, shape, parts.get("prediction"))
                                    .build(),
                            Group.OBSERVED_DATA,
                            Dataset.builder()
                                    .variable("y", List.of("obs"), new int[] {y.length}, y)
                                    .build())));
        });
        return models;
    }

    @Test
    void loo_waic_and_pit_agree_to_1e_minus_10() {
        Map<String, InferenceData> models = models();
        Map<String, Elpd> loo = new HashMap<>();
        Map<String, Elpd> waic = new HashMap<>();
        Map<String, double[]> pit = new HashMap<>();
        models.forEach((name, data) -> {
            loo.put(name, data.loo());
            waic.put(name, data.waic("y"));
            pit.put(name, data.looPit("y"));
        });
        Map<String, Comparison.Row> comparison = Comparison.of(loo).byName();
        List<String> wrong = new ArrayList<>();
        for (ReferenceTable.Entry entry : ReferenceTable.entries("models_reference.csv")) {
            String model = entry.array();
            String statistic = entry.statistic();
            int i = Integer.parseInt("0" + statistic.replaceAll("\\D", ""));
            double ours =
                    switch (statistic.replaceAll("_?\\d+$", "")) {
                        case "loo_elpd_loo" -> loo.get(model).value();
                        case "loo_se" -> loo.get(model).se();
                        case "loo_p_loo" -> loo.get(model).parameters();
                        case "waic_elpd_waic" -> waic.get(model).value();
                        case "waic_se" -> waic.get(model).se();
                        case "waic_p_waic" -> waic.get(model).parameters();
                        case "loo_i" -> loo.get(model).pointwise()[i];
                        case "waic_i" -> waic.get(model).pointwise()[i];
                        case "k" -> loo.get(model).paretoK()[i];
                        case "pit" -> pit.get(model)[i];
                        case "compare_rank" -> comparison.get(model).rank();
                        case "compare_elpd_diff" -> comparison.get(model).difference();
                        case "compare_dse" -> comparison.get(model).differenceSe();
                        case "weight" -> comparison.get(model).weight();
                        default -> throw new AssertionError("the table has an unknown statistic: " + statistic);
                    };
            // ArviZ stops its optimiser at 1e-6 of the score; the first-order conditions below are the sharper check.
            double tolerance = statistic.equals("weight") ? 2e-3 : 1e-10 * Math.max(1, Math.abs(entry.value()));
            if (!(Math.abs(ours - entry.value()) <= tolerance)) {
                wrong.add(model + " " + statistic + ": ArviZ " + entry.value() + ", here " + ours);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void no_model_would_earn_more_weight_than_stacking_gives_it() {
        double[][] logDensity = {{-1, -2, -3, -0.5}, {-2, -1, -2.5, -0.6}, {-3, -3, -4, -2}};
        double[] weights = Stacking.weights(logDensity);
        assertOptimal(logDensity, weights);
        double[][] tiny = new double[3][];
        for (int m = 0; m < 3; m++) {
            tiny[m] = Arrays.stream(logDensity[m]).map(x -> x - 2000).toArray();
        }
        assertArrayEquals(weights, Stacking.weights(tiny), 1e-6, "a common factor of all densities cancels");
    }

    @Test
    void a_model_that_is_a_little_worse_than_a_mixture_of_others_gets_no_weight() {
        Random random = new Random(17);
        int n = 100;
        double[][] logDensity = new double[4][n];
        for (int i = 0; i < n; i++) {
            double a = Math.exp(random.nextGaussian());
            double b = Math.exp(random.nextGaussian());
            logDensity[0][i] = Math.log(a);
            logDensity[1][i] = Math.log(b);
        }
        double[] both = Stacking.weights(Arrays.copyOf(logDensity, 2));
        for (int i = 0; i < n; i++) {
            double mixture = both[0] * Math.exp(logDensity[0][i]) + both[1] * Math.exp(logDensity[1][i]);
            // By single steps its weight would fall by this share each time: for all the rounds there are, hardly.
            logDensity[2][i] = Math.log(mixture) - 1e-5;
            logDensity[3][i] = Math.log(mixture) - 3;
        }
        double[] weights = Stacking.weights(logDensity);
        assertOptimal(logDensity, weights);
        assertEquals(0, weights[2], 1e-4);
        assertEquals(both[0], weights[0], 1e-4);
    }

    @Test
    void one_model_has_all_weight() {
        assertArrayEquals(new double[] {1}, Stacking.weights(new double[][] {{-1, -7}}), 1e-15);
        assertArrayEquals(
                new double[] {0.5, 0.5}, Stacking.weights(new double[][] {{-1, -7}, {-1, -7}}), 1e-15, "equal models");
    }

    /** The first-order conditions: no model earns more than the mean, and those with weight earn just that. */
    private static void assertOptimal(double[][] logDensity, double[] weights) {
        int models = logDensity.length;
        int n = logDensity[0].length;
        assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
        for (int m = 0; m < models; m++) {
            double ratio = 0;
            for (int i = 0; i < n; i++) {
                double mixture = 0;
                for (int k = 0; k < models; k++) {
                    mixture += weights[k] * Math.exp(logDensity[k][i]);
                }
                ratio += Math.exp(logDensity[m][i]) / mixture / n;
            }
            assertTrue(ratio <= 1 + 1e-9, "model " + m + " earns " + (ratio - 1) + " more than the mean");
            assertTrue(
                    weights[m] * Math.abs(ratio - 1) < 1e-6,
                    "model " + m + " has " + weights[m] + " but earns " + ratio);
        }
    }

    @Test
    void a_tail_of_fewer_than_five_weights_is_not_smoothed() {
        double[] twenty = new double[20];
        double[] many = new double[25];
        Arrays.setAll(twenty, i -> 0.1 * i);
        Arrays.setAll(many, i -> 0.1 * i);
        Psis raw = Psis.of(twenty, 1);
        assertEquals(Double.POSITIVE_INFINITY, raw.k());
        double total = Arrays.stream(twenty).map(Math::exp).sum();
        assertArrayEquals(Arrays.stream(twenty).map(x -> x - Math.log(total)).toArray(), raw.logWeights(), 1e-14);
        assertTrue(Double.isFinite(Psis.of(many, 1).k()), "a fifth of 25 is 5");
        Psis equal = Psis.of(new double[100], 1);
        assertEquals(Double.POSITIVE_INFINITY, equal.k());
        assertEquals(-Math.log(100), equal.logWeights()[7], 1e-14);
    }

    @Test
    void an_estimate_as_text_counts_the_shapes_and_says_when_it_cannot_be_relied_on() {
        double[] points = {-1, -2, -3, -4, -5};
        double[] k = {0.1, 0.5, 0.8, 1.0, 1.2};
        assertEquals(
                List.of(
                        "100 draws of 5 observations",
                        "          estimate       se",
                        "elpd_loo     -15.00     3.16",
                        "p_loo          2.50",
                        "Pareto k: 2 good (up to 0.50), 2 bad (up to 1), 1 very bad",
                        "Doubtful: 3 of 5 observations are too influential for importance sampling (Pareto k above 0.50): refit"
                                + " without them, or use a more robust likelihood."),
                new Elpd(Elpd.Method.LOO, points, 2.5, 100, k, true)
                        .toString()
                        .lines()
                        .toList());
        assertEquals(
                List.of(
                        "100 draws of 5 observations",
                        "          estimate       se",
                        "elpd_waic    -15.00     3.16",
                        "p_waic         2.50"),
                new Elpd(Elpd.Method.WAIC, points, 2.5, 100, null, false)
                        .toString()
                        .lines()
                        .toList());
        Elpd doubtful = new Elpd(Elpd.Method.WAIC, points, 2.5, 100, null, true);
        assertTrue(
                doubtful.toString()
                        .endsWith("Doubtful: for some observations the log-density varies too much for WAIC: use LOO."),
                doubtful::toString);
        assertEquals(100, doubtful.draws());
        assertTrue(doubtful.doubtful());
        assertFalse(new Elpd(Elpd.Method.WAIC, points, 2.5, 100, null, false).doubtful());
    }

    @Test
    void models_are_listed_best_first() {
        Elpd good = new Elpd(Elpd.Method.WAIC, new double[] {-1, -1.5}, 1, 50, null, false);
        Elpd bad = new Elpd(Elpd.Method.WAIC, new double[] {-2, -3.5}, 1.25, 50, null, true);
        Comparison comparison = Comparison.of(Map.of("the worse", bad, "a", good));
        assertEquals(
                List.of("a", "the worse"),
                comparison.rows().stream().map(Comparison.Row::model).toList());
        assertEquals(
                List.of(
                        "model      rank       elpd       p  elpd_diff  weight      se     dse",
                        "a             0      -2.50    1.00       0.00   1.000    0.35    0.00",
                        "the worse     1      -5.50    1.25       3.00   0.000    1.06    0.71  doubtful"),
                comparison.toString().lines().toList());
    }

    private static Elpd elpd(double... pointwise) {
        return new Elpd(Elpd.Method.WAIC, pointwise, 1, 50, null, false);
    }

    @Test
    void a_model_without_a_finite_estimate_comes_last_and_has_no_weight() {
        Map<String, Elpd> models = new LinkedHashMap<>();
        models.put("nan", elpd(-1, Double.NaN));
        models.put("impossible", elpd(-0.1, Double.NEGATIVE_INFINITY));
        models.put("good", elpd(-1, -1));
        models.put("bad", elpd(-3, -3));
        Comparison comparison = Comparison.of(models);
        assertEquals(
                List.of("good", "bad", "impossible", "nan"),
                comparison.rows().stream().map(Comparison.Row::model).toList());
        assertEquals(
                List.of(1.0, 0.0, 0.0, 0.0),
                comparison.rows().stream()
                        .map(r -> (double) Math.round(r.weight()))
                        .toList());
        assertEquals(
                Double.POSITIVE_INFINITY, comparison.byName().get("impossible").difference());
        Comparison hopeless = Comparison.of(Map.of("nan", elpd(Double.NaN)));
        assertTrue(Double.isNaN(hopeless.rows().getFirst().weight()));
    }

    @Test
    void how_large_a_k_is_good_depends_on_the_number_of_draws() {
        assertEquals(0.5, Psis.goodK(100), 1e-15);
        assertEquals(1 - 1 / 2.5, Psis.goodK((int) Math.rint(Math.pow(10, 2.5))), 1e-4);
        assertEquals(0.7, Psis.goodK(1_000_000));
    }

    @Test
    void equal_weights_have_equal_shapes_and_values() {
        double[] weights = new double[60];
        Arrays.setAll(weights, i -> 0.1 * i);
        Psis psis = Psis.of(weights, 1);
        assertEquals(psis, Psis.of(weights, 1));
        assertEquals(psis.hashCode(), Psis.of(weights, 1).hashCode());
        weights[0] = -1;
        assertNotEquals(psis, Psis.of(weights, 1));
        assertNotEquals(psis.hashCode(), Psis.of(weights, 1).hashCode());
        assertFalse(psis.equals(new Object()));
        assertEquals("Pareto-smoothed weights of 60 draws, k = " + psis.k(), psis.toString());
    }

    @Test
    void a_generalised_pareto_without_shape_is_exponential_and_without_scale_is_nothing() {
        assertEquals(2 * Math.log(4), new GeneralizedPareto(0, 2).quantile(0.75), 1e-15);
        assertEquals(2 * Math.log(4), new GeneralizedPareto(1e-12, 2).quantile(0.75), 1e-9);
        assertEquals((Math.sqrt(4) - 1) / 0.5 * 2, new GeneralizedPareto(0.5, 2).quantile(0.75), 1e-14);
        assertEquals(Double.NaN, new GeneralizedPareto(0.5, 0).quantile(0.75));
        assertEquals(Double.NaN, new GeneralizedPareto(0.5, -1).quantile(0.75));
    }
}
