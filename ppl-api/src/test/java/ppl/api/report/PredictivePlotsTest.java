package ppl.api.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** What the report says of predictions: data sets of 40 observations in 4 groups, 2 chains of 100 draws. */
class PredictivePlotsTest {

    private static final int SIZE = 40;
    private static final int DRAWS = 200;
    private static final List<String> PREDICTED = List.of("chain", "draw", "obs");
    private static final int[] SHAPE = {2, DRAWS / 2, SIZE};

    private final Random random = new Random(1);

    private double[] normal(int size, double mean, double sd) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> mean + sd * random.nextGaussian());
        return values;
    }

    private double[] counts(int size, int most) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> random.nextInt(most + 1));
        return values;
    }

    private InferenceData data(double[] observed, double[] predicted) {
        long[] group = new long[SIZE];
        Arrays.setAll(group, i -> i % 4);
        return InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .coord("school", Coord.of("Ada", "Bo", "Cy", "Di"))
                                .variable("mu", List.of("chain", "draw"), new int[] {2, DRAWS / 2}, normal(DRAWS, 0, 1))
                                .variable(
                                        "theta",
                                        List.of("chain", "draw", "school"),
                                        new int[] {2, DRAWS / 2, 4},
                                        normal(4 * DRAWS, 0, 1))
                                .build())
                .with(
                        Group.OBSERVED_DATA,
                        Dataset.builder()
                                .variable("y", List.of("obs"), new int[] {SIZE}, observed)
                                .build())
                .with(
                        Group.POSTERIOR_PREDICTIVE,
                        Dataset.builder()
                                .variable("y", PREDICTED, SHAPE, predicted)
                                .build())
                .with(
                        Group.CONSTANT_DATA,
                        Dataset.builder()
                                .variable("school_idx", List.of("obs"), new int[] {SIZE}, group)
                                .build());
    }

    private static Set<String> named(Map<String, String> svg, String prefix) {
        return svg.keySet().stream().filter(k -> k.startsWith(prefix)).collect(Collectors.toSet());
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void counts_have_a_rootogram_with_a_bar_and_a_band_for_each_number() {
        double[] observed = counts(SIZE, 5);
        observed[0] = 0;
        observed[1] = 5;
        Map<String, String> svg =
                Report.of(data(observed, counts(DRAWS * SIZE, 5))).svg();
        String plot = svg.get("predictive/y");
        assertEquals(6, count(plot, "class=\"whole\""));
        assertEquals(6, count(plot, "class=\"reach\""));
        assertEquals(0, count(plot, "class=\"faint\""));
        assertEquals(Set.of(), named(svg, "pit/"));
    }

    @Test
    void the_share_of_predictions_above_the_data_says_what_a_model_misses() {
        assertEquals(0.5, PredictiveStatistic.probability(new double[] {1, 2, 3, 4}, 2.5));
        assertEquals(0.625, PredictiveStatistic.probability(new double[] {1, 2, 3, 4}, 2));
        // The data are three times as wide as predicted.
        Map<String, String> svg =
                Report.of(data(normal(SIZE, 0, 3), normal(DRAWS * SIZE, 0, 1))).svg();
        assertEquals(
                Set.of("statistic/y mean", "statistic/y sd", "statistic/y least", "statistic/y greatest"),
                named(svg, "statistic/"));
        assertTrue(svg.get("statistic/y sd").contains("y — sd, p 0.00"));
        assertTrue(svg.get("statistic/y least").contains("y — least, p 1.00"));
    }

    @Test
    void a_group_that_is_predicted_badly_comes_first_by_its_label() {
        double[] observed = normal(SIZE, 0, 1);
        for (int i = 2; i < SIZE; i += 4) {
            observed[i] += 4;
        }
        String plot =
                Report.of(data(observed, normal(DRAWS * SIZE, 0, 1))).svg().get("groups/y by school_idx");
        assertTrue(plot.contains("1 of 4 outside 94%"));
        assertTrue(plot.indexOf("Cy (10)") > 0 && plot.indexOf("Cy (10)") < plot.indexOf("Ada (10)"));
        assertEquals(4, count(plot, "class=\"ring\""));
    }

    /** A name that only begins as that of a dim is no index into it. */
    @Test
    void groups_of_another_kind_have_numbers() {
        InferenceData data = data(normal(SIZE, 0, 1), normal(DRAWS * SIZE, 0, 1));
        Dataset constants = data.get(Group.CONSTANT_DATA);
        String plot = Report.of(data.with(
                        Group.CONSTANT_DATA,
                        Dataset.builder()
                                .add(constants.get("school_idx").named("school_kind"))
                                .build()))
                .svg()
                .get("groups/y by school_kind");
        assertTrue(plot.contains(">3 (10)<") && !plot.contains("Ada"), plot);
    }

    @Test
    void a_group_that_is_always_predicted_right_is_no_surprise() {
        double[] predicted = normal(DRAWS * SIZE, 0, 1);
        double[] observed = normal(SIZE, 0, 1);
        for (int i = 0; i < SIZE; i += 4) {
            observed[i] = 7;
            for (int d = 0; d < DRAWS; d++) {
                predicted[d * SIZE + i] = 7;
            }
        }
        String plot = Report.of(data(observed, predicted)).svg().get("groups/y by school_idx");
        assertTrue(plot.indexOf("Ada (10)") > plot.indexOf("Di (10)"), "it comes last");
    }

    @Test
    void log_likelihoods_give_the_place_of_each_observation_in_its_prediction() {
        InferenceData data = data(normal(SIZE, 0, 1), normal(DRAWS * SIZE, 0, 1));
        assertEquals(Set.of(), named(Report.of(data).svg(), "pit/"));
        InferenceData with = data.with(
                Group.LOG_LIKELIHOOD,
                Dataset.builder()
                        .variable("y", PREDICTED, SHAPE, normal(DRAWS * SIZE, -1, 0.1))
                        .build());
        assertEquals(Set.of("pit/y"), named(Report.of(with).svg(), "pit/"));
    }

    @Test
    void elements_with_prior_draws_are_shown_before_and_after() {
        InferenceData data = data(normal(SIZE, 0, 1), normal(DRAWS * SIZE, 0, 1))
                .with(
                        Group.PRIOR,
                        Dataset.builder()
                                .variable("mu", List.of("chain", "draw"), new int[] {1, 50}, normal(50, 0, 100))
                                .build());
        Report report = Report.of(data);
        assertEquals(Set.of("prior/mu"), named(report.svg(), "prior/"));
        assertTrue(report.svg().get("prior/mu").contains(">posterior</text>"));
        for (String heading :
                List.of("Prior and posterior", "Predictions", "Predicted statistics", "Predicted groups")) {
            assertTrue(report.html().contains(">" + heading + "</h2>"), heading);
        }
    }

    @Test
    void data_that_are_all_the_same_or_not_finite_have_plots_too() {
        double[] predicted = new double[DRAWS * SIZE];
        double[] odd = new double[SIZE];
        odd[3] = Double.NaN;
        odd[4] = Double.POSITIVE_INFINITY;
        for (double[] observed : List.of(new double[SIZE], odd)) {
            Report.of(data(observed, predicted))
                    .svg()
                    .forEach((name, picture) -> assertFalse(
                            picture.contains("\"NaN") || picture.contains(" NaN") || picture.contains("Infinity"),
                            name));
        }
    }
}
