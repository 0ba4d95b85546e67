package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
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
    void without_a_device_compiling_is_refused_with_the_backends_to_use_instead() {
        if (cuda.availability() instanceof Availability.Unavailable(String reason)) {
            String message = assertThrows(BackendException.class, () -> cuda.compile(PROGRAM, NumericMode.STRICT))
                    .getMessage();
            assertEquals(
                    "the backend 'cuda' cannot run here: " + reason
                            + ". Use the backend 'vector', or name none to get the best one present",
                    message);
        }
    }

    @Test
    void on_this_machine_it_is_never_chosen_by_itself() {
        assertEquals(Double.POSITIVE_INFINITY, cuda.estimateNanos(PROGRAM));
        assertThrows(BackendException.class, () -> Backends.of(cuda).select(_ -> PROGRAM, CompileOptions.defaults()));
    }

    private static double sum(Backend backend) {
        try (Executable executable = backend.compile(PROGRAM, NumericMode.STRICT)) {
            return call(executable.caller());
        }
    }

    private static double call(CompiledGraph.Caller caller) {
        double[] out = new double[1];
        caller.call(new Object[] {new double[] {1, 2, 4}}, new Object[] {out});
        return out[0];
    }

    private static String refusal(Runnable action) {
        return String.valueOf(assertThrows(BackendException.class, action::run).getMessage());
    }

    private static CudaBackend with(Failures failures) {
        return CudaBackend.on(new EmulatedDriver(3, failures));
    }

    @Test
    void the_driver_is_that_of_the_machine_or_the_emulated_one_by_name_and_no_other() {
        assertFalse(Choice.named(null).emulated());
        assertTrue(Choice.named("emulated").emulated());
        assertEquals(
                new Availability.Unavailable(
                        "the property ppl.cuda.driver is 'emulate': set it to 'emulated', or leave it"
                                + " out for the driver of the machine"),
                Choice.named("emulate").availability().get());
    }

    @Test
    void on_an_emulated_device_it_computes() {
        assertEquals(7, sum(CudaBackend.emulated(3)));
    }

    @Test
    void too_little_memory_is_refused_with_both_sizes_before_anything_is_allocated() {
        String message = refusal(() -> sum(with(Failures.withMemory(500))));
        assertTrue(message.contains("too little memory for a chain: 0.0 MiB are needed"), message);
        assertTrue(message.contains("use the backend 'vector'"), message);
        Var x = Var.input("x", 1_000_000);
        Program large = new Program(new Graph(List.of(x), List.of(x.times(2))));
        try (Executable executable = with(Failures.withMemory(10_000_000)).compile(large, NumericMode.STRICT)) {
            String text = refusal(executable::caller);
            assertTrue(text.contains("15.3 MiB are needed, 9.5 MiB are free"), text);
        }
    }

    @Test
    void an_old_driver_is_named_with_the_version_that_would_do() {
        String message = refusal(() -> sum(with(Failures.withVersion(10_020))));
        assertTrue(message.contains("install a driver of CUDA 11.0 or later"), message);
    }

    @Test
    void a_kernel_that_fails_is_named_and_the_device_of_no_use_from_then_on() {
        CudaBackend broken = with(Failures.atLaunch(1));
        try (Executable executable = broken.compile(PROGRAM, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = executable.caller();
            assertEquals(7, call(caller));
            String first = refusal(() -> call(caller));
            assertTrue(first.contains("failed at a call: the kernel k0"), first);
            assertTrue(refusal(() -> call(caller)).contains("of no use to this process"));
            assertTrue(refusal(() -> sum(broken)).contains("the kernel k0"));
        }
    }

    @Test
    void a_lost_device_is_told_and_another_backend_can_go_on() {
        CudaBackend lost = with(Failures.lostAfter(2));
        try (Executable executable = lost.compile(PROGRAM, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = executable.caller();
            assertEquals(7, call(caller));
            assertEquals(7, call(caller));
            String message = refusal(() -> call(caller));
            assertTrue(
                    message.startsWith("the backend 'cuda' failed at a call: the device is gone (DEVICE_LOST);"),
                    message);
            assertTrue(
                    message.contains("Another backend, such as 'vector', can go on from the same state of a chain"),
                    message);
            assertEquals(message, refusal(() -> call(caller)));
        }
    }

    @Test
    void a_device_that_is_lost_on_purpose_is_named_by_the_property() {
        Choice choice = Choice.named("emulated,lost-after=17");
        assertTrue(choice.emulated());
        for (String wrong : new String[] {"emulated,lost-after=", "emulated,", "emulated,lost-after=-1"}) {
            assertInstanceOf(
                    Availability.Unavailable.class,
                    Choice.named(wrong).availability().get());
        }
    }

    @Test
    void a_demand_that_is_refused_half_way_leaves_nothing_behind() {
        Var data = Var.constant(Tensor.of(IntStream.range(0, 100).toArray()));
        Var x = Var.input("x", 100);
        Program program = new Program(
                new Graph(List.of(x), List.of(x.times(data.cast(DType.F64)).sum())));
        int refused = 0;
        for (int demand = 0; demand < 100; demand++) {
            EmulatedDriver driver = new EmulatedDriver(3, Failures.atDemand(demand));
            CudaBackend backend = CudaBackend.on(driver);
            boolean failed = false;
            try (Executable executable = backend.compile(program, NumericMode.STRICT)) {
                executable.caller();
            } catch (BackendException e) {
                failed = true;
                assertTrue(e.getMessage().contains("refused on purpose"), e::getMessage);
            }
            assertEquals(0, driver.held(), "held after demand " + demand);
            if (!failed) {
                break;
            }
            refused++;
        }
        assertTrue(refused >= 9 && refused < 100, refused + " demands");
    }

    @Test
    void closing_gives_all_memory_back() {
        EmulatedDriver driver = new EmulatedDriver(3, Failures.NONE);
        CudaBackend backend = CudaBackend.on(driver);
        driver.makeCurrent(driver.openContext(0));
        long before = driver.freeBytes();
        try (Executable executable = backend.compile(PROGRAM, NumericMode.STRICT)) {
            call(executable.caller());
            call(executable.caller());
            assertTrue(driver.freeBytes() < before);
        }
        assertEquals(before, driver.freeBytes());
    }
}
