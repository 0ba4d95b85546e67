package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;

/** What a wrong program is told, word for word. */
final class Refusal {

    private Refusal() {}

    /** Runs a wrong program and compares its message; line numbers are not compared. */
    static void of(Class<? extends RuntimeException> type, Executable program, String message) {
        RuntimeException e = assertThrows(type, program);
        assertEquals(message, e.getMessage().replaceAll("\\.java:\\d+", ".java:LINE"));
    }

    /** A short run that prints nothing. */
    static Inference quiet(Inference inference) {
        return inference
                .seed(1)
                .progress(Progress.silent())
                .draws(20)
                .tune(20)
                .chains(2)
                .cores(1);
    }
}
