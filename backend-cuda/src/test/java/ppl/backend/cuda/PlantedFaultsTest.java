package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.spi.BackendException;
import ppl.graph.Tensor;

/** What an emitter may get wrong, done to the text on its way to the driver: results differ, or the driver finds it. */
class PlantedFaultsTest {

    /**
     * A fault.
     *
     * @param in the sample that shows it
     */
    private record Fault(String what, String in, UnaryOperator<String> done) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Fault fault(String what, String in, String pattern, String by) {
        Pattern from = Pattern.compile(pattern);
        return new Fault(what, in, text -> from.matcher(text).replaceAll(by));
    }

    static Stream<Fault> faults() {
        return Stream.of(
                fault("a missing barrier", "folds", "bar\\.sync 0;", ""),
                fault("a missing barrier between columns", "factors", "bar\\.sync 0;", ""),
                fault(
                        "of equal pivots the last",
                        "lu",
                        "setp\\.lt\\.s32 (%p\\d+), (%r\\d+), (%r\\d+);\\s+and",
                        "setp.gt.s32 $1, $2, $3;\n\tand"),
                fault(
                        "rows not exchanged",
                        "lu",
                        "setp\\.ne\\.s32 (%p\\d+), (%r\\d+), (%r\\d+);",
                        "setp.ne.s32 $1, $2, $2;"),
                fault(
                        "products rounded twice in a factor",
                        "cholesky",
                        "fma\\.rn\\.f64 (%fd\\d+), (\\S+), (\\S+), \\1;",
                        "mul.rn.f64 $2, $2, $3;\n\tadd.rn.f64 $1, $1, $2;"),
                fault(
                        "a column whose last row stays",
                        "cholesky",
                        "setp\\.ge\\.s32 (%p\\d+), (%r\\d+), 17;",
                        "setp.ge.s32 $1, $2, 16;"),
                fault("the other triangle", "solve", "sub\\.s32 (%r\\d+), (%r\\d+), (%r\\d+);", "mov.b32 $1, $3;"),
                fault(
                        "a tile that ends a row early",
                        "tiles",
                        "setp\\.lt\\.s32 (%p\\d+), (%r\\d+), 66;",
                        "setp.lt.s32 $1, $2, 65;"),
                fault(
                        "a tile that ends a column late",
                        "tiles",
                        "setp\\.lt\\.s32 (%p\\d+), (%r\\d+), 33;",
                        "setp.lt.s32 $1, $2, 34;"),
                fault("a slice of a tile cut short", "tiles", "min\\.s32 (%r\\d+), (%r\\d+), 8;", "min.s32 $1, $2, 7;"),
                fault("slices of a tile that overlap", "tiles", "add\\.s32 (%r\\d+), \\1, 8;", "add.s32 $1, $1, 7;"),
                fault(
                        "narrow data read as wide",
                        "narrow",
                        "\\tld\\.global\\.f32 (%f\\d+), (\\S+);\\s+cvt\\.f64\\.f32 (%fd\\d+), \\1;",
                        "\tld.global.f64 $3, $2;"),
                fault(
                        "stretches of rows that overlap",
                        "many rows",
                        "mul\\.lo\\.s32 (%r\\d+), (%r\\d+), 68;",
                        "mul.lo.s32 $1, $2, 67;"),
                fault(
                        "lists of rows cut short",
                        "many rows",
                        "setp\\.eq\\.s32 (%p\\d+), (%r\\d+), 63;",
                        "setp.eq.s32 $1, $2, 62;"),
                fault("points counted wrong", "loops", "%nctaid\\.x", "2"),
                fault("all points at the place of the first of another launch", "loops", "%ctaid\\.x", "1"),
                fault(
                        "kernels that nobody has asked for",
                        "steps",
                        "setp\\.eq\\.s64 (%p\\d+), (%rd\\d+), 0;\\s+@\\1 ret;",
                        "setp.ne.s64 $1, $2, $2;"),
                fault("both branches", "control", "xor\\.b64 (%rd\\d+), (%rd\\d+), 1;", "mov.b64 $1, 1;"),
                fault("threads of a block counted wrong", "loops", "%ntid\\.x", "127"),
                fault("a grid counted wrong", "folds", "%nctaid\\.y", "1"),
                fault("a lost tail", "loops", "setp\\.ge\\.u32 (%p\\d+), (%r\\d+), 1000;", "setp.ge.u32 $1, $2, 999;"),
                fault(
                        "one element too many",
                        "loops",
                        "setp\\.ge\\.u32 (%p\\d+), (%r\\d+), 1000;",
                        "setp.ge.u32 $1, $2, 1001;"),
                fault(
                        "a contraction",
                        "loops",
                        "mul\\.rn\\.f64 (%fd\\d+), (\\S+), (\\S+);((?s:.*?))\\tadd\\.rn\\.f64 (%fd\\d+), \\1, (\\S+);",
                        "mul.rn.f64 $1, $2, $3;$4\tfma.rn.f64 $5, $2, $3, $6;"),
                fault(
                        "all lanes combined at once",
                        "folds",
                        "setp\\.lt\\.s32 (%p\\d+), (%r\\d+), 8;",
                        "setp.lt.s32 $1, $2, 16;"),
                fault("neighbouring lanes combined first", "folds", "\\+64\\]", "+8]"),
                fault(
                        "a sum from +0",
                        "zeros",
                        "mov\\.f64 (%fd\\d+), 0d8000000000000000;",
                        "mov.f64 $1, 0d0000000000000000;"),
                fault("every eighth element of a lane", "folds", "add\\.s32 (%r\\d+), \\1, 16;", "add.s32 $1, $1, 8;"),
                fault(
                        "chunks of another length",
                        "folds",
                        "mul\\.lo\\.s32 (%r\\d+), (%r\\d+), 4096;",
                        "mul.lo.s32 $1, $2, 4000;"),
                fault("chunks that run on", "folds", "min\\.s32 (%r\\d+), (%r\\d+), 4096;", "min.s32 $1, $2, 5000;"),
                fault(
                        "chunk results paired with themselves",
                        "folds",
                        "shl\\.b32 (%r\\d+), (%r\\d+), 1;",
                        "shl.b32 $1, $2, 0;"),
                fault(
                        "a number preferred to NaN",
                        "elementwise F64",
                        "selp\\.f64 (%fd\\d+), 0d7FF8000000000000, (%fd\\d+),",
                        "selp.f64 $1, $2, $2,"),
                fault(
                        "the least integer for NaN",
                        "elementwise F64",
                        "selp\\.b64 (%rd\\d+), 0, (%rd\\d+),",
                        "selp.b64 $1, $2, $2,"),
                fault("ties rounded down", "elementwise F64", "cvt\\.rni", "cvt.rmi"),
                fault("inequality that is false of NaN", "elementwise F32", "setp\\.neu", "setp.ne"),
                fault(
                        "distances of shifts as they are",
                        "elementwise I64",
                        "and\\.b32 (%r\\d+), (%r\\d+), 63;",
                        "mov.b32 $1, $2;"),
                fault(
                        "distances of shifts of the other width",
                        "elementwise I32",
                        "and\\.b32 (%r\\d+), (%r\\d+), 31;",
                        "and.b32 $1, $2, 63;"),
                fault(
                        "a quotient cut off",
                        "elementwise I64",
                        "selp\\.b64 (%rd\\d+), (%rd\\d+), (%rd\\d+), (%p\\d+);",
                        "selp.b64 $1, $3, $3, $4;"),
                fault("an index that is not checked", "gathers", "@%p\\d+ ld\\.global", "ld.global"),
                fault(
                        "an index checked against one more",
                        "gathers",
                        "setp\\.lt\\.s64 (%p\\d+), (%rd\\d+), 30;",
                        "setp.lt.s64 $1, $2, 31;"),
                fault(
                        "negative indices let through",
                        "gathers",
                        "setp\\.ge\\.s64 (%p\\d+), (%rd\\d+), 0;",
                        "setp.le.s64 $1, $2, $2;"),
                fault("every second row of a group", "groups", "add\\.s32 (%r\\d+), \\1, 1;", "add.s32 $1, $1, 2;"),
                fault(
                        "blocks of groups of another length",
                        "groups of the call",
                        "div\\.u32 (%r\\d+), (%r\\d+), 64;",
                        "div.u32 $1, $2, 32;"),
                fault(
                        "one group for all",
                        "groups of the call",
                        "st\\.global\\.u32 \\[(%rd\\d+)\\], (%r\\d+);",
                        "st.global.u32 [$1], 0;"),
                fault(
                        "blocks of a product of another length",
                        "products",
                        "(mul\\.lo\\.s32 %r\\d+, %r\\d+), 256;",
                        "$1, 255;"),
                fault(
                        "products rounded twice",
                        "products",
                        "fma\\.rn\\.f64 (%fd\\d+), (\\S+), (\\S+), \\1;",
                        "mul.rn.f64 $2, $2, $3;\n\tadd.rn.f64 $1, $1, $2;"),
                fault("cumulative chunks of another length", "lines", ", 511;", ", 255;"),
                fault(
                        "equal elements of runs in the wrong order",
                        "lines",
                        "setp\\.lt\\.s64 (%p\\d+), (%rd\\d+), (%rd\\d+);",
                        "setp.le.s64 $1, $2, $3;"),
                fault(
                        "equal elements in the wrong order",
                        "lines",
                        "setp\\.lt\\.s32 (%p\\d+), (%r\\d+), (%r\\d+);",
                        "setp.gt.s32 $1, $2, $3;"),
                fault("the other branch", "control", "setp\\.gt\\.f64", "setp.le.f64"),
                fault(
                        "a row that stays",
                        "control",
                        "(ld\\.global\\.u64 (%rd\\d+), \\S+;\\s+add\\.s64 %rd\\d+, \\2), 1;",
                        "$1, 0;"));
    }

    /** A driver that changes texts before it loads them. */
    private static CudaDriver changing(UnaryOperator<String> change) {
        EmulatedDriver real = new EmulatedDriver(11, Failures.NONE);
        return (CudaDriver) Proxy.newProxyInstance(
                CudaDriver.class.getClassLoader(), new Class<?>[] {CudaDriver.class}, (_, method, arguments) -> {
                    if (method.getName().equals("loadModule")) {
                        String text = (String) arguments[0];
                        String changed = change.apply(text);
                        return real.loadModule(changed);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Sample sample(String name) {
        return Sample.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static final Map<String, String> RIGHT = new ConcurrentHashMap<>();

    /** The outcome without a fault. */
    private static String right(Sample sample) {
        return RIGHT.computeIfAbsent(sample.name(), _ -> outcome(sample, changing(text -> text)));
    }

    private static String outcome(Sample sample, CudaDriver driver) {
        try {
            StringBuilder text = new StringBuilder();
            for (Tensor result : sample.run(CudaBackend.on(driver))) {
                for (int i = 0; i < result.length(); i++) {
                    text.append(Long.toHexString(result.bitsAt(i))).append(' ');
                }
            }
            return text.toString();
        } catch (BackendException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void each_is_caught(Fault fault) {
        Sample sample = sample(fault.in);
        boolean[] applied = {false};
        String wrong = outcome(sample, changing(text -> {
            String changed = fault.done.apply(text);
            applied[0] |= !changed.equals(text);
            return changed;
        }));
        assertTrue(applied[0], () -> "the text has nothing to do '" + fault + "' to");
        assertNotEquals(right(sample), wrong);
        assertTrue(
                !wrong.contains("PTX is refused"),
                () -> "the driver could not even read it, which proves nothing: " + wrong);
    }

    static Stream<String> together() {
        return Stream.of("cholesky", "lu", "solve", "tiles", "many rows");
    }

    /** What is written by one thread and read by another has a barrier between, and no barrier is idle. */
    @ParameterizedTest
    @MethodSource("together")
    void each_barrier_that_is_missing_is_caught(String name) {
        Sample sample = sample(name);
        String right = right(sample);
        int[] barriers = {1};
        for (int missing = 0; missing < barriers[0]; missing++) {
            int number = missing;
            String wrong = outcome(sample, changing(text -> {
                String[] parts = text.split("bar\\.sync 0;", -1);
                barriers[0] = parts.length - 1;
                StringBuilder changed = new StringBuilder(parts[0]);
                for (int k = 1; k < parts.length; k++) {
                    changed.append(k - 1 == number ? "" : "bar.sync 0;").append(parts[k]);
                }
                return changed.toString();
            }));
            assertNotEquals(right, wrong, "barrier " + missing + " of " + name);
        }
        assertTrue(barriers[0] >= 2, barriers[0] + " barriers");
    }

    @Test
    void without_a_fault_every_sample_runs_and_the_order_of_threads_does_not_matter() {
        List<Sample> all = Sample.all();
        for (Sample sample : all) {
            String once = outcome(sample, new EmulatedDriver(1, Failures.NONE));
            assertTrue(!once.contains("cuda"), () -> sample.name() + ": " + once);
            assertEquals(once, outcome(sample, new EmulatedDriver(987_654_321, Failures.NONE)), sample.name());
        }
    }
}
