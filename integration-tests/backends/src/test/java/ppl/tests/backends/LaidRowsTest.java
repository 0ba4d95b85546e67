package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Rows laid out by group: values are those of the rows as they were written. */
class LaidRowsTest {

    private static final int GRAPHS = 200;

    @Test
    void laid_out_rows_give_what_rows_in_their_order_give_and_all_backends_the_same_bits() {
        int moved = 0;
        for (long seed = 1; seed <= GRAPHS; seed++) {
            RandomRows drawn = new RandomRows(seed);
            Object[] written = asWritten(drawn.graph(), drawn.inputs());
            Object[] laid = laidOut(PresentBackends.interp(), drawn.graph(), drawn.inputs());
            Object[] loops = seed % 3 == 0 ? laidOut(PresentBackends.vector(), drawn.graph(), drawn.inputs()) : laid;
            boolean same = true;
            for (int k = 0; k < written.length; k++) {
                same &= Bits.equal(written[k], laid[k]);
                String where = "seed " + seed + ", output " + k + ", ";
                assertTrue(Bits.equal(laid[k], loops[k]), () -> where + drawn);
                assertNear((double[]) written[k], (double[]) laid[k], where, drawn);
            }
            moved += same ? 0 : 1;
        }
        assertTrue(moved > GRAPHS / 5, "rows were moved, as bits show, in " + moved + " graphs only");
    }

    private static void assertNear(double[] expected, double[] actual, String where, RandomRows drawn) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = 1e-13 * Math.max(1, Math.abs(expected[i]));
            int at = i;
            assertEquals(expected[i], actual[i], tolerance, () -> where + "element " + at + ", " + drawn);
        }
    }

    @Test
    void sums_by_the_group_that_rows_are_laid_out_by_keep_their_bits() {
        for (int groups : new int[] {3, 8, 31}) {
            SplittableRandom random = new SplittableRandom(groups);
            int[] index = random.ints(2000, 0, groups).toArray();
            double[] rows = random.doubles(2000, -1, 1).toArray();
            Graph graph = bySum(index, rows, groups);
            Object[] inputs = {random.doubles(groups, -1, 1).toArray()};
            double[] written = (double[]) asWritten(graph, inputs)[0];
            assertArrayEquals(written, (double[]) laidOut(PresentBackends.interp(), graph, inputs)[0]);
            int[] order = sorted(index);
            Graph sorted = bySum(
                    IntStream.of(order).map(i -> index[i]).toArray(),
                    IntStream.of(order).mapToDouble(i -> rows[i]).toArray(),
                    groups);
            assertArrayEquals(written, (double[]) laidOut(PresentBackends.vector(), sorted, inputs)[0]);
        }
    }

    private static Graph bySum(int[] index, double[] rows, int groups) {
        Var table = Var.input("table", groups);
        Var at = Var.constant(Tensor.of(index));
        return new Graph(
                java.util.List.of(table),
                java.util.List.of(Functions.scatterAdd(table.get(at).minus(Var.constant(rows)), at, 0, groups)));
    }

    private static int[] sorted(int[] index) {
        return IntStream.range(0, index.length)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(i -> index[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void the_value_alone_has_the_bits_of_the_value_with_its_gradient() {
        Graph both = RadonGraph.shuffled(919);
        Graph alone = new Graph(both.inputs(), both.outputs().subList(0, 1));
        Object[] inputs = {RadonGraph.point()};
        for (Backend backend : new Backend[] {PresentBackends.interp(), PresentBackends.vector()}) {
            assertArrayEquals(
                    (double[]) laidOut(backend, both, inputs)[0], (double[]) laidOut(backend, alone, inputs)[0]);
        }
    }

    @Test
    void rows_beyond_one_chunk_have_the_bits_of_interp() {
        for (int rows : new int[] {919, 5000, 3 * 4096 + 17}) {
            Graph graph = RadonGraph.shuffled(rows);
            Object[] inputs = {RadonGraph.point()};
            Object[] expected = laidOut(PresentBackends.interp(), graph, inputs);
            Object[] actual = laidOut(PresentBackends.vector(), graph, inputs);
            for (int k = 0; k < expected.length; k++) {
                assertTrue(Bits.equal(expected[k], actual[k]), rows + " rows, output " + k);
            }
        }
    }

    private static Object[] asWritten(Graph graph, Object[] inputs) {
        Object[] outputs = RandomGraph.outputs(graph);
        Backend interp = PresentBackends.interp();
        try (Executable executable =
                interp.compile(Lowering.lower(graph, interp, NumericMode.STRICT), NumericMode.STRICT)) {
            executable.caller().call(inputs, outputs);
        }
        return outputs;
    }

    private static Object[] laidOut(Backend backend, Graph graph, Object[] inputs) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = Lowering.compile(graph, backend, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = compiled.caller();
            caller.call(inputs, outputs);
            for (Object output : outputs) {
                Arrays.fill((double[]) output, Double.NaN);
            }
            caller.call(inputs, outputs);
        }
        return outputs;
    }
}
