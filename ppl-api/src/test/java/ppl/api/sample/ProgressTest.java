package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

class ProgressTest {

    private static final Progress.RunInfo RUN = new Progress.RunInfo("nuts", "vector", 10, 2, 2, 100, 100, 42);

    private static final Timings TIMES = new Timings(
            Duration.ofMillis(310),
            Duration.ofMillis(1250),
            Duration.ofMillis(1750),
            Duration.ofMillis(20),
            Duration.ofMillis(45),
            Duration.ZERO);

    private static String written(Function<PrintStream, Progress> listener) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY); // whose decimal comma must not get in
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Progress progress = listener.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            progress.started(RUN);
            progress.advanced(at(10, 8), 0.3);
            progress.advanced(at(90, 70), 1.25);
            progress.advanced(at(110, 95), 1.5);
            progress.advanced(at(111, 96), 1.75);
            progress.advanced(at(180, 140), 2.5);
            progress.finished(
                    at(200, 200),
                    TIMES,
                    List.of(new Warning(Warning.Kind.DIVERGENCES, "a[\"b\"]", 2, "2 \"here\"\nand \\there", "Look.")));
            return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<ChainStatus> at(int first, int second) {
        return List.of(
                new ChainStatus(0, first, first < 100, 0, 0.25, 7L * first, 80),
                new ChainStatus(1, second, second < 100, second / 100, Double.NaN, 5L * second, 75));
    }

    @Test
    void plain_lines_tell_of_each_quarter_once() {
        assertEquals("""
                Sampling 2 chains of 100 + 100 iterations, 10 parameters, sampler nuts, backend vector, 2 threads, seed 42
                   25 %  160 iterations, 0 divergences, 980 evaluations (6.1 a draw), step 0.250, 155 it/s, 1.25 s, 2 s left
                   50 %  205 iterations, 0 divergences, 1245 evaluations (6.1 a draw), step 0.250, 155 it/s, 1.50 s, 1 s left
                   75 %  320 iterations, 1 divergence, 1960 evaluations (6.1 a draw), step 0.250, 155 it/s, 2.50 s, 1 s left
                Done: 400 iterations, 2 divergences, 2400 evaluations (6.0 a draw); compile 0.31 s, warm-up 1.25 s, sampling 1.75 s, \
                transform 0.02 s, diagnose 0.05 s
                Warning: Divergences: 2 "here"
                and \\there. Look.
                """, written(Progress::lines));
    }

    @Test
    void a_run_that_ends_early_is_stopped_and_not_done() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = Progress.lines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        progress.started(RUN);
        progress.finished(at(200, 150), TIMES, List.of());
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\nStopped: 350 iterations"), bytes::toString);
    }

    @Test
    void a_terminal_has_one_line_a_chain_drawn_over() {
        String text = written(out -> new ConsoleProgress(out, true));
        String[] frames = text.split("\u001b\\[2A", -1);
        assertEquals(6, frames.length, "five frames and the last");
        for (String frame : frames) {
            assertEquals(2, frame.split("\u001b\\[2Kchain", -1).length - 1, frame);
        }
        assertTrue(
                frames[0].contains("chain  0 ━───────────────────────    10/200 tune  divergences 0  step 0.250  "
                        + "7.0 evals/draw  80 it/s  2 s left\n"),
                frames[0]);
        assertTrue(frames[5].contains("━".repeat(24) + "   200/200 draw"), frames[5]);
    }

    @Test
    void machines_get_one_json_object_a_line() {
        String text = written(Progress::json);
        for (String line : text.lines().toList()) {
            JsonText.requireObject(line);
        }
        assertEquals("""
                {"event":"started","sampler":"nuts","backend":"vector","dimension":10,"chains":2,"threads":2,"tune":100,"draws":100,"seed":42}
                {"event":"progress","chain":0,"iteration":90,"tuning":true,"divergences":0,"step_size":0.25,"evaluations":630,"evaluations_per_draw":7.00,"iterations_per_second":80.0,"seconds":1.250,"seconds_left":1.4}
                {"event":"progress","chain":1,"iteration":70,"tuning":true,"divergences":0,"step_size":null,"evaluations":350,"evaluations_per_draw":5.00,"iterations_per_second":75.0,"seconds":1.250,"seconds_left":1.7}
                {"event":"progress","chain":0,"iteration":180,"tuning":false,"divergences":0,"step_size":0.25,"evaluations":1260,"evaluations_per_draw":7.00,"iterations_per_second":80.0,"seconds":2.500,"seconds_left":0.2}
                {"event":"progress","chain":1,"iteration":140,"tuning":false,"divergences":1,"step_size":null,"evaluations":700,"evaluations_per_draw":5.00,"iterations_per_second":75.0,"seconds":2.500,"seconds_left":0.8}
                {"event":"progress","chain":0,"iteration":200,"tuning":false,"divergences":0,"step_size":0.25,"evaluations":1400,"evaluations_per_draw":7.00,"iterations_per_second":80.0,"seconds":3.000,"seconds_left":0.0}
                {"event":"progress","chain":1,"iteration":200,"tuning":false,"divergences":2,"step_size":null,"evaluations":1000,"evaluations_per_draw":5.00,"iterations_per_second":75.0,"seconds":3.000,"seconds_left":0.0}
                {"event":"finished","seconds":3.000,"compile":0.310,"warmup":1.250,"sampling":1.750,"transform":0.020,"diagnose":0.045,"warnings":[{"kind":"DIVERGENCES","variable":"a[\\"b\\"]","number":2.0,"message":"2 \\"here\\"\\u000aand \\\\there","remedy":"Look."}]}
                """, text);
    }

    @Test
    void silence_is_silent() {
        assertEquals("", written(out -> Progress.silent()));
        assertFalse(written(Progress::lines).isEmpty());
    }
}
