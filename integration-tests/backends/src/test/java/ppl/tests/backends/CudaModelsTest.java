package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        Path tests = Path.of("target", "test-classes").toAbsolutePath();
        String path = Stream.of(
                        tests.toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dppl.cuda.driver=emulated",
                        "-cp",
                        path,
                        SampledModels.class.getName(),
                        "interp",
                        "cuda")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> SampledModels.names().stream().anyMatch(line::startsWith))
                .toList();
        assertEquals(0, process.waitFor(), () -> "the process ended with an error after " + lines);
        int models = SampledModels.names().size();
        assertEquals(2 * models, lines.size(), lines::toString);
        assertEquals(lines.subList(0, models), lines.subList(models, 2 * models));
    }
}
