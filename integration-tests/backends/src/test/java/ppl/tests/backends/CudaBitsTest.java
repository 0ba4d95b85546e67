package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;

/** Kernels for a GPU on random programs, by an emulated driver that runs blocks and threads in an order of its own. */
class CudaBitsTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.cuda", 200);
    private static final long FIRST = Long.getLong("ppl.fuzz.first", 1);

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
