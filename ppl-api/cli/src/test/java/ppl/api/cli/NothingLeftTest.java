package ppl.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** What a command does not show: it says why, and where nothing is left it fails. */
class NothingLeftTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path file = Path.of("");

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("fit.nc");
        Shell.fit(1).save(file);
    }

    private Path saved(Dataset posterior) throws IOException {
        Path path = folder.resolve("odd.nc");
        InferenceData.of(Group.POSTERIOR, posterior).save(path);
        return path;
    }

    private void assertNothingLeft(Path path, String command, String reason) {
        shell.clear();
        assertEquals(1, shell.run(command, path.toString()), command);
        assertEquals(reason, shell.err.toString().trim());
        assertEquals("", shell.out.toString());
    }

    @Test
    void where_nothing_is_left_to_show_each_command_says_why_and_the_status_is_1() throws IOException {
        Path path = saved(Dataset.builder()
                .variable("x", List.of("k"), new int[] {3}, new double[3])
                .variable("y", Shell.SAMPLED, new int[] {2, 0}, new double[0])
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
    void what_was_left_out_of_a_file_is_told_and_the_rest_is_shown() throws IOException {
        Path old = folder.resolve("old.nc");
        Files.copy(Shell.FILES.resolve("old.nc"), old);
        assertEquals(0, shell.run("summary", old.toString(), "chunked", "scalar"));
        assertEquals(4, shell.out.toString().lines().count(), shell.out.toString());
        assertEquals(
                List.of(
                        old + ": left out: posterior/words: its values are text, which inference data holds only as"
                                + " labels along a dim",
                        old + ": not in the summary: posterior: 'scalar' has dims [], not chain and draw"),
                shell.err
                        .toString()
                        .lines()
                        .filter(line -> !line.startsWith("Warning: "))
                        .toList());
    }

    @Test
    void compare_tells_nothing_of_variables_that_it_does_not_look_at() throws IOException {
        InferenceData data = Shell.fit(1);
        data.with(
                        Group.POSTERIOR,
                        data.posterior().toBuilder()
                                .variable("w", List.of("k"), new int[] {3}, new double[3])
                                .build())
                .save(file);
        assertEquals(0, shell.run("compare", file.toString()), shell.err::toString);
        assertEquals("", shell.err.toString());
        assertEquals(0, shell.run("summary", file.toString()), shell.err::toString);
        assertTrue(shell.err.toString().contains("'w' has dims [k], not chain and draw"), shell.err::toString);
    }

    @Test
    void a_comparison_without_log_likelihoods_by_chain_and_draw_says_so() throws IOException {
        Path path = folder.resolve("flat.nc");
        Shell.fit(1)
                .with(
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
}
