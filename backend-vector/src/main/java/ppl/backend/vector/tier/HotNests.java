package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.simd.AtOnce;
import ppl.backend.vector.simd.Simd;

/**
 * Watches the nests that lanes could run. One that has done a tenth of a second of scalar work is handed to the background.
 *
 * @param bits the width of a register
 */
public record HotNests(int bits, PrimitiveEmitter primitives) implements Tiers {

    /** Operations on one element, of which scalar code does about seven in a nanosecond. */
    private static final long HOT = 700_000_000;

    /** Shorter nests leave little to gain beside what a call costs. */
    private static final int SHORTEST = 64;

    /** What suits this machine. */
    public static Tiers here(PrimitiveEmitter primitives) {
        int wanted = AtOnce.bits();
        if (wanted > 0) {
            return new NestsAtOnce(wanted, primitives);
        }
        return switch (Simd.here()) {
            case Simd.Lanes(int bits) -> new HotNests(bits, primitives);
            case Simd.Scalar _ -> NONE;
        };
    }

    @Override
    public @Nullable Tier of(KernelPlan plan, LoopNest nest) {
        if (nest.sizes().isEmpty() || nest.iterations() < SHORTEST || LaneLoop.obstacle(nest, plan) != null) {
            return null;
        }
        long work =
                (long) nest.iterations() * (nest.steps().size() + nest.sinks().size());
        return new Tier((int) Math.max(2, HOT / work), tier -> submit(plan, nest, tier));
    }

    /** A program that is dropped before its turn comes is not held. */
    private void submit(KernelPlan plan, LoopNest nest, Tier tier) {
        WeakReference<Tier> waiting = new WeakReference<>(tier);
        boolean accepted = Background.offer(() -> {
            if (waiting.get() != null) {
                Trial.of(plan, nest, primitives, bits).run(waiting);
            }
        });
        if (!accepted) {
            tier.cool();
        }
    }
}
