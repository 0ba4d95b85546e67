package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import ppl.backend.spi.Availability;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;

class CudaBackendTest {

    private static final Var X = Var.input("x", 3);
    private static final Program PROGRAM = new Program(new Graph(List.of(X), List.of(X.sum())));

    private final CudaBackend cuda = new CudaBackend();

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    @ResourceLock(Resources.SYSTEM_OUT)
    void its_probe_answers_in_one_line_and_prints_nothing_on_any_machine() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream trap = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Availability answer;
        System.setOut(trap);
        System.setErr(trap);
        try {
            answer = cuda.availability();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
        String text =
                switch (answer) {
                    case Availability.Available(String device, String description) -> device + description;
                    case Availability.Unavailable(String reason) -> reason;
                };
        assertNotNull(text);
        assertEquals(1, text.lines().count(), text);
    }

    @Test
    void compiling_is_refused_with_the_backends_to_use_instead() {
        String message = assertThrows(BackendException.class, () -> cuda.compile(PROGRAM, NumericMode.STRICT))
                .getMessage();
        assertEquals(
                "the backend 'cuda' finds devices, but cannot compile programs yet: the code generator for GPUs is not"
                        + " there. Use the backend 'vector' or 'interp', or name none to get the best one present",
                message);
    }

    @Test
    void it_is_never_chosen_by_itself() {
        assertEquals(Double.POSITIVE_INFINITY, cuda.estimateNanos(PROGRAM));
        assertThrows(BackendException.class, () -> Backends.of(cuda).select(_ -> PROGRAM, CompileOptions.defaults()));
    }
}
