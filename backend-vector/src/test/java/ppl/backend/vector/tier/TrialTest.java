package ppl.backend.vector.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.RandomNest;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.InnerLoop;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.run.Workspace;
import ppl.backend.vector.simd.Simd;
import ppl.graph.DType;

class TrialTest {

    private static final long PATIENCE_SECONDS = 60;

    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    /** By then the optimising compiler has been at the code, whose results must not change. */
    @Test
    void code_that_has_been_tried_out_is_given_to_the_program_and_has_the_bits_of_scalar_code() {
        assumeTrue(Simd.here() instanceof Simd.Lanes);
        int bits = ((Simd.Lanes) Simd.here()).bits();
        RandomNest nest = new RandomNest(3, List.of(2000), 0, 16);
        KernelPlan plan = nest.plan(0);
        Tier tier = new Tier(1, (_, _) -> {});
        List<String> log = new ArrayList<>();
        Call call = new Call(nest.inputs(), nest.outputs(), workspace(plan));
        Trial trial = trial(plan, tier, call, bits, log);
        while (log.isEmpty()) {
            LockSupport.parkNanos(trial.next());
        }
        Code faster = tier.faster();
        assertNotNull(faster, log.toString());
        Code scalar = Compiler.compile(plan, PRIMITIVES, Tiers.NONE).getFirst();
        assertEquals(results(nest, plan, scalar), results(nest, plan, faster));
        assertTrue(allocatesNothing(nest, plan, faster), "each hundred calls allocated something");
    }

    private static Trial trial(KernelPlan plan, Tier tier, Call call, int bits, List<String> log) {
        return trial(plan, tier, call, bits, log::add, new ArrayList<>());
    }

    private static Trial trial(
            KernelPlan plan, Tier tier, Call call, int bits, Consumer<String> log, List<WeakReference<Class<?>>> made) {
        LoopNest nest = (LoopNest) plan.kernels().getFirst();
        Code lanes = Compiler.compile(plan, nest, PRIMITIVES, new LaneLoop(bits));
        Code scalar = Compiler.compile(plan, nest, PRIMITIVES, InnerLoop.NOTHING);
        made.add(new WeakReference<>(lanes.getClass()));
        made.add(new WeakReference<>(scalar.getClass()));
        Rehearsal stage = new Rehearsal(nest, call, scalar, lanes);
        return new Trial(new WeakReference<>(tier), lanes, stage, System::nanoTime, log);
    }

    /** The trial is over when it next looks for its program, within a second. */
    @Test
    void classes_are_unloaded_after_a_trial_in_the_background() throws InterruptedException {
        assumeTrue(Simd.here() instanceof Simd.Lanes);
        List<WeakReference<Class<?>>> made = new ArrayList<>();
        tryInBackground(((Simd.Lanes) Simd.here()).bits(), made);
        assertEquals(2, made.size());
        long begin = System.nanoTime();
        while (left(made) > 0 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertEquals(0, left(made), "classes of a trial that stay loaded");
    }

    /** Tries out a program that runs the code it is given, until something is decided. */
    private static void tryInBackground(int bits, List<WeakReference<Class<?>>> made) throws InterruptedException {
        RandomNest nest = new RandomNest(5, List.of(500), 0, 6);
        KernelPlan plan = nest.plan(0);
        Tier tier = new Tier(1, (_, _) -> {});
        Call call = new Call(nest.inputs(), nest.outputs(), workspace(plan));
        CountDownLatch decided = new CountDownLatch(1);
        assertTrue(Background.offer(call.bytes(), () -> trial(plan, tier, call, bits, _ -> decided.countDown(), made)));
        assertTrue(decided.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        Code faster = tier.faster();
        if (faster != null) {
            results(nest, plan, faster);
        }
        Reference.reachabilityFence(tier);
    }

    private static long left(List<WeakReference<Class<?>>> classes) {
        return classes.stream().filter(c -> c.get() != null).count();
    }

    /** Whether there are a hundred calls that allocate nothing, once compilers are done. */
    private static boolean allocatesNothing(RandomNest nest, KernelPlan plan, Code code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long nothing = -threads.getThreadAllocatedBytes(id) + threads.getThreadAllocatedBytes(id);
        Workspace workspace = workspace(plan);
        Object[] inputs = nest.inputs();
        Object[] outputs = nest.outputs();
        for (int round = 0; round < 1000; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int k = 0; k < 100; k++) {
                code.run(inputs, outputs, workspace);
            }
            if (threads.getThreadAllocatedBytes(id) - before == nothing) {
                return true;
            }
        }
        return false;
    }

    private static Workspace workspace(KernelPlan plan) {
        return new Workspace(plan.arenaLengths(), Compiler.scratch(plan, DType.F64), Compiler.scratch(plan, DType.F32));
    }

    private static String results(RandomNest nest, KernelPlan plan, Code code) {
        Object[] outputs = nest.outputs();
        code.run(nest.inputs(), outputs, workspace(plan));
        return Arrays.deepToString(outputs);
    }
}
