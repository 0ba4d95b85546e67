package ppl.api.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log holds after it was torn or damaged anywhere. */
class ChainLogTest {

    private static final String LAYOUT = "numbers";
    private static final int ITERATIONS = 60;

    @TempDir
    Path temp;

    private Path file;

    /** Where a state ends in the file, and after how many iterations it was appended. */
    private record Mark(long end, int iterations) {}

    private final List<Mark> marks = new ArrayList<>();
    private long millis;

    @BeforeEach
    void a_log_of_sixty_iterations_and_eight_states() throws IOException {
        file = temp.resolve("chain-0.log");
        try (ChainLog log = open(new ArrayList<>())) {
            marks.add(new Mark(Files.size(file), 0));
            for (int i = 0; i < ITERATIONS; i++) {
                append(log, i);
                if (i % 7 == 6) {
                    log.state(state(i + 1));
                    marks.add(new Mark(Files.size(file), i + 1));
                }
            }
        }
    }

    private ChainLog open(List<Integer> iterations) throws IOException {
        return ChainLog.open(
                file,
                LAYOUT,
                written -> {
                    int i = written.getInt();
                    byte[] rest = new byte[written.remaining()];
                    written.get(rest);
                    assertArrayEquals(content(i), rest);
                    iterations.add(i);
                },
                () -> millis * 1_000_000);
    }

    private static byte[] content(int i) {
        byte[] content = new byte[i * 37 % 300];
        Arrays.fill(content, (byte) i);
        return content;
    }

    private static byte[] state(int iterations) {
        return ("after " + iterations).getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(ChainLog log, int i) throws IOException {
        byte[] content = content(i);
        log.begin(Integer.BYTES + content.length).putInt(i).put(content);
        log.end();
    }

    @Test
    void a_thousand_torn_and_damaged_logs_go_on_from_their_last_whole_state() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(8);
        for (int k = 0; k < 1000; k++) {
            int at = random.nextInt(whole.length);
            byte[] damaged = whole.clone();
            if (k % 2 == 0) {
                damaged = Arrays.copyOf(whole, at);
            } else {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            Mark last = marks.getFirst();
            for (Mark mark : marks) {
                last = mark.end <= at ? mark : last;
            }
            List<Integer> read = new ArrayList<>();
            try (ChainLog log = open(read)) {
                assertEquals(last.iterations, log.found().iterations(), "damaged at " + at);
                if (last.iterations == 0) {
                    assertNull(log.found().state());
                } else {
                    assertArrayEquals(state(last.iterations), log.found().state());
                }
                assertEquals(last.iterations, read.size());
                assertEquals(last.end, Files.size(file));
                for (int i = last.iterations; i < ITERATIONS; i++) {
                    append(log, i);
                }
                log.state(state(ITERATIONS));
            }
            read.clear();
            try (ChainLog log = open(read)) {
                assertEquals(ITERATIONS, log.found().iterations());
                assertEquals(0, log.found().cut());
                for (int i = 0; i < ITERATIONS; i++) {
                    assertEquals(i, read.get(i));
                }
            }
        }
    }

    @Test
    void what_is_cut_off_is_counted_and_whole_iterations_after_the_state_are_not_damage() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        try (ChainLog log = open(new ArrayList<>())) {
            assertEquals(0, log.found().cut(), "the four iterations after the last state are whole");
            assertEquals(56, log.found().iterations());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        try (ChainLog log = open(new ArrayList<>())) {
            assertEquals(
                    Frame.BEFORE + Integer.BYTES + content(59).length + Frame.AFTER - 3,
                    log.found().cut());
        }
    }

    @Test
    void a_log_of_another_run_is_refused_and_stays() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        IOException refused =
                assertThrows(IOException.class, () -> ChainLog.open(file, "other numbers", _ -> {}, () -> 0)
                        .close());
        assertTrue(refused.getMessage().contains("is of another run than run.txt beside it"), refused.getMessage());
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void states_are_due_after_a_hundred_iterations_and_take_no_more_space_than_these() throws IOException {
        try (ChainLog log = open(new ArrayList<>())) {
            log.state(new byte[100_000]);
            for (int i = 0; i < 100; i++) {
                append(log, 299);
            }
            int since = 100;
            while (!log.isDue()) {
                append(log, 299);
                since++;
            }
            // 299 · 37 mod 300 = 263 bytes and a number of 4 bytes.
            assertEquals(Math.ceilDiv(100_000, 267), since);
        }
    }

    @Test
    void what_is_appended_is_in_the_file_after_two_tenths_of_a_second_and_a_state_after_a_second() throws IOException {
        try (ChainLog log = open(new ArrayList<>())) {
            long before = Files.size(file);
            append(log, 1);
            millis += ChainLog.KEPT_MILLIS - 1;
            append(log, 2);
            assertEquals(before, Files.size(file));
            millis++;
            append(log, 3);
            assertTrue(Files.size(file) > before + content(1).length + content(2).length + content(3).length);
            assertTrue(!log.isDue());
            millis += 1000;
            assertTrue(log.isDue());
            log.state(new byte[10_000]);
            append(log, 4);
            millis += 9_999;
            assertTrue(!log.isDue(), "the state was long");
            millis++;
            assertTrue(log.isDue());
        }
    }

    @Test
    void a_frame_has_the_bytes_that_were_announced() {
        Frame frame = new Frame();
        assertThrows(IllegalStateException.class, () -> {
            frame.begin(Frame.Kind.STATE, 5).putInt(1);
            frame.end();
        });
        assertThrows(IOException.class, () -> frame.begin(Frame.Kind.STATE, 3L << 30));
    }

    @Test
    void an_identity_is_read_as_it_was_written() throws IOException {
        RunIdentity run = new RunIdentity(Map.of("a = b", "x\n= \\n\r\\", "", " "));
        assertEquals(run, RunIdentity.of(run.text()));
        assertEquals(List.of(), run.differences(RunIdentity.of(run.text())));
        assertEquals(
                List.of(new RunIdentity.Difference("", " ", "y")),
                run.with("", "y").differences(run));
        for (String bad : List.of("", "PPL checkpoint 1", "PPL checkpoint 1\nchecksum 0\n", run.text() + "x")) {
            assertThrows(IOException.class, () -> RunIdentity.of(bad), bad);
        }
    }

    @Test
    void a_folder_is_opened_once_at_a_time() throws IOException {
        Path folder = temp.resolve("run");
        try (RunFolder _ = RunFolder.open(folder)) {
            assertThrows(IOException.class, () -> RunFolder.open(folder).close());
        }
        RunFolder.open(folder).close();
        assertEquals(0, Files.size(folder.resolve("lock")));
    }
}
