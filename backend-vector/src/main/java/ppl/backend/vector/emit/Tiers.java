package ppl.backend.vector.emit;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.run.Tier;

/** Which loop nests are left to faster code once there is some. */
public interface Tiers {

    /** All stay as they are. */
    Tiers NONE = (_, _) -> null;

    /** What a nest is watched by; null if it stays as it is. */
    @Nullable
    Tier of(KernelPlan plan, LoopNest nest);
}
