package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.spi.Block;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.StartPolicy;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

class OptionsTest {

    private static String refusal(Map<String, Object> options) {
        return assertThrows(IllegalArgumentException.class, () -> new Nuts()
                        .start(SingleChain.spec(new double[2], 10, 10, 1, options)))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target_accept    | 1.5       | nuts: option target_accept must be a number above 0 and below 1, but is 1.5.
            target_accept    | NaN       | nuts: option target_accept must be a number above 0 and below 1, but is NaN.
            max_treedepth    | 0         | nuts: option max_treedepth must be a whole number from 1 to 20, but is 0.0.
            max_treedepth    | 2.5       | nuts: option max_treedepth must be a whole number from 1 to 20, but is 2.5.
            step_size_jitter | 1         | nuts: option step_size_jitter must be a number from 0 to below 1, but is 1.0.
            step_size        | -1        | nuts: option step_size must be a number above 0, but is -1.0.
            """)
    void a_number_out_of_range_is_refused(String option, double value, String message) {
        assertEquals(message, refusal(Map.of(option, value)));
    }

    @Test
    void a_node_of_a_graph_is_refused_without_evaluating_it() {
        assertEquals(
                "nuts: option step_size must be a number above 0, but is the node x : float64 of a graph: give its"
                        + " value, a Java number.",
                refusal(Map.of("step_size", Var.input("x"))));
    }

    @Test
    void a_word_that_is_none_of_the_choices_is_refused() {
        assertEquals(
                "nuts: option adaptation must be one of fisher, stan, but is 'windows'.",
                refusal(Map.of("adaptation", "windows")));
        assertEquals(
                "nuts: option init must be one of auto, jitter+adapt_diag_grad, jitter+adapt_diag,"
                        + " jitter+adapt_full, adapt_diag_grad, adapt_diag, adapt_full, but is 'diag'.",
                refusal(Map.of("init", "diag")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "jitter+adapt_diag_grad",
                "jitter+adapt_diag",
                "jitter+adapt_full",
                "adapt_diag_grad",
                "adapt_diag",
                "adapt_full"
            })
    void pymcs_names_of_the_warmup_that_there_is_are_taken(String init) {
        assertNotNull(new Nuts().start(SingleChain.spec(new double[2], 10, 10, 1, Map.of("init", init))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            advi              | there is no variational inference here: take jitter+adapt_diag_grad
            advi+adapt_diag   | there is no variational inference here: take jitter+adapt_diag_grad
            advi_map          | there is no variational inference here: take jitter+adapt_diag_grad
            map               | a mode is a bad start, as hardly any draw is near it: take jitter+adapt_diag_grad
            """)
    void pymcs_other_names_are_refused_with_what_to_do(String init, String reason) {
        String message = refusal(Map.of("init", init));
        assertTrue(message.startsWith("nuts: option init is '" + init + "', but " + reason), message);
    }

    @Test
    void a_value_of_the_wrong_type_is_refused() {
        assertEquals(
                "nuts: option target_accept must be a number above 0 and below 1, but is 'high'.",
                refusal(Map.of("target_accept", "high")));
        assertEquals(
                "nuts: option max_treedepth must be a whole number from 1 to 20, but is true (Boolean).",
                refusal(Map.of("max_treedepth", true)));
    }

    @Test
    void a_metric_of_the_wrong_length_or_sign_is_refused() {
        assertEquals(
                "nuts: option inverse_mass_matrix must be a double[] with a finite number above 0 for each of the 2"
                        + " coordinates, but is [1.0, 2.0, 3.0].",
                refusal(Map.of("inverse_mass_matrix", new double[] {1, 2, 3})));
        assertEquals(
                "nuts: option inverse_mass_matrix must be a double[] with a finite number above 0 for each of the 2"
                        + " coordinates, but is [1.0, -2.0].",
                refusal(Map.of("inverse_mass_matrix", new double[] {1, -2})));
    }

    @Test
    void a_matrix_that_is_no_covariance_is_refused() {
        String wanted =
                "nuts: option inverse_mass_matrix must be a symmetric double[][] of finite numbers with a diagonal"
                        + " above 0, a row for each of the 2 coordinates, but is a double[][] of 2 rows.";
        for (double[][] bad :
                new double[][][] {{{1, 2}, {3, 1}}, {{1, 0}, {0, 0}}, {{1, Double.NaN}, {Double.NaN, 1}}, {{1}, {1}}}) {
            assertEquals(wanted, refusal(Map.of("inverse_mass_matrix", bad)));
        }
        String singular = refusal(Map.of("inverse_mass_matrix", new double[][] {{1, 1}, {1, 1}}));
        assertTrue(
                singular.startsWith(
                        "nuts: option inverse_mass_matrix is not positive definite: its correlations have the"
                                + " eigenvalue "),
                singular);
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        double[] matrix = {1, 2};
        assertEquals(
                "nuts: option metric is 'dense', but option init asks for a diagonal metric: leave one of them out.",
                refusal(Map.of("metric", "dense", "init", "adapt_diag")));
        assertEquals(
                "nuts: option metric is 'kept', but there is none to keep: give one as inverse_mass_matrix.",
                refusal(Map.of("metric", "kept")));
        assertEquals(
                "nuts: option metric is 'unit', but inverse_mass_matrix gives another: leave one of them out, or take kept.",
                refusal(Map.of("metric", "unit", "inverse_mass_matrix", matrix)));
        assertEquals(
                "nuts: option adaptation is 'stan', but that learns a diagonal metric, and a low_rank one is asked for:"
                        + " leave it out, or take the metric diagonal.",
                refusal(Map.of("metric", "low_rank", "adaptation", "stan")));
    }

    @Test
    void an_unknown_option_is_refused_with_those_that_exist() {
        assertEquals(
                "nuts has no option 'tree_depth'. It has: adaptation, init, inverse_mass_matrix, max_treedepth, metric, step_size,"
                        + " step_size_jitter, target_accept, trajectory.",
                refusal(Map.of("tree_depth", 8)));
    }

    @Test
    void a_discrete_variable_is_refused_with_the_alternatives() {
        Block block = new Block("k", Block.Measure.DISCRETE, 0, 1);
        assertInstanceOf(Competence.Refuses.class, new Nuts().competence(block));
        ChainSpec spec = new ChainSpec(List.of(block), new double[1], 1, 1, RandomKey.of(1), Map.of());
        assertEquals(
                "nuts cannot sample k: NUTS follows gradients, and a discrete variable has none: sample it with rw, or sum"
                        + " it out of the model.",
                assertThrows(IllegalArgumentException.class, () -> new Nuts().start(spec))
                        .getMessage());
    }

    @Test
    void the_service_is_found_by_name() {
        // The module of these tests is the sampler's own, and a sampler looks for no samplers.
        OptionsTest.class.getModule().addUses(Sampler.class);
        assertEquals(
                1,
                ServiceLoader.load(Sampler.class).stream()
                        .filter(p -> p.get().name().equals("nuts"))
                        .count());
    }

    /** A driver that divides options among samplers knows them by this list. */
    @Test
    void the_options_that_it_tells_are_those_that_it_reads() {
        assertTrue(refusal(Map.of("tree_depth", 12))
                .endsWith("It has: "
                        + String.join(
                                ", ", new Nuts().options().stream().sorted().toList()) + "."));
    }

    @Test
    void what_init_says_of_starts_is_told_to_the_driver() {
        Sampler nuts = new Nuts();
        assertEquals(
                new StartPolicy(StartPolicy.Jitter.NEVER, "option init is 'adapt_diag'"),
                nuts.startPolicy(Map.of("init", "adapt_diag")));
        assertEquals(
                new StartPolicy(StartPolicy.Jitter.ALWAYS, "option init is 'jitter+adapt_diag_grad'"),
                nuts.startPolicy(Map.of("init", "jitter+adapt_diag_grad")));
        for (Map<String, Object> silent : List.<Map<String, Object>>of(
                Map.of(), Map.of("init", "auto"), Map.of("init", "advi"), Map.of("init", 3))) {
            assertEquals(StartPolicy.FREE, nuts.startPolicy(silent));
        }
    }

    @Test
    void the_statistics_have_arviz_names() {
        assertEquals(
                "acceptance_rate step_size step_size_bar diverging n_steps tree_depth reached_max_treedepth energy"
                        + " energy_error max_energy_error index_in_trajectory metric_rank rotating lp divergence_start divergence_end divergence_momentum",
                String.join(
                        " ", new Nuts().statistics().stream().map(s -> s.name()).toList()));
    }
}
