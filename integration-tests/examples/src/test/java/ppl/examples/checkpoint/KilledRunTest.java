package ppl.examples.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they sample, and one for which the disk is full. */
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {

    private static final int KILLS = Integer.getInteger("ppl.kills", 4);
    /** About what two chains write. */
    private static final long WHOLE = 2_100_000;

    @TempDir
    Path temp;

    private static List<String> program(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                folder.toString());
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(temp.resolve("errors").toFile())
                .start();
    }

    private static long written(Path folder) throws IOException {
        long bytes = 0;
        for (int c = 0; c < 2; c++) {
            Path log = folder.resolve("chain-" + c + ".log");
            bytes += Files.exists(log) ? Files.size(log) : 0;
        }
        return bytes;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void a_run_that_is_killed_again_and_again_ends_as_one_that_was_not() throws Exception {
        String whole = KeptModels.bits(KilledRun.inference().run()).toString();
        SplittableRandom random = new SplittableRandom(4);
        Path folder = temp.resolve("run0");
        int kills = 0;
        List<String> results = new ArrayList<>();
        while (kills < KILLS) {
            long until = written(folder) + random.nextLong(WHOLE / 4);
            Process process = start(program(folder));
            boolean over = false;
            while (!over && written(folder) < until) {
                over = process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            if (process.isAlive()) {
                process.destroyForcibly().waitFor();
                kills++;
            } else {
                results.add(output(process));
                folder = temp.resolve("run" + results.size());
            }
        }
        results.add(output(start(program(folder))));
        results.forEach(result -> assertEquals(whole, result));
    }

    @Test
    void a_full_disk_gives_the_draws_so_far_and_with_room_the_run_goes_on() throws Exception {
        Path folder = temp.resolve("run");
        // A limit on the size of a file stands for the end of the disk.
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 600; exec \"$@\"", "limited"));
        command.addAll(program(folder));
        String said = output(start(command));
        assertTrue(said.startsWith("CHECKPOINT the checkpoint cannot be written: File too large. What it holds is whole"), said);
        int partial = Integer.parseInt(said.substring(said.lastIndexOf(' ') + 1));
        assertTrue(partial > 100 && partial < KilledRun.DRAWS, said);
        String whole = KeptModels.bits(KilledRun.inference().run()).toString();
        assertEquals(whole, output(start(program(folder))));
    }
}
