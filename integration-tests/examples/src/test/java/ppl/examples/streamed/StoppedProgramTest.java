package ppl.examples.streamed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.examples.streamed.StreamedModels.assertBegins;
import static ppl.examples.streamed.StreamedModels.assertSame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.store.DrawFile;

/** Programs that are stopped or killed while they stream. */
@DisabledOnOs(OS.WINDOWS)
class StoppedProgramTest {

    @TempDir
    Path temp;

    private Process start(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectError(temp.resolve("errors").toFile())
                .start();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StreamedProgram.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits until all chains have draws in the partial file. */
    private static void awaitDraws(Process process, Path file) throws Exception {
        Path partial = DrawFile.partial(file);
        while (process.isAlive()) {
            boolean drawn = false;
            if (Files.exists(partial)) {
                try {
                    InferenceData some = DrawFile.recover(partial);
                    drawn = some.posterior().chains() == 2 && some.posterior().draws() > 100;
                } catch (IOException e) {
                    drawn = false; // it is being made
                }
            }
            if (drawn || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void a_program_that_is_stopped_leaves_a_whole_file_of_the_draws_so_far() throws Exception {
        Path file = temp.resolve("run.nc");
        Process process = start(file.toString());
        awaitDraws(process, file);
        process.destroy(); // SIGTERM, to which a JVM does what it does after Ctrl-C
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
        assertFalse(Files.exists(DrawFile.partial(file)));
        InferenceData read = InferenceData.open(file);
        assertTrue(read.posterior().draws() > 100 && read.posterior().draws() < StreamedProgram.DRAWS);
        assertEquals(1L, read.posterior().attributes().get(RunNotes.INTERRUPTED));
        assertBegins(read, StreamedProgram.inference().draws(500).run());
    }

    @Test
    void of_a_program_that_is_killed_the_draws_are_recovered_and_not_written_over() throws Exception {
        Path file = temp.resolve("run.nc");
        Process process = start(file.toString());
        awaitDraws(process, file);
        process.destroyForcibly().waitFor();
        InferenceData rest = DrawFile.recover(DrawFile.partial(file));
        assertTrue(rest.posterior().draws() > 100 && rest.posterior().chains() == 2);
        assertEquals(1L, rest.posterior().attributes().get(RunNotes.INTERRUPTED));
        assertBegins(rest, StreamedProgram.inference().draws(500).run());
        SamplingException refused = assertThrows(
                SamplingException.class,
                () -> StreamedProgram.inference().draws(10).file(file).run());
        assertEquals(SamplingCode.FILE, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("DrawFile.recover"), refused.getMessage());
        Files.delete(DrawFile.partial(file));
        assertEquals(
                10,
                StreamedProgram.inference().draws(10).file(file).run().posterior().draws());
    }

    @Test
    void with_a_checkpoint_a_killed_program_goes_on_and_its_file_is_whole_again() throws Exception {
        Path file = temp.resolve("run.nc");
        String[] arguments = {file.toString(), temp.resolve("logs").toString(), "6000"};
        Process process = start(arguments);
        awaitDraws(process, file);
        process.destroyForcibly().waitFor();
        assertEquals("6000", output(start(arguments)));
        assertSame(StreamedProgram.inference().draws(6_000).run(), InferenceData.open(file));
    }

    /** A limit on the size of files, which begins while the program runs, stands for a disk that fails. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_that_cannot_be_written_any_more_costs_none_of_the_draws_in_it() throws Exception {
        Path file = temp.resolve("run.nc");
        Process process = start(file.toString());
        awaitDraws(process, file);
        Process limit = new ProcessBuilder("prlimit", "--fsize=4096", "--pid", String.valueOf(process.pid())).start();
        assertEquals(0, limit.waitFor());
        List<String> said = output(process).lines().toList();
        assertTrue(
                said.getFirst().startsWith("FILE the draws of chain ")
                        && said.getFirst().contains("cannot be written to their file: File too large"),
                said.getFirst());
        String[] partial = said.getLast().split(" ");
        int draws = Integer.parseInt(partial[1]);
        assertTrue(draws > 100 && draws < StreamedProgram.DRAWS, said.getLast());
        assertEquals("10", partial[2], "they can be summarised");
        InferenceData rest = DrawFile.recover(DrawFile.partial(file));
        assertTrue(rest.posterior().draws() >= draws || rest.posterior().chains() == 2);
        assertBegins(rest, StreamedProgram.inference().draws(500).run());
    }

    @Test
    void a_file_that_does_not_fit_is_refused_before_the_first_draw() throws Exception {
        Path file = temp.resolve("run.nc");
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 600; exec \"$@\"", "limited"));
        command.addAll(command(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(temp.resolve("errors").toFile())
                .start();
        assertEquals("FILE the file " + file + " cannot be made: File too large", output(process));
        assertFalse(Files.exists(DrawFile.partial(file)));
    }
}
