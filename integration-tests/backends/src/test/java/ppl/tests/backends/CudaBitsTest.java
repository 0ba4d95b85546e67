package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Kernels for a GPU on random programs, by an emulated driver that runs blocks and threads in an order of its own. */
class CudaBitsTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.cuda", 200);
    private static final long FIRST = Long.getLong("ppl.fuzz.first", 1);

    /** The values of a point: each is where another was. */
    private static Object moved(Object array, int point) {
        int n = Array.getLength(array);
        Object moved = Array.newInstance(array.getClass().getComponentType(), n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(array, (i + point) % n, moved, i, 1);
        }
        return moved;
    }

    /** Part of an array. */
    private static Object part(Object array, int from, int n) {
        Object part = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, from, part, 0, n);
        return part;
    }

    @Test
    void three_points_in_one_call_have_the_bits_of_interp_on_random_graphs() {
        Backend cuda = PresentBackends.cudaEmulated(FIRST);
        int points = 3;
        LongStream.range(FIRST, FIRST + GRAPHS / 20).forEach(seed -> {
            RandomGraph drawn = new RandomGraph(seed);
            Object[] inputs = drawn.inputs();
            Object[] outputs = RandomGraph.outputs(drawn.graph());
            Object[] in = Arrays.stream(inputs)
                    .map(x -> Array.newInstance(x.getClass().getComponentType(), points * Array.getLength(x)))
                    .toArray();
            Object[] out = Arrays.stream(outputs)
                    .map(y -> Array.newInstance(y.getClass().getComponentType(), points * Array.getLength(y)))
                    .toArray();
            for (int k = 0; k < in.length; k++) {
                int n = Array.getLength(inputs[k]);
                for (int p = 0; p < points; p++) {
                    System.arraycopy(moved(inputs[k], p), 0, in[k], p * n, n);
                }
            }
            try (CompiledGraph batch = Lowering.compile(drawn.graph(), cuda, NumericMode.STRICT);
                    CompiledGraph one = Lowering.compile(drawn.graph(), PresentBackends.interp(), NumericMode.STRICT)) {
                batch.caller(points).call(in, out);
                for (int p = 0; p < points; p++) {
                    int point = p;
                    one.caller()
                            .call(Arrays.stream(inputs).map(x -> moved(x, point)).toArray(), outputs);
                    for (int k = 0; k < outputs.length; k++) {
                        int n = Array.getLength(outputs[k]);
                        boolean equal = Bits.equal(outputs[k], part(out[k], p * n, n));
                        assertTrue(equal, "seed " + seed + ", output " + k + " of point " + p);
                    }
                }
            }
        });
    }

    @Test
    void an_emulated_gpu_gives_the_bits_of_interp_on_random_graphs_of_all_primitives() {
        Backend cuda = PresentBackends.cudaEmulated(FIRST);
        LongStream.range(FIRST, FIRST + GRAPHS).forEach(seed -> {
            RandomGraph drawn = new RandomGraph(seed);
            Object[] expected = EqualBitsTest.runOrTell(PresentBackends.interp(), drawn, seed);
            Object[] actual = EqualBitsTest.runOrTell(cuda, drawn, seed);
            for (int k = 0; k < expected.length; k++) {
                String difference = "seed " + seed + ", output " + k + ": expected " + Bits.text(expected[k])
                        + " but got " + Bits.text(actual[k]) + "\n";
                boolean equal = Bits.equal(expected[k], actual[k]);
                assertTrue(equal, () -> difference + EqualBitsTest.text(drawn.graph()));
            }
        });
    }
}
