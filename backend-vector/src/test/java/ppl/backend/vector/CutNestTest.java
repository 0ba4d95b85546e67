package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.InnerLoop;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.run.Workspace;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** A young nest is run in short calls, an old one in one: each time with the bits of a nest that always runs in one go. */
class CutNestTest {

    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();
    /** Iterations after which a nest is old, of whatever turns. */
    private static final int OLD = 500_000;

    private static void check(RandomNest nest, int kept) {
        KernelPlan plan = nest.plan(kept);
        LoopNest loops = (LoopNest) plan.kernels().getFirst();
        Object[] whole = nest.outputs();
        Compiler.compile(plan, loops, PRIMITIVES, InnerLoop.NOTHING).run(nest.inputs(), whole, workspace(plan));
        try (CompiledLoops code = CompiledLoops.of(plan, PRIMITIVES, Tiers.NONE)) {
            var caller = code.caller();
            int calls = 2 + OLD / loops.iterations();
            for (int call = 0; call <= calls; call++) {
                Object[] cut = nest.outputs();
                caller.call(nest.inputs(), cut);
                if (call < 3 || call % 256 == 0 || call == calls) {
                    requireSame(whole, cut, "call " + call + " of " + loops);
                }
            }
        }
    }

    private static Workspace workspace(KernelPlan plan) {
        return new Workspace(plan.arenaLengths(), Compiler.scratch(plan, DType.F64), Compiler.scratch(plan, DType.F32));
    }

    /** All NaN are one. */
    private static void requireSame(Object[] expected, Object[] actual, String where) {
        for (int k = 0; k < expected.length; k++) {
            assertTrue(
                    Arrays.deepEquals(new Object[] {expected[k]}, new Object[] {actual[k]}),
                    "output " + k + ", " + where);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 530, 4096, 4097, 10_001})
    void a_loop_with_sums_and_products_is_cut_at_any_iteration(int n) {
        check(new RandomNest(n, List.of(n), 0, 8).withoutExtremes(), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2,130,0",
        "2,130,1",
        "2,130,2",
        "35,150,0",
        "35,150,1",
        "35,150,2",
        "90,48,0",
        "90,48,1",
        "300,3,2",
        "2,5000,1"
    })
    void so_is_a_nest_of_short_or_long_rows_whatever_is_combined(int rows, int columns, int kept) {
        check(new RandomNest(rows, List.of(rows, columns), kept, 8).withoutExtremes(), kept);
    }

    @ParameterizedTest
    @ValueSource(ints = {333, 4096, 10_001})
    void so_are_groups_that_stand_side_by_side_or_in_order(int n) {
        check(new RandomNest(n, List.of(n), 0, 6).withoutExtremes().withGroupsSideBySide(29), 0);
        check(new RandomNest(n, List.of(n), 0, 6).withoutExtremes().withSumsByGroup(true), 0);
        check(new RandomNest(n, List.of(n), 0, 6).withoutExtremes().withSumsByGroup(false), 0);
    }

    @Test
    void greatest_and_least_elements_are_found_in_one_go() {
        check(new RandomNest(1, List.of(530), 0, 8), 0);
        check(new RandomNest(2, List.of(300, 130), 1, 8), 1);
    }

    @Test
    void what_is_read_once_before_the_turns_is_not_read_again_after_one_has_written_it() {
        int n = 600;
        List<Buffer> buffers = List.of(new Buffer(0, DType.F64, n, new Place.Output(0)));
        List<Step> steps = List.of(
                new Step.Load(DType.F64, new Access(0, 5, List.of(0))),
                new Step.Load(DType.F64, new Access(0, 0, List.of(1))),
                new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(0, 1)));
        LoopNest nest = new LoopNest(List.of(n), 1, steps, List.of(new Sink.Store(2, new Access(0, 0, List.of(1)))));
        double[] x = new double[n];
        Arrays.setAll(x, i -> i);
        try (CompiledLoops code = CompiledLoops.of(new KernelPlan(List.of(nest), buffers), PRIMITIVES, Tiers.NONE)) {
            code.caller().call(new Object[0], new Object[] {x});
        }
        double[] expected = new double[n];
        Arrays.setAll(expected, i -> i + 5);
        assertEquals(Arrays.toString(expected), Arrays.toString(x));
    }
}
