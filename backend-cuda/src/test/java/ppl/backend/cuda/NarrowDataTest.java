package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.backend.cuda.emit.DeviceProgram;
import ppl.backend.cuda.emit.PlanEmitter;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Data that float32 holds exactly lie in memory as float32, and are computed with as float64. */
class NarrowDataTest {

    private static final int N = 2000;

    private static Sample product(double[] data) {
        Var x = Var.input("x", N);
        double[] at = new SplittableRandom(2).doubles(N, -1, 1).toArray();
        Program program = new Program(new Graph(List.of(x), List.of(x.times(Var.constant(Tensor.of(data))))));
        return new Sample("product", program, List.of(Tensor.of(at)));
    }

    private static DeviceProgram emitted(Sample sample) {
        return PlanEmitter.emit(Fusion.plan(sample.program(), CudaBackend.LIMITS), 1, 1);
    }

    private static double[] floats() {
        double[] data = new SplittableRandom(1).doubles(N, -1, 1).toArray();
        Arrays.setAll(data, i -> (float) data[i]);
        return data;
    }

    private static void computes(double[] data) {
        Sample sample = product(data);
        double[] at = (double[]) sample.inputs().getFirst().array();
        double[] expected = new double[N];
        Arrays.setAll(expected, i -> at[i] * data[i]);
        double[] got = (double[]) sample.run(CudaBackend.emulated(5)).getFirst().array();
        assertArrayEquals(expected, got);
    }

    @Test
    void floats_take_half_the_memory_and_give_the_same_products() {
        DeviceProgram program = emitted(product(floats()));
        assertTrue(program.literalBytes() < 4 * N + 1000, program.literalBytes() + " bytes");
        assertTrue(program.ptx().contains("cvt.f64.f32"));
        computes(floats());
    }

    @Test
    void one_number_that_is_no_float_keeps_all_wide() {
        double[] data = floats();
        data[N - 1] = 0.1;
        DeviceProgram program = emitted(product(data));
        assertTrue(program.literalBytes() >= 8 * N, program.literalBytes() + " bytes");
        assertFalse(program.ptx().contains("cvt.f64.f32"));
        computes(data);
    }

    @Test
    void numbers_beyond_the_range_or_precision_of_a_float_are_kept_wide() {
        for (double odd : new double[] {1e300, 1e-300, Double.MIN_VALUE, 16_777_217}) {
            double[] data = floats();
            data[3] = odd;
            computes(data);
            assertFalse(emitted(product(data)).ptx().contains("cvt.f64.f32"), odd + " was narrowed");
        }
        double[] special = floats();
        special[0] = Double.POSITIVE_INFINITY;
        special[1] = -0.0;
        special[2] = Float.MIN_VALUE;
        computes(special);
        assertTrue(emitted(product(special)).ptx().contains("cvt.f64.f32"));
    }
}
