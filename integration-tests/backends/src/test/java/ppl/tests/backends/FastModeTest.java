package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** FAST is as accurate as STRICT, and a backend without it computes as in STRICT. */
class FastModeTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.graphs", 40);
    private static final long FIRST = Long.getLong("ppl.fuzz.first", 1);

    /** Of the greatest element of a result; some twenty operations with up to 3 ulp each. */
    private static final double NEAR = 1e-13;

    /** Slopes are sums of both signs. */
    private static final double NEAR_SLOPES = 1e-12;

    @Test
    void smooth_random_programs_agree_with_interp_within_bounds() {
        int different = 0;
        for (long seed = FIRST; seed < FIRST + GRAPHS; seed++) {
            SmoothGraph drawn = new SmoothGraph(seed);
            Object[] inputs = drawn.inputs();
            Object[] strict = run(PresentBackends.interp(), drawn.graph(), inputs, NumericMode.STRICT);
            Object[] fast = run(PresentBackends.vector(), drawn.graph(), inputs, NumericMode.FAST);
            for (int k = 0; k < strict.length; k++) {
                double[] expected = (double[]) strict[k];
                double[] actual = (double[]) fast[k];
                double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                String where = "seed " + seed + ", output " + k + "\n";
                for (int i = 0; i < expected.length; i++) {
                    double off = Math.abs(expected[i] - actual[i]);
                    assertTrue(
                            off <= (k == 2 ? NEAR_SLOPES : NEAR) * scale,
                            () -> where + Bits.text(expected) + " but got " + Bits.text(actual) + "\n" + drawn);
                }
                different += Bits.equal(expected, actual) ? 0 : 1;
            }
        }
        assertTrue(different > GRAPHS, "FAST did what STRICT does: only " + different + " results differ");
    }

    @Test
    void interp_has_the_bits_of_strict_and_says_so() {
        Var x = Var.input("x", 100);
        Graph graph = new Graph(List.of(x), List.of(Functions.log1p(x.square()).sum()));
        Object[] inputs = {new SplittableRandom(3).doubles(100).toArray()};
        Backend interp = PresentBackends.interp();
        assertTrue(Bits.equal(
                run(interp, graph, inputs, NumericMode.STRICT)[0], run(interp, graph, inputs, NumericMode.FAST)[0]));
        try (CompiledGraph fast = Lowering.compile(graph, interp, NumericMode.FAST)) {
            assertTrue(fast.explain().endsWith("interp has no faster arithmetic and gives the bits of STRICT"));
        }
    }

    @Test
    void vector_says_that_a_seed_has_other_draws() {
        Var x = Var.input("x", 10);
        Graph graph = new Graph(List.of(x), List.of(x.sum()));
        CompileOptions options = CompileOptions.defaults().withBackend("vector");
        try (CompiledGraph strict = graph.compile(options);
                CompiledGraph fast = graph.compile(options.withMode(NumericMode.FAST))) {
            assertFalse(strict.explain().contains("mode"), strict.explain());
            assertTrue(fast.explain().contains("mode FAST"), fast.explain());
            assertTrue(fast.explain().contains("other draws of a seed"), fast.explain());
        }
    }

    @Test
    void a_choice_among_backends_lowers_for_each_in_its_own_mode() {
        Var x = Var.input("x", 64);
        Graph graph = new Graph(List.of(x), List.of(x.square().plus(0.1)));
        Object[] inputs = {new SplittableRandom(4).doubles(64, 0, 3).toArray()};
        Object[] strict = run(PresentBackends.vector(), graph, inputs, NumericMode.STRICT);
        try (CompiledGraph chosen = graph.compile(CompileOptions.defaults().withMode(NumericMode.FAST))) {
            assertEquals("vector", chosen.backend());
            Object[] fast = RandomGraph.outputs(graph);
            chosen.caller().call(inputs, fast);
            assertFalse(Bits.equal(strict[0], fast[0]));
        }
    }

    private static Object[] run(Backend backend, Graph graph, Object[] inputs, NumericMode mode) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = Lowering.compile(graph, backend, mode)) {
            compiled.caller().call(inputs, outputs);
        }
        return outputs;
    }
}
