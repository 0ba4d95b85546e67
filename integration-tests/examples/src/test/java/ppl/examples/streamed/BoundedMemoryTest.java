package ppl.examples.streamed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Runs of more draws than their memory holds, in processes of their own; the sizes of the goal come at night. */
class BoundedMemoryTest {

    private static final boolean LARGE = Boolean.getBoolean("ppl.large");

    @TempDir
    Path temp;

    private String run(int heap, int dimension, int draws, int tune) throws Exception {
        Path errors = temp.resolve("errors");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+UseSerialGC",
                        LARGE ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongRun.class.getName(),
                        temp.resolve("run.nc").toString(),
                        String.valueOf(dimension),
                        String.valueOf(draws),
                        String.valueOf(tune)))
                .redirectError(errors.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), () -> said + read(errors));
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @Test
    void more_draws_than_memory_holds_are_sampled_summarised_and_read_again() throws Exception {
        int draws = LARGE ? 5_000_000 : 170_000;
        int heap = LARGE ? 1024 : 54;
        // Draws and statistics of the run alone are more than that.
        assertTrue(8L * 2 * draws * (10 + 12) > (heap << 20));
        assertEquals("[2, " + draws + "] 10 rows, the same from the file", run(heap, 10, draws, 500));
    }

    @Test
    @EnabledIfSystemProperty(named = "ppl.large", matches = "true")
    void more_parameters_than_memory_holds_draws_of_too() throws Exception {
        int dimension = 100_000;
        int draws = 1_000;
        int heap = 1024;
        assertTrue(8L * 2 * draws * dimension > (heap << 20));
        assertEquals(
                "[2, " + draws + "] " + dimension + " rows, the same from the file", run(heap, dimension, draws, 100));
    }
}
