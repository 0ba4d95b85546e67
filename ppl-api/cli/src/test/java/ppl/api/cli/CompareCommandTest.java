package ppl.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** The ranking of models, and what it says of those that cannot be ranked. */
class CompareCommandTest {
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
    void compare_ranks_the_better_model_first() throws IOException {
        Path worse = folder.resolve("worse.nc");
        Shell.fit(2).save(worse);
        assertEquals(0, shell.run("compare", worse.toString(), file.toString()), shell.err.toString());
        List<String> lines = shell.out.toString().lines().toList();
        assertTrue(lines.get(1).startsWith(file.toString()), shell.out.toString());
        assertTrue(lines.get(2).startsWith(worse.toString()), shell.out.toString());
    }

    @Test
    void compare_says_why_a_model_is_doubtful_and_refuses_one_given_twice() throws IOException {
        Path lost = folder.resolve("lost.nc");
        InferenceData fit = Shell.fit(1);
        double[] logLik = fit.logLikelihood().get("y").toDoubles();
        logLik[6 * 17 + 2] = Double.NEGATIVE_INFINITY;
        fit.with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 100, 6}, logLik)
                                .build())
                .save(lost);
        assertEquals(0, shell.run("compare", file.toString(), lost.toString()));
        assertTrue(
                shell.err
                        .toString()
                        .contains(
                                lost + ": doubtful: observation 2 of 6 has the estimate NaN: its log-likelihood is not"
                                        + " finite in some draw"),
                shell.err::toString);
        assertFalse(shell.err.toString().contains(file + ": doubtful"), shell.err::toString);
        shell.clear();
        assertEquals(1, shell.run("compare", file.toString(), file.toString()));
        assertEquals(
                file + " is given twice: a model cannot be compared with itself",
                shell.err.toString().trim());
    }
}
