package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Workspace;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** Nests that write where they read: lanes do it if each iteration reads no element but its own. */
class LanesInPlaceTest {

    private static final int ROWS = 700;
    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    /** {@code x_(i + write) = 3 x (x + x)} of {@code x = x_(i + read)}, and {@code 3 x} in {@code x_(i + beside)}. */
    private static KernelPlan plan(int read, int write, int beside) {
        List<Buffer> buffers = List.of(new Buffer(0, DType.F64, 4 * ROWS, new Place.Output(0)));
        Step load = new Step.Load(DType.F64, at(read));
        Step twice = new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(0, 0));
        Step more = new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(1, 0));
        Step most = new Step.Apply(DType.F64, new Binary(Binary.Fn.MUL), List.of(2, 1));
        List<Sink> sinks = List.of(new Sink.Store(3, at(write)), new Sink.Store(2, at(beside)));
        return new KernelPlan(
                List.of(new LoopNest(List.of(ROWS), 0, List.of(load, twice, more, most), sinks)), buffers);
    }

    private static Access at(int offset) {
        return new Access(0, offset, List.of(1));
    }

    private static LoopNest nest(KernelPlan plan) {
        return (LoopNest) plan.kernels().getFirst();
    }

    private static double[] run(KernelPlan plan, InnerLoop inner) {
        double[] x = new double[4 * ROWS];
        Arrays.setAll(x, Math::sin);
        Compiler.compile(plan, nest(plan), PRIMITIVES, inner)
                .run(new Object[0], new Object[] {x}, new Workspace(plan.arenaLengths(), 0, 0));
        return x;
    }

    @Test
    void an_element_may_take_the_place_of_the_one_that_was_read() {
        KernelPlan plan = plan(0, 0, 2 * ROWS);
        assertNull(LaneLoop.obstacle(nest(plan), plan));
        double[] expected = run(plan, InnerLoop.NOTHING);
        for (int bits : new int[] {128, 256, 512}) {
            for (int most : new int[] {1, 2, 28}) {
                assertArrayEquals(expected, run(plan, new LaneLoop(bits, most)), bits + " bits, " + most);
            }
        }
    }

    @Test
    void elements_that_another_iteration_wrote_keep_a_nest_scalar() {
        for (int shift : new int[] {1, -1, 15, ROWS - 1}) {
            KernelPlan plan = plan(ROWS, ROWS + shift, 3 * ROWS);
            String reason = LaneLoop.obstacle(nest(plan), plan);
            assertTrue(reason != null && reason.contains("where it reads"), "shift " + shift + ": " + reason);
        }
        KernelPlan apart = plan(0, ROWS, 2 * ROWS);
        assertNull(LaneLoop.obstacle(nest(apart), apart));
    }

    @Test
    void results_that_meet_keep_a_nest_scalar() {
        for (int beside : new int[] {ROWS + 1, 2 * ROWS - 1}) {
            KernelPlan plan = plan(0, ROWS, beside);
            String reason = LaneLoop.obstacle(nest(plan), plan);
            assertTrue(reason != null && reason.contains("overlap"), reason);
        }
    }
}
