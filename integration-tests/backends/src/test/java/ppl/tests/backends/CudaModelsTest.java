package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Graph;

/** Models on a GPU that is not there: the gradients and the draws of the interpreter. */
class CudaModelsTest {

    @ParameterizedTest
    @ValueSource(ints = {919, 3 * 4096 + 17})
    void the_radon_gradient_has_the_bits_of_interp(int rows) {
        for (Graph graph : List.of(RadonGraph.of(rows), RadonGraph.shuffled(rows))) {
            assertArrayEquals(
                    VectorRunTest.gradient(PresentBackends.interp(), graph),
                    VectorRunTest.gradient(PresentBackends.cudaEmulated(rows), graph));
        }
    }

    @Test
    void sampled_models_have_the_draws_of_interp() throws IOException, InterruptedException {
        List<String> lines = printed("emulated", SampledModels.class, "interp", "cuda").stream()
                .filter(line -> SampledModels.names().stream().anyMatch(line::startsWith))
                .toList();
        int models = SampledModels.names().size();
        assertEquals(2 * models, lines.size(), lines::toString);
        assertEquals(lines.subList(0, models), lines.subList(models, 2 * models));
    }

    @Test
    void of_a_run_whose_device_is_lost_the_draws_are_kept_and_are_those_of_interp()
            throws IOException, InterruptedException {
        List<String> lines = printed("emulated,lost-after=6000", LostRun.class).stream()
                .filter(line -> line.startsWith(LostRun.SAYS))
                .toList();
        assertEquals(1, lines.size(), lines::toString);
        int kept = Integer.parseInt(lines.getFirst().substring(LostRun.SAYS.length()));
        assertTrue(kept >= 5 && kept < LostRun.DRAWS, kept + " draws kept");
    }

    /** What a program prints in a process of its own, whose device is that of a property. */
    private static List<String> printed(String driver, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path tests = Path.of("target", "test-classes").toAbsolutePath();
        String path = Stream.of(
                        tests.toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dppl.cuda.driver=" + driver,
                "-cp",
                path,
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor(), () -> "the process ended with an error after " + lines);
        return lines;
    }
}
