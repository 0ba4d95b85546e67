package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.InnerLoop;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;

/**
 * Code in lanes beside scalar code of the same nest. Code in lanes is a hundred times slower than scalar code until the optimising
 * compiler has been at all of it, and stays so where that compiler gives up: here it is run, on arrays of its own, until it is measured to
 * be faster, and only then given to the program.
 */
record Trial(Code lanes, Code scalar, Stage stage) {

    private static final int FEW = 32;
    private static final int MANY = 1024;
    /** Calls in one go: some tens of these and the optimising compiler looks at the code. */
    private static final int CALLS = 100;

    private static final int TIMED = 5;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    /** Where short loops in lanes take more times the time of scalar ones, the optimising compiler has not been at all of them. */
    private static final int NEAR = 4;
    /** Code in lanes must take less than this part of the time of scalar code. */
    private static final double FASTER = 0.8;

    static Trial of(KernelPlan plan, LoopNest nest, PrimitiveEmitter primitives, int bits) {
        Code lanes = Compiler.compile(plan, nest, primitives, new LaneLoop(bits));
        Code scalar = Compiler.compile(plan, nest, primitives, InnerLoop.NOTHING);
        return new Trial(lanes, scalar, new Stage(plan, nest, FEW, MANY));
    }

    /** Until the code in lanes is faster, the program is dropped, or patience ends. */
    void run(WeakReference<Tier> waiting) {
        long start = System.nanoTime();
        while (waiting.get() != null && System.nanoTime() - start < PATIENCE_NANOS) {
            long round = System.nanoTime();
            long slow = stage.warm(scalar, CALLS);
            boolean near = stage.warm(lanes, CALLS) < NEAR * slow;
            if (near && stage.time(lanes, TIMED) < FASTER * stage.time(scalar, TIMED)) {
                Tier tier = waiting.get();
                if (tier != null) {
                    tier.become(lanes);
                }
                return;
            }
            // Half of the time is left to the compiler, for which this waits.
            LockSupport.parkNanos(System.nanoTime() - round);
        }
    }
}
