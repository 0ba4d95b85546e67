package ppl.backend.vector.tier;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.simd.AtOnce;

/**
 * Has every nest that lanes can run in lanes from its first call on, however short it is: see {@link AtOnce}.
 *
 * @param bits the width of a register
 */
record NestsAtOnce(int bits, PrimitiveEmitter primitives) implements Tiers {

    @Override
    public @Nullable Tier of(KernelPlan plan, LoopNest nest) {
        if (LaneLoop.obstacle(nest, plan) != null) {
            return null;
        }
        Tier tier = new Tier(Integer.MAX_VALUE, (_, _) -> {});
        tier.become(Compiler.compile(plan, nest, primitives, new LaneLoop(bits)));
        return tier;
    }
}
