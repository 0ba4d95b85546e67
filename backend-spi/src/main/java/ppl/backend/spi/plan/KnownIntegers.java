package ppl.backend.spi.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.graph.DType;

/** Integers along a loop that are known when the plan is made: places of accumulators, and indices of gathers. */
public final class KnownIntegers {

    private KnownIntegers() {}

    /** The values of a step in all iterations of a nest of one axis; null if it does not load int32 numbers known now. */
    public static int @Nullable [] of(LoopNest nest, int step, KernelPlan plan) {
        if (!(nest.steps().get(step) instanceof Step.Load(DType dtype, Access from))
                || dtype != DType.I32
                || from.depth() != 1
                || !(plan.buffer(from.buffer()).place() instanceof Buffer.Place.Literal(var value))) {
            return null;
        }
        int[] all = (int[]) value.array();
        int[] along = new int[nest.iterations()];
        Arrays.setAll(along, i -> all[from.offset() + i * from.strides().getFirst()]);
        return along;
    }
}
