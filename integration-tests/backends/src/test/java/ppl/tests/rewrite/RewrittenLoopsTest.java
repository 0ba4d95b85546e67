package ppl.tests.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.rewrite.Rewriter;

/** Random loops, with their gradients: rewritten or not, written out or not, on either backend. */
class RewrittenLoopsTest {

    private static final int GRAPHS = 30;
    private static final int GRAPHS_AT_NIGHT = 2000;

    /** Rounding, through chains of some dozens of operations. */
    private static final double RELATIVE = 1e-9;

    @Test
    void rewriting_a_loop_and_writing_it_out_keep_its_value_and_gradient() {
        compare(1, GRAPHS);
    }

    @Test
    @Tag("nightly")
    void rewriting_many_loops_and_writing_them_out_keep_their_values_and_gradients() {
        compare(GRAPHS + 1, GRAPHS_AT_NIGHT);
    }

    private static void compare(int from, int to) {
        LongStream.rangeClosed(from, to).forEach(seed -> {
            RandomScan drawn = new RandomScan(seed);
            Graph looped = withGradient(drawn, drawn.looped);
            Graph rewritten = Rewriter.standard().apply(looped);
            List<Tensor> expected = values("interp", withGradient(drawn, drawn.written), drawn);
            for (Graph graph : List.of(looped, rewritten)) {
                List<Tensor> interp = values("interp", graph, drawn);
                assertEquals(interp, values("vector", graph, drawn), () -> "seed " + seed);
                for (int i = 0; i < expected.size(); i++) {
                    close(expected.get(i), interp.get(i), "seed " + seed + ", output " + i);
                }
            }
        });
    }

    private static Graph withGradient(RandomScan drawn, Var y) {
        List<Var> outputs = new ArrayList<>(List.of(y));
        outputs.addAll(Gradient.of(y, drawn.inputs));
        return new Graph(drawn.inputs, outputs);
    }

    private static List<Tensor> values(String backend, Graph graph, RandomScan drawn) {
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(drawn.point);
        }
    }

    private static void close(Tensor expected, Tensor actual, String what) {
        double scale = 1;
        for (double e : expected.toDoubles()) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < expected.length(); i++) {
            double e = expected.doubleAt(i);
            double a = actual.doubleAt(i);
            assertTrue(Math.abs(e - a) <= RELATIVE * scale, () -> what + ": " + expected + " and " + actual);
        }
    }
}
