package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
        for (int m = 0; m < 3; m++) {
            double ratio = 0;
            for (int i = 0; i < 4; i++) {
                double mixture = 0;
                for (int k = 0; k < 3; k++) {
                    mixture += weights[k] * Math.exp(logDensity[k][i]);
                }
                ratio += Math.exp(logDensity[m][i]) / mixture / 4;
            }
            assertTrue(ratio <= 1 + 1e-9, "model " + m + " earns " + ratio);
            assertTrue(
                    weights[m] * Math.abs(ratio - 1) < 1e-6,
                    "model " + m + " has " + weights[m] + " but earns " + ratio);
        }
    }
}
