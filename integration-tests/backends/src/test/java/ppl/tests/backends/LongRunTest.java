package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code in lanes keeps the bits of interp after the optimising compiler has had all of it, on machines with shorter registers too. */
class LongRunTest {

    private static final List<String> ALL = List.of(
            "100000", "radon", "STRICT", "radon", "FAST", "logistic", "STRICT", "logistic", "FAST", "few", "STRICT", "few", "FAST");

    @Test
    void lanes_of_256_bits_keep_the_bits_of_interp_once_they_are_compiled() throws IOException, InterruptedException {
        List<String> programs = List.of("10000", "radon", "STRICT", "logistic", "FAST");
        assertEquals("same", said(programs, "-XX:UseAVX=2", "-Dppl.vector.at-once=256"));
    }

    @ParameterizedTest
    @CsvSource({"3,512", "2,256", "1,128"})
    @Tag("nightly")
    void so_do_those_of_each_width_in_each_mode(String avx, String bits) throws IOException, InterruptedException {
        assertEquals("same", said(ALL, "-XX:UseAVX=" + avx, "-Dppl.vector.at-once=" + bits));
    }

    /** As users get it: scalar code, and lanes where they win. */
    @ParameterizedTest
    @CsvSource({"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:UseAVX=1", "-XX:UseAVX=0", "-XX:TieredStopAtLevel=1"})
    @Tag("nightly")
    void so_does_code_that_changes_in_the_middle_of_a_run(String machine) throws IOException, InterruptedException {
        assertEquals("same", said(ALL, machine));
    }

    /** What {@link LongRun} says in a process with options of its virtual machine. */
    private static String said(List<String> programs, String... options) throws IOException, InterruptedException {
        String path = Stream.of(
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-modules=jdk.incubator.vector"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", path, LongRun.class.getName()));
        command.addAll(programs);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }
}
