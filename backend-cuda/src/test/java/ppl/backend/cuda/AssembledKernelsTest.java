package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.cuda.driver.PtxCompilerLibrary;
import ppl.backend.cuda.emit.PlanEmitter;
import ppl.backend.spi.fuse.Fusion;

/** Kernels of every kind are taken by the translator of NVIDIA, for the machines of three generations. It needs no device. */
class AssembledKernelsTest {

    private static final Pattern SPILLS = Pattern.compile("(\\d+) bytes spill stores");
    private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers");

    @BeforeAll
    static void load() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Assumptions.assumeTrue(
                os.startsWith("linux") && System.getProperty("os.arch", "").equals("amd64"),
                "the translator is there for Linux on x86-64 only");
        PtxCompilerLibrary.load();
    }

    static Stream<Sample> samples() {
        return Sample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void each_is_assembled_for_three_machines_without_spills(Sample sample) {
        var graph = sample.program().graph();
        String ptx = PlanEmitter.emit(
                        Fusion.plan(sample.program(), CudaBackend.LIMITS),
                        graph.inputs().size(),
                        graph.outputs().size())
                .ptx();
        for (String machine : new String[] {"sm_75", "sm_80", "sm_90"}) {
            String log = assemble(ptx, machine);
            Matcher spills = SPILLS.matcher(log);
            while (spills.find()) {
                assertEquals("0", spills.group(1), log);
            }
            Matcher registers = REGISTERS.matcher(log);
            int kernels = 0;
            while (registers.find()) {
                assertTrue(Integer.parseInt(registers.group(1)) <= 255, log);
                kernels++;
            }
            assertTrue(kernels > 0, log);
        }
    }

    /** What the translator says. */
    private static String assemble(String ptx, String machine) {
        byte[] text = (ptx + "\0").getBytes(StandardCharsets.UTF_8);
        nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
        check(JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length - 1, text), "");
        try {
            String[] options = {"--gpu-name=" + machine, "--verbose"};
            int result = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
            long[] length = new long[1];
            JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, length);
            byte[] errors = new byte[(int) length[0] + 1];
            JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, errors);
            check(result, machine + ": " + new String(errors, StandardCharsets.UTF_8));
            JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, length);
            byte[] log = new byte[(int) length[0] + 1];
            JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
            return new String(log, StandardCharsets.UTF_8);
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(handle);
        }
    }

    private static void check(int result, String errors) {
        assertEquals(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS, result, errors);
    }
}
