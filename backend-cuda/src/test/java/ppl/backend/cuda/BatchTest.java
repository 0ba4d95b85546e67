package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.spi.Executable;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Several points in one call have the bits of a call for each, whatever each of them does. */
class BatchTest {

    static Stream<Sample> samples() {
        return Sample.all().stream()
                .filter(s -> !s.name().startsWith("elementwise") || s.name().endsWith("F64"));
    }

    /** The values of a point: those of the sample, each elsewhere, some with the other sign. */
    private static Tensor moved(Tensor x, int point) {
        int n = x.length();
        Object moved = array(x.dtype(), n);
        for (int i = 0; i < n; i++) {
            int from = (i + point * (n / 3 + 1)) % n;
            if (moved instanceof double[] d) {
                d[i] = (point % 2 == 0 ? 1 : -0.75) * x.doubleAt(from);
            } else {
                System.arraycopy(x.array(), from, moved, i, 1);
            }
        }
        return Tensor.wrap(moved, n);
    }

    private static Object array(DType dtype, int length) {
        return Tensor.allocate(dtype, length);
    }

    private static Tensor piece(Object array, int point, TensorType type) {
        int n = type.shape().elements();
        Object piece = array(type.dtype(), n);
        System.arraycopy(array, point * n, piece, 0, n);
        return Tensor.wrap(piece, n);
    }

    private static String bits(Tensor x) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, x.length()).forEach(i -> text.append(
                        x.dtype().isFloat() && Double.isNaN(x.doubleAt(i)) ? "NaN" : Long.toHexString(x.bitsAt(i)))
                .append(' '));
        return text.toString();
    }

    private static void check(Sample sample, Executable executable, int batch) {
        List<Var> inputs = sample.program().graph().inputs();
        List<Var> outputs = sample.program().graph().outputs();
        Object[] in = inputs.stream()
                .map(x -> array(x.dtype(), batch * x.shape().elements()))
                .toArray();
        Object[] out = outputs.stream()
                .map(y -> array(y.dtype(), batch * y.shape().elements()))
                .toArray();
        List<List<Tensor>> given = new ArrayList<>();
        for (int p = 0; p < batch; p++) {
            List<Tensor> point = new ArrayList<>();
            for (int k = 0; k < in.length; k++) {
                Tensor x = moved(sample.inputs().get(k), p);
                System.arraycopy(x.array(), 0, in[k], p * x.length(), x.length());
                point.add(x);
            }
            given.add(point);
        }
        CompiledGraph.Caller together = executable.caller(batch);
        CompiledGraph.Caller alone = executable.caller();
        for (int repeat = 0; repeat < 2; repeat++) {
            together.call(in, out);
            for (int p = 0; p < batch; p++) {
                Object[] one = outputs.stream()
                        .map(y -> array(y.dtype(), y.shape().elements()))
                        .toArray();
                alone.call(given.get(p).stream().map(Tensor::array).toArray(), one);
                for (int k = 0; k < one.length; k++) {
                    TensorType type = outputs.get(k).type();
                    assertEquals(
                            bits(Tensor.wrap(one[k], type.shape().elements())),
                            bits(piece(out[k], p, type)),
                            sample.name() + ", output " + k + " of point " + p + " of " + batch);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_point_of_a_batch_has_the_bits_of_a_call_alone(Sample sample) {
        EmulatedDriver driver = new EmulatedDriver(17, Failures.NONE);
        try (Executable executable = CudaBackend.on(driver).compile(sample.program(), NumericMode.STRICT)) {
            check(sample, executable, 3);
        }
        assertEquals(0, driver.held());
        assertTrue(driver.launches() > 0);
    }
}
