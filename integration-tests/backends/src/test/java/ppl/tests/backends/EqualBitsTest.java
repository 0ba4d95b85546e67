package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;

class EqualBitsTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.graphs", 1500);
    private static final long FIRST = Long.getLong("ppl.fuzz.first", 1);

    @Test
    void vector_gives_the_bits_of_interp_on_random_graphs_of_all_primitives() {
        LongStream.range(FIRST, FIRST + GRAPHS).forEach(seed -> {
            RandomGraph drawn = new RandomGraph(seed);
            Object[] expected = runOrTell(PresentBackends.interp(), drawn, seed);
            Object[] actual = runOrTell(PresentBackends.vector(), drawn, seed);
            for (int k = 0; k < expected.length; k++) {
                String difference = "seed " + seed + ", output " + k + ": expected " + Bits.text(expected[k])
                        + " but got " + Bits.text(actual[k]) + "\n";
                boolean equal = Bits.equal(expected[k], actual[k]);
                assertTrue(equal, () -> difference + text(drawn.graph()));
            }
        });
    }

    /** Runs twice on one workspace: what the first call leaves there must not matter. */
    static Object[] run(Backend backend, RandomGraph drawn) {
        Graph graph = drawn.graph();
        Object[] outputs = RandomGraph.outputs(graph);
        try (Executable executable = backend.compile(new Program(graph), NumericMode.STRICT)) {
            var caller = executable.caller();
            caller.call(drawn.inputs(), outputs);
            caller.call(drawn.inputs(), outputs);
        }
        return outputs;
    }

    /** The same, with seed and program in the message of what it throws. */
    static Object[] runOrTell(Backend backend, RandomGraph drawn, long seed) {
        try {
            return run(backend, drawn);
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError("seed " + seed + "\n" + text(drawn.graph()), e);
        }
    }

    static String text(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (Var node : graph.order()) {
            text.append(node.label()).append(" = ").append(node).append('\n');
        }
        return text.append("outputs ")
                .append(graph.outputs().stream().map(Var::label).toList())
                .toString();
    }
}
