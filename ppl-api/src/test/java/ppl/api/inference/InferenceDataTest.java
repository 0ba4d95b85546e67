package ppl.api.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.ResultException;

class InferenceDataTest {
    private static Dataset posterior(int chains, int draws, double first) {
        double[] mu = new double[chains * draws];
        Arrays.setAll(mu, i -> first + i);
        double[] theta = new double[chains * draws * 2];
        Arrays.setAll(theta, i -> first - i);
        return Dataset.builder()
                .coord("school", Coord.of("Choate", "Exeter"))
                .variable("mu", List.of("chain", "draw"), new int[] {chains, draws}, mu)
                .variable("theta", List.of("chain", "draw", "school"), new int[] {chains, draws, 2}, theta)
                .variable("theta_raw", List.of("chain", "draw", "school"), new int[] {chains, draws, 2}, theta.clone())
                .attribute("created_by", "test")
                .build();
    }

    @Test
    void dims_without_labels_are_numbered_from_0() {
        Dataset posterior = posterior(2, 3, 0);
        assertEquals(Coord.range(3), posterior.coord("draw"));
        assertEquals(2, posterior.chains());
        assertEquals(3, posterior.draws());
    }

    @Test
    void a_label_selects_what_its_position_selects() {
        Dataset posterior = posterior(2, 3, 0);
        assertEquals(
                posterior.get("theta").at("school", 1),
                posterior.at("school", "Exeter").get("theta"));
        assertEquals(
                posterior.get("mu").at("chain", 1), posterior.at("chain", 1).get("mu"));
        assertEquals(
                posterior.get("mu"), posterior.at("school", "Exeter").get("mu"), "a variable without the dim stays");
    }

    @Test
    void selecting_labels_reorders_the_coord_too() {
        Dataset turned = posterior(2, 3, 0).select("school", "Exeter", "Choate");
        assertEquals(Coord.of("Exeter", "Choate"), turned.coord("school"));
        assertEquals(-1, turned.get("theta").get(0, 0, 0));
    }

    @Test
    void a_slice_takes_every_step_th_draw() {
        Dataset thinned = posterior(2, 7, 0).slice("draw", 1, 7, 3);
        assertEquals(Coord.of(1L, 4L), thinned.coord("draw"));
        assertArrayEquals(new double[] {1, 4, 8, 11}, thinned.get("mu").toDoubles());
    }

    @Test
    void stacking_joins_chains_and_draws_of_every_variable() {
        Dataset stacked = posterior(2, 3, 0).stack();
        assertArrayEquals(new int[] {6}, stacked.get("mu").shape());
        assertEquals(List.of("sample", "school"), stacked.get("theta").dims());
        assertEquals(6, stacked.coord("sample").size());
    }

    @Test
    void filters_take_names_and_patterns_and_leave_out_what_has_a_tilde() {
        Dataset posterior = posterior(1, 2, 0);
        assertEquals(List.of("mu", "theta", "theta_raw"), posterior.filter().names());
        assertEquals(List.of("mu"), posterior.filter("mu").names());
        assertEquals(List.of("theta", "theta_raw"), posterior.filter("~mu").names());
        assertEquals(List.of("theta", "theta_raw"), posterior.filter("theta.*").names());
        assertEquals(List.of("theta"), posterior.filter("theta.*", "~.*_raw").names());
        assertEquals(List.of("theta"), posterior.filter("theta").names(), "an exact name is no pattern");
        assertEquals(List.of("mu", "theta"), posterior.filter("theta", "mu").names(), "the order stays");
    }

    @Test
    void a_filter_that_matches_nothing_lists_what_there_is() {
        Dataset posterior = posterior(1, 2, 0);
        assertMessage(
                "no variable is called or matches 'tau'; there are: mu, theta, theta_raw",
                () -> posterior.filter("~tau"));
        assertMessage(
                "'theta[' is neither a variable nor a regular expression (Unclosed character class); "
                        + "there are: mu, theta, theta_raw",
                () -> posterior.filter("theta["));
    }

    @Test
    void disagreement_on_a_dim_is_refused() {
        assertMessage(
                "variable 'theta' has 2 positions along dim 'school' but its coord has 3",
                () -> posterior(1, 2, 0).toBuilder()
                        .coord("school", Coord.range(3))
                        .build());
        assertMessage(
                "variable 'y' has 5 positions along dim 'school' but 'theta' has 2",
                () -> posterior(1, 2, 0).toBuilder()
                        .variable("y", List.of("school"), new int[] {5}, new double[5])
                        .build());
        assertMessage("dim 'school' has no label 'Andover'; it has [Choate, Exeter]", () -> posterior(1, 2, 0)
                .at("school", "Andover"));
        assertMessage("there are two variables called 'mu'", () -> posterior(1, 2, 0).toBuilder()
                .add(Variable.of("mu", 1)));
    }

    @Test
    void merging_takes_the_groups_and_variables_of_both() {
        InferenceData left = InferenceData.of(Group.POSTERIOR, posterior(1, 2, 0));
        InferenceData right = InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder().add(Variable.of("extra", 1)).build())
                .with(
                        Group.OBSERVED_DATA,
                        Dataset.builder().add(Variable.of("y", 2)).build());
        InferenceData merged = left.merge(right);
        assertEquals(
                List.of("mu", "theta", "theta_raw", "extra"), merged.posterior().names());
        assertTrue(merged.contains(Group.OBSERVED_DATA));
        assertEquals(left, left.merge(left), "the same content is no conflict");
    }

    @Test
    void merging_different_variables_of_one_name_is_refused() {
        InferenceData left = InferenceData.of(Group.POSTERIOR, posterior(1, 2, 0));
        InferenceData right = InferenceData.of(Group.POSTERIOR, posterior(1, 2, 5));
        assertThrows(ResultException.class, () -> left.merge(right));
    }

    @Test
    void concatenated_chains_stand_one_after_another() {
        InferenceData joined = InferenceData.concat(
                "chain",
                List.of(
                        InferenceData.of(Group.POSTERIOR, posterior(2, 3, 0)),
                        InferenceData.of(Group.POSTERIOR, posterior(1, 3, 100))));
        assertArrayEquals(
                new double[] {0, 1, 2, 3, 4, 5, 100, 101, 102},
                joined.posterior().get("mu").toDoubles());
        assertEquals(Coord.range(3), joined.posterior().coord("chain"));
    }

    @Test
    void concatenated_draws_continue_each_chain() {
        InferenceData joined = InferenceData.concat(
                "draw",
                List.of(
                        InferenceData.of(Group.POSTERIOR, posterior(2, 2, 0)),
                        InferenceData.of(Group.POSTERIOR, posterior(2, 1, 100))));
        assertArrayEquals(
                new double[] {0, 1, 100, 2, 3, 101},
                joined.posterior().get("mu").toDoubles());
        assertEquals(101 - 1 - 2, joined.posterior().get("theta").get(1, 2, 1) + 1);
    }

    @Test
    void runs_of_different_models_do_not_concatenate() {
        Dataset other = Dataset.builder().add(Variable.of("tau", 1)).build();
        assertThrows(
                ResultException.class,
                () -> InferenceData.concat(
                        "chain",
                        List.of(
                                InferenceData.of(Group.POSTERIOR, posterior(1, 3, 0)),
                                InferenceData.of(Group.POSTERIOR, other))));
    }

    @Test
    void a_missing_group_is_named_with_those_there_are() {
        InferenceData data = InferenceData.of(Group.POSTERIOR, posterior(1, 2, 0));
        ResultException e = assertThrows(ResultException.class, data::sampleStats);
        assertEquals("there is no group 'sample_stats'; there are: posterior", e.getMessage());
    }

    @Test
    void groups_come_in_the_usual_order_and_print_with_their_dims() {
        InferenceData data = InferenceData.of(Map.of(
                Group.OBSERVED_DATA,
                Dataset.builder()
                        .variable("y", List.of("obs"), new int[] {1}, new long[] {3})
                        .build(),
                Group.POSTERIOR,
                posterior(1, 2, 0)));
        assertEquals(List.of(Group.POSTERIOR, Group.OBSERVED_DATA), List.copyOf(data.groups()));
        assertEquals("""
                InferenceData
                posterior
                  chain: 1 [0]
                  draw: 2 [0, 1]
                  school: 2 [Choate, Exeter]
                    mu (chain: 1, draw: 2) float64
                    theta (chain: 1, draw: 2, school: 2) float64
                    theta_raw (chain: 1, draw: 2, school: 2) float64

                observed_data
                  obs: 1 [0]
                    y (obs: 1) int64""", data.toString());
    }

    private static void assertMessage(String message, Runnable mistake) {
        assertEquals(message, assertThrows(ResultException.class, mistake::run).getMessage());
    }
}
