package ppl.benchmarks.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** On an emulated device; the conformance kit has a test of its own. */
class CheckTest {

    @Test
    void it_prints_figures_of_bits_and_times() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Sizes tiny = new Sizes(20, 10, 1, 34, 2, 100, 0.001);
        int status = Check.run(tiny, false, new PrintStream(out), new PrintStream(err));
        String printed = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
        for (String what : new String[] {
            "\"primitives not as interp\",\"value\":0", "\"case\":\"eight schools\"", "regression of 8 columns, data read",
            "radon, each of 2 points", "\"case\":\"call\"", "times the time of its bytes", "of float32 data",
            "\"products not as vector\",\"value\":0", "\"factors not as vector\",\"value\":0", "\"by\":\"vector\"", "\"device\":\"an emulated device\""
        }) {
            assertTrue(printed.contains(what), printed);
        }
    }
}
