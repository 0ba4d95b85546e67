package ppl.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.SummaryOptions;

/** What the commands print, and with which status they end. */
class MainTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path file = Path.of("");

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("fit.nc");
        Shell.fit(1).save(file);
    }

    @Test
    void summary_prints_the_chosen_variables() {
        assertEquals(0, shell.run("summary", file.toString(), "~other"));
        assertEquals(Shell.fit(1).summary("mu").toText() + System.lineSeparator(), shell.out.toString());
    }

    @Test
    void summary_takes_its_columns_from_options() {
        assertEquals(
                0,
                shell.run(
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
        assertEquals(Shell.fit(1).summary(options).toCsv(), shell.out.toString());
        assertTrue(shell.out.toString().startsWith("variable,median,mad,eti_25%,eti_75%\r\n"), shell.out::toString);
    }

    @Test
    void summary_has_the_table_of_arviz_1_too_with_its_own_interval() {
        assertEquals(0, shell.run("summary", "--style", "arviz_1", file.toString()));
        assertEquals(
                Shell.fit(1).summary(SummaryOptions.arviz1()).toText() + System.lineSeparator(), shell.out.toString());
    }

    @Test
    void summary_tells_what_to_know_of_the_variables_that_it_shows() throws IOException {
        double[] apart = new double[400];
        Arrays.setAll(apart, i -> i / 100 + 1e-3 * Math.sin(i));
        Dataset posterior = Shell.fit(1).posterior().toBuilder()
                .variable("apart", Shell.SAMPLED, new int[] {4, 100}, apart)
                .build();
        InferenceData.of(Group.POSTERIOR, posterior).save(file);
        assertEquals(0, shell.run("summary", file.toString(), "apart"));
        assertTrue(shell.err.toString().startsWith("Warning: Chains disagree: R-hat is up to "), shell.err::toString);
        shell.clear();
        assertEquals(0, shell.run("summary", file.toString(), "mu"));
        assertFalse(shell.err.toString().contains("Chains disagree"), shell.err::toString);
    }

    @Test
    void summary_refuses_a_share_that_is_none() {
        assertEquals(1, shell.run("summary", "--probability", "94", file.toString()));
        assertEquals(
                "the share of draws in the interval is 94.0; give one in (0, 1]",
                shell.err.toString().trim());
    }

    @Test
    void summary_as_csv_has_all_digits() {
        assertEquals(0, shell.run("summary", "--csv", file.toString()));
        assertEquals(Shell.fit(1).summary().toCsv(), shell.out.toString());
    }

    @Test
    void report_writes_a_page_beside_the_file_or_where_it_is_told() throws IOException {
        assertEquals(0, shell.run("report", file.toString()));
        assertTrue(Files.readString(folder.resolve("fit.html")).contains("<h1>fit</h1>"));
        Path page = folder.resolve("not/there/yet/page.html");
        assertEquals(0, shell.run("report", file.toString(), "-o", page.toString(), "--title", "My model", "mu"));
        assertTrue(Files.readString(page).contains("<h1>My model</h1>"));
    }

    @Test
    void every_command_explains_itself() {
        for (String command : List.of("doctor", "summary", "report", "compare")) {
            assertEquals(0, shell.run(command, "--help"), command);
            assertTrue(shell.out.toString().contains("Usage: ppl " + command), shell.out.toString());
        }
    }

    @Test
    void a_pattern_that_matches_nothing_and_chains_after_netcdf_are_refused() {
        String pattern = folder.resolve("none_*.csv").toString();
        assertEquals(1, shell.run("summary", pattern));
        assertTrue(shell.err.toString().contains("There is no file " + pattern), shell.err.toString());
        assertEquals(
                "a netCDF-4 file holds all chains, but after " + file + " more are given, such as " + file
                        + "; open each, and concat runs along \"chain\"",
                assertThrows(ResultException.class, () -> InferenceData.open(file, file))
                        .getMessage());
    }

    @Test
    void doctor_names_the_jdk_and_what_is_missing() {
        assertEquals(0, shell.run("doctor"));
        assertTrue(shell.out.toString().contains("JDK       " + Runtime.version()), shell.out.toString());
        assertTrue(shell.out.toString().contains("samplers  "), shell.out.toString());
        assertTrue(shell.out.toString().contains("backends  "), shell.out.toString());
    }

    @Test
    void a_file_that_is_missing_or_no_data_is_named_and_the_status_is_1() throws IOException {
        assertEquals(1, shell.run("summary", folder.resolve("nothing.nc").toString()));
        assertTrue(
                shell.err.toString().contains("There is no file " + folder.resolve("nothing.nc")),
                shell.err.toString());
        Path text = folder.resolve("text.nc");
        Files.writeString(text, "not a file of that kind, but long enough to have a header of fifty bytes");
        assertEquals(1, shell.run("report", text.toString()));
        assertTrue(
                shell.err.toString().contains(text + ": byte 0: this is no netCDF-4 (HDF5) file"),
                shell.err.toString());
        assertEquals(1, shell.run("summary", file.toString(), "tau"));
        assertTrue(shell.err.toString().contains("no variable is called or matches 'tau'; there are: mu, other"));
    }

    @Test
    void wrong_arguments_show_how_to_use_it_and_the_status_is_2() {
        assertEquals(2, shell.run());
        assertTrue(shell.err.toString().contains("Usage: ppl"), shell.err.toString());
        assertEquals(2, shell.run("sumary"));
        assertEquals(2, shell.run("summary"));
    }

    @Test
    void an_element_that_is_asked_for_as_a_variable_is_told_to_be_one() {
        assertEquals(1, shell.run("summary", file.toString(), "mu[AITKIN]"));
        assertEquals(
                "no variable is called or matches 'mu[AITKIN]'; there are: mu, other. Variables are chosen whole: 'mu' has the"
                        + " element, if there is one",
                shell.err.toString().trim());
    }
}
