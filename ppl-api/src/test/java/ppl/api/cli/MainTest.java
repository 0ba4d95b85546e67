package ppl.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.SummaryOptions;
import ppl.api.store.StanCsv;

class MainTest {
    private static final List<String> SAMPLED = List.of("chain", "draw");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file = Path.of("");

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private static InferenceData fit(double scale) {
        Random random = new Random(3);
        double[] mu = new double[400];
        Arrays.setAll(mu, i -> random.nextGaussian());
        double[] logLik = new double[400 * 6];
        Arrays.setAll(logLik, i -> -scale - 0.1 * random.nextDouble());
        return InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .variable("mu", SAMPLED, new int[] {4, 100}, mu)
                                .variable("other", SAMPLED, new int[] {4, 100}, mu.clone())
                                .build())
                .with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 100, 6}, logLik)
                                .build());
    }

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("fit.nc");
        fit(1).save(file);
    }

    @Test
    void summary_prints_the_chosen_variables() {
        assertEquals(0, run("summary", file.toString(), "~other"));
        assertEquals(fit(1).summary("mu").toText() + System.lineSeparator(), out.toString());
    }

    @Test
    void summary_takes_its_columns_from_options() {
        assertEquals(
                0,
                run(
                        "summary",
                        "--focus",
                        "median",
                        "--kind",
                        "stats",
                        "--probability",
                        "0.5",
                        "--csv",
                        file.toString()));
        SummaryOptions options = SummaryOptions.defaults()
                .withFocus(SummaryOptions.Focus.MEDIAN)
                .withKind(SummaryOptions.Kind.STATS)
                .withProbability(0.5);
        assertEquals(fit(1).summary(options).toCsv(), out.toString());
        assertTrue(out.toString().startsWith("variable,median,mad,eti_25%,eti_75%\r\n"), out::toString);
    }

    @Test
    void summary_has_the_table_of_arviz_1_too_with_its_own_interval() {
        assertEquals(0, run("summary", "--style", "arviz_1", file.toString()));
        assertEquals(fit(1).summary(SummaryOptions.arviz1()).toText() + System.lineSeparator(), out.toString());
    }

    @Test
    void summary_tells_what_to_know_of_the_variables_that_it_shows() throws IOException {
        double[] apart = new double[400];
        Arrays.setAll(apart, i -> i / 100 + 1e-3 * Math.sin(i));
        Dataset posterior = fit(1).posterior().toBuilder()
                .variable("apart", SAMPLED, new int[] {4, 100}, apart)
                .build();
        InferenceData.of(Group.POSTERIOR, posterior).save(file);
        assertEquals(0, run("summary", file.toString(), "apart"));
        assertTrue(err.toString().startsWith("Warning: Chains disagree: R-hat is up to "), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(0, run("summary", file.toString(), "mu"));
        assertFalse(err.toString().contains("Chains disagree"), err::toString);
    }

    @Test
    void summary_refuses_a_share_that_is_none() {
        assertEquals(1, run("summary", "--probability", "94", file.toString()));
        assertEquals(
                "the share of draws in the interval is 94.0; give one in (0, 1]",
                err.toString().trim());
    }

    @Test
    void summary_as_csv_has_all_digits() {
        assertEquals(0, run("summary", "--csv", file.toString()));
        assertEquals(fit(1).summary().toCsv(), out.toString());
    }

    @Test
    void report_writes_a_page_beside_the_file_or_where_it_is_told() throws IOException {
        assertEquals(0, run("report", file.toString()));
        assertTrue(Files.readString(folder.resolve("fit.html")).contains("<h1>fit</h1>"));
        Path page = folder.resolve("not/there/yet/page.html");
        assertEquals(0, run("report", file.toString(), "-o", page.toString(), "--title", "My model", "mu"));
        assertTrue(Files.readString(page).contains("<h1>My model</h1>"));
    }

    @Test
    void every_command_explains_itself() {
        for (String command : List.of("doctor", "summary", "report", "compare")) {
            assertEquals(0, run(command, "--help"), command);
            assertTrue(out.toString().contains("Usage: ppl " + command), out.toString());
        }
    }

    @Test
    void compare_ranks_the_better_model_first() throws IOException {
        Path worse = folder.resolve("worse.nc");
        fit(2).save(worse);
        assertEquals(0, run("compare", worse.toString(), file.toString()), err.toString());
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(1).startsWith(file.toString()), out.toString());
        assertTrue(lines.get(2).startsWith(worse.toString()), out.toString());
    }

    private static String stanCsv(String name) {
        return Objects.requireNonNull(StanCsv.class.getResource("stan/" + name), name)
                .getPath();
    }

    @Test
    void chains_in_csv_of_stan_are_one_run_however_they_are_given() throws IOException {
        Path[] chains = new Path[4];
        Arrays.setAll(chains, c -> Path.of(stanCsv("2_25_chain_" + (c + 1) + ".csv")));
        String expected = InferenceData.open(chains[0], chains[1], chains[2], chains[3])
                .summary("mu")
                .toText();
        String pattern = chains[0].resolveSibling("2_25_chain_*.csv").toString();
        assertEquals(0, run("summary", pattern, "mu"), err::toString);
        assertEquals(
                0,
                run(
                        "summary",
                        chains[0].toString(),
                        chains[1].toString(),
                        chains[2].toString(),
                        chains[3].toString(),
                        "mu"),
                err::toString);
        assertEquals(expected + System.lineSeparator() + expected + System.lineSeparator(), out.toString());
        Path page = folder.resolve("page.html");
        assertEquals(0, run("report", pattern, "mu", "-o", page.toString()), err::toString);
        assertTrue(Files.readString(page).contains("<h1>2_25_chain_1</h1>"));
        assertEquals(0, run("compare", pattern), err::toString);
        assertTrue(out.toString().contains(pattern), out.toString());
    }

    /** A chain in a file of its own: 40 draws of mu and two pointwise log-likelihoods. */
    private Path chain(String name, int id, long seed) throws IOException {
        Random random = new Random(100 * seed + id);
        StringBuilder text = new StringBuilder("# model = made_model\n# method = sample\n# id = " + id + "\n# seed = "
                + seed + "\nlp__,mu,log_lik.1,log_lik.2\n");
        for (int draw = 0; draw < 40; draw++) {
            text.append("-1,").append(random.nextGaussian()).append(',');
            text.append(-1 - 0.1 * random.nextDouble())
                    .append(',')
                    .append(-2 - 0.1 * random.nextDouble())
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void compare_refuses_chains_of_one_run_as_models() throws IOException {
        Path first = chain("fit_1.csv", 1, 7);
        Path second = chain("fit_2.csv", 2, 7);
        assertEquals(1, run("compare", first.toString(), second.toString()));
        assertEquals(
                first + " and " + second
                        + " are chains 1 and 2 of one run of made_model with seed 7: give all chains of"
                        + " a model by one pattern in quotes, such as 'fit_*.csv'",
                err.toString().trim());
    }

    @Test
    void compare_takes_separate_runs_of_one_model_as_two_and_gives_a_hint() throws IOException {
        Path first = chain("first.csv", 1, 1);
        // Another seed, and another seed and number.
        for (Path second : List.of(chain("second.csv", 1, 2), chain("third.csv", 3, 4))) {
            err.getBuffer().setLength(0);
            assertEquals(0, run("compare", first.toString(), second.toString()), err::toString);
            assertEquals(
                    first + " and " + second + " have one chain each of one model, made_model, and are compared as two;"
                            + " if they are of one run, give all chains of a model by one pattern in quotes, such as"
                            + " 'fit_*.csv'",
                    err.toString().trim());
        }
    }

    @Test
    void in_the_name_of_a_file_before_a_star_no_character_is_a_pattern() throws IOException {
        chain("fit[ab]{1}_1.csv", 1, 1);
        chain("fit[ab]{1}_2.csv", 2, 1);
        chain("fita1_3.csv", 3, 1);
        assertEquals(
                0, run("summary", "--csv", folder.resolve("fit[ab]{1}_*.csv").toString(), "mu"), err::toString);
        assertEquals(
                InferenceData.open(folder.resolve("fit[ab]{1}_1.csv"), folder.resolve("fit[ab]{1}_2.csv"))
                        .summary("mu")
                        .toCsv(),
                out.toString());
    }

    @Test
    void compare_tells_nothing_of_variables_that_it_does_not_look_at() throws IOException {
        InferenceData data = fit(1);
        data.with(
                        Group.POSTERIOR,
                        data.posterior().toBuilder()
                                .variable("w", List.of("k"), new int[] {3}, new double[3])
                                .build())
                .save(file);
        assertEquals(0, run("compare", file.toString()), err::toString);
        assertEquals("", err.toString());
        assertEquals(0, run("summary", file.toString()), err::toString);
        assertTrue(err.toString().contains("'w' has dims [k], not chain and draw"), err::toString);
    }

    @Test
    void a_pattern_that_matches_nothing_and_chains_after_netcdf_are_refused() {
        String pattern = folder.resolve("none_*.csv").toString();
        assertEquals(1, run("summary", pattern));
        assertTrue(err.toString().contains("There is no file " + pattern), err.toString());
        assertEquals(
                "a netCDF-4 file holds all chains, but after " + file + " more are given, such as " + file
                        + "; open each, and concat runs along \"chain\"",
                assertThrows(ResultException.class, () -> InferenceData.open(file, file))
                        .getMessage());
    }

    @Test
    void doctor_names_the_jdk_and_what_is_missing() {
        assertEquals(0, run("doctor"));
        assertTrue(out.toString().contains("JDK       " + Runtime.version()), out.toString());
        assertTrue(out.toString().contains("samplers  "), out.toString());
        assertTrue(out.toString().contains("backends  "), out.toString());
    }

    @Test
    void a_file_that_is_missing_or_no_data_is_named_and_the_status_is_1() throws IOException {
        assertEquals(1, run("summary", folder.resolve("nothing.nc").toString()));
        assertTrue(err.toString().contains("There is no file " + folder.resolve("nothing.nc")), err.toString());
        Path text = folder.resolve("text.nc");
        Files.writeString(text, "not a file of that kind, but long enough to have a header of fifty bytes");
        assertEquals(1, run("report", text.toString()));
        assertTrue(err.toString().contains(text + ": byte 0: this is no netCDF-4 (HDF5) file"), err.toString());
        assertEquals(1, run("summary", file.toString(), "tau"));
        assertTrue(err.toString().contains("no variable is called or matches 'tau'; there are: mu, other"));
    }

    private Path saved(Dataset posterior) throws IOException {
        Path path = folder.resolve("odd.nc");
        InferenceData.of(Group.POSTERIOR, posterior).save(path);
        return path;
    }

    private void assertNothingLeft(Path path, String command, String reason) {
        err.getBuffer().setLength(0);
        assertEquals(1, run(command, path.toString()), command);
        assertEquals(reason, err.toString().trim());
        assertEquals("", out.toString());
    }

    @Test
    void where_nothing_is_left_to_show_each_command_says_why_and_the_status_is_1() throws IOException {
        Path path = saved(Dataset.builder()
                .variable("x", List.of("k"), new int[] {3}, new double[3])
                .variable("y", SAMPLED, new int[] {2, 0}, new double[0])
                .build());
        for (String command : List.of("summary", "report")) {
            assertNothingLeft(
                    path,
                    command,
                    path + ": nothing is left for the " + command + ": 'x' has dims [k], not chain and draw; 'y' has"
                            + " no elements: y (chain: 2, draw: 0) float64");
        }
        assertNothingLeft(
                path,
                "compare",
                path + ": nothing is left for the comparison: there is no group log_likelihood, but: [posterior]");
        Path none = saved(Dataset.empty());
        assertNothingLeft(
                none, "summary", none + ": nothing is left for the summary: group posterior has no variables");
        InferenceData.of(Map.of()).save(none);
        assertNothingLeft(
                none, "report", none + ": nothing is left for the report: there is no group posterior, but: none");
    }

    @Test
    void a_comparison_without_log_likelihoods_by_chain_and_draw_says_so() throws IOException {
        Path path = folder.resolve("flat.nc");
        fit(1).with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("sample"), new int[] {3}, new double[3])
                                .build())
                .save(path);
        assertNothingLeft(
                path,
                "compare",
                path + ": nothing is left for the comparison: 'y' has dims [sample], not chain and draw");
    }

    @Test
    void what_was_left_out_of_a_file_is_told_and_the_rest_is_shown() throws IOException {
        Path old = folder.resolve("old.nc");
        try (InputStream in = Objects.requireNonNull(MainTest.class.getResourceAsStream("/ppl/api/store/old.nc"))) {
            Files.copy(in, old);
        }
        assertEquals(0, run("summary", old.toString(), "chunked", "scalar"));
        assertEquals(4, out.toString().lines().count(), out.toString());
        assertEquals(
                List.of(
                        old + ": left out: posterior/words: its values are text, which inference data holds only as"
                                + " labels along a dim",
                        old + ": not in the summary: posterior: 'scalar' has dims [], not chain and draw"),
                err.toString()
                        .lines()
                        .filter(line -> !line.startsWith("Warning: "))
                        .toList());
    }

    @Test
    void wrong_arguments_show_how_to_use_it_and_the_status_is_2() {
        assertEquals(2, run());
        assertTrue(err.toString().contains("Usage: ppl"), err.toString());
        assertEquals(2, run("sumary"));
        assertEquals(2, run("summary"));
    }

    @Test
    void compare_says_why_a_model_is_doubtful_and_refuses_one_given_twice() throws IOException {
        Path lost = folder.resolve("lost.nc");
        InferenceData fit = fit(1);
        double[] logLik = fit.logLikelihood().get("y").toDoubles();
        logLik[6 * 17 + 2] = Double.NEGATIVE_INFINITY;
        fit.with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 100, 6}, logLik)
                                .build())
                .save(lost);
        assertEquals(0, run("compare", file.toString(), lost.toString()));
        assertTrue(
                err.toString()
                        .contains(
                                lost + ": doubtful: observation 2 of 6 has the estimate NaN: its log-likelihood is not"
                                        + " finite in some draw"),
                err::toString);
        assertFalse(err.toString().contains(file + ": doubtful"), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(1, run("compare", file.toString(), file.toString()));
        assertEquals(
                file + " is given twice: a model cannot be compared with itself",
                err.toString().trim());
    }

    @Test
    void an_element_that_is_asked_for_as_a_variable_is_told_to_be_one() {
        assertEquals(1, run("summary", file.toString(), "mu[AITKIN]"));
        assertEquals(
                "no variable is called or matches 'mu[AITKIN]'; there are: mu, other. Variables are chosen whole: 'mu' has the"
                        + " element, if there is one",
                err.toString().trim());
    }
}
