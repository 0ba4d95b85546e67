package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.backend.tck.Conformance;
import ppl.graph.Graph;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Programs whose loops and matrices are in lanes from the first call on have the bits of interp, at every width of registers. */
@Isolated("a property of the process decides what code all programs get")
class LanesAtOnceTest {

    private static final String PROPERTY = "ppl.vector.at-once";
    private static final int[] WIDTHS = {128, 256, 512};
    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.graphs", 120);
    private static final long FIRST = Long.getLong("ppl.fuzz.first", 1);

    @AfterEach
    void code_waits_until_it_is_hot_again() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void random_graphs_of_all_primitives() {
        for (long seed = FIRST; seed < FIRST + GRAPHS; seed++) {
            RandomGraph drawn = new RandomGraph(seed);
            assertEqualBits(drawn.graph(), LanesAtOnceTest::asDrawn, drawn.inputs(), seed);
        }
    }

    @Test
    void rows_in_the_order_of_an_index() {
        for (long seed = FIRST; seed < FIRST + GRAPHS / 6; seed++) {
            RandomRows drawn = new RandomRows(seed);
            assertEqualBits(drawn.graph(), LanesAtOnceTest::laidOut, drawn.inputs(), seed);
        }
    }

    /** What FAST means is in the program, so it has the bits of interp too. */
    @Test
    void programs_of_the_mode_fast() {
        for (long seed = FIRST; seed < FIRST + GRAPHS / 12; seed++) {
            RandomGraph any = new RandomGraph(seed);
            assertEqualBits(any.graph(), LanesAtOnceTest::fast, any.inputs(), seed);
            RandomRows rows = new RandomRows(seed);
            assertEqualBits(rows.graph(), LanesAtOnceTest::fast, rows.inputs(), seed);
            SmoothGraph smooth = new SmoothGraph(seed);
            assertEqualBits(smooth.graph(), LanesAtOnceTest::fast, smooth.inputs(), seed);
        }
    }

    @Test
    void the_radon_gradient() {
        for (int rows : new int[] {919, 4096 + 17}) {
            Object[] inputs = {RadonGraph.point()};
            assertEqualBits(RadonGraph.shuffled(rows), LanesAtOnceTest::laidOut, inputs, rows);
        }
    }

    /** With sums by group, of few rows and of groups in several blocks. */
    @Test
    void points_of_a_model_side_by_side() {
        int points = 5;
        double[] all = new double[points * RadonGraph.PARAMETERS];
        Arrays.setAll(all, i -> 0.3 * Math.sin(2.0 + i));
        for (int rows : new int[] {40, 919}) {
            Graph graph = RadonGraph.shuffled(rows);
            for (int bits : WIDTHS) {
                System.setProperty(PROPERTY, String.valueOf(bits));
                double[] logp = new double[points];
                double[] slopes = new double[all.length];
                try (CompiledGraph compiled =
                        Lowering.compile(graph, PresentBackends.vector(), NumericMode.STRICT)) {
                    compiled.caller(points).call(new Object[] {all}, new Object[] {logp, slopes});
                }
                for (int p = 0; p < points; p++) {
                    int from = p * RadonGraph.PARAMETERS;
                    int to = from + RadonGraph.PARAMETERS;
                    Object[] expected = RandomGraph.outputs(graph);
                    laidOut(PresentBackends.interp(), graph, new Object[] {Arrays.copyOfRange(all, from, to)}, expected);
                    String where = "point " + p + ", " + bits + " bits, " + rows + " rows";
                    assertTrue(Bits.equal(expected[0], new double[] {logp[p]}), where);
                    assertTrue(Bits.equal(expected[1], Arrays.copyOfRange(slopes, from, to)), where);
                }
            }
        }
    }

    /** Vectors are objects until they are compiled, so the rules of what calls allocate are left out. */
    @Test
    @Tag("nightly")
    void the_rules_of_the_conformance_kit() {
        for (int bits : WIDTHS) {
            System.setProperty(PROPERTY, String.valueOf(bits));
            var report = Conformance.check(
                    PresentBackends.vector(),
                    Optional.of(PresentBackends.interp()),
                    rule -> !rule.id().startsWith("A"));
            assertEquals(Map.of(), report.failures(), bits + " bits");
        }
    }

    private interface Run {
        void call(Backend backend, Graph graph, Object[] inputs, Object[] outputs);
    }

    /** A second call on the workspace of a first. */
    private static void asDrawn(Backend backend, Graph graph, Object[] inputs, Object[] outputs) {
        try (Executable executable = backend.compile(new Program(graph), NumericMode.STRICT)) {
            CompiledGraph.Caller caller = executable.caller();
            caller.call(inputs, outputs);
            caller.call(inputs, outputs);
        }
    }

    private static void fast(Backend backend, Graph graph, Object[] inputs, Object[] outputs) {
        try (CompiledGraph compiled = Lowering.compile(graph, new RunsFast(backend), NumericMode.FAST)) {
            compiled.caller().call(inputs, outputs);
        }
    }

    private static void laidOut(Backend backend, Graph graph, Object[] inputs, Object[] outputs) {
        try (CompiledGraph compiled = Lowering.compile(graph, backend, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = compiled.caller();
            caller.call(inputs, outputs);
            caller.call(inputs, outputs);
        }
    }

    private static void assertEqualBits(Graph graph, Run run, Object[] inputs, long seed) {
        Object[] expected = RandomGraph.outputs(graph);
        run.call(PresentBackends.interp(), graph, inputs, expected);
        for (int bits : WIDTHS) {
            System.setProperty(PROPERTY, String.valueOf(bits));
            Object[] actual = RandomGraph.outputs(graph);
            run.call(PresentBackends.vector(), graph, inputs, actual);
            for (int k = 0; k < expected.length; k++) {
                Object wanted = expected[k];
                Object got = actual[k];
                String where = "seed " + seed + ", " + bits + " bits, output " + k + ": expected ";
                assertTrue(
                        Bits.equal(wanted, got),
                        () -> where + Bits.text(wanted) + " but got " + Bits.text(got) + "\n" + graph.program());
            }
        }
    }
}
