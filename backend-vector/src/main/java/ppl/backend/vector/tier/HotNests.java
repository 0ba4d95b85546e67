package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.InnerLoop;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Printing;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.simd.AtOnce;
import ppl.backend.vector.simd.Simd;

/**
 * Watches the nests that lanes could run. One that has done a third of a second of scalar work is handed to the background:
 * about what it costs to find out whether lanes are faster, so that a short process never pays more than twice what it must.
 *
 * @param bits the width of a register
 */
public record HotNests(int bits, PrimitiveEmitter primitives) implements Tiers {

    /** Operations on one element, of which scalar code does about seven in a nanosecond. */
    private static final long HOT = 2_300_000_000L;

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
        if (nest.sizes().isEmpty() || nest.iterations() < SHORTEST) {
            return null;
        }
        String obstacle = LaneLoop.obstacle(nest, plan);
        if (obstacle != null) {
            log(nest, "scalar: " + obstacle);
            return null;
        }
        return new Tier(callsUntilHot(work(nest)), (tier, call) -> submit(plan, nest, tier, call));
    }

    /** The operations of a nest. */
    static long work(LoopNest nest) {
        return (long) nest.iterations() * (nest.steps().size() + nest.sinks().size());
    }

    /** After how many calls of so many operations a trial is worth what it costs. */
    static int callsUntilHot(long work) {
        return (int) Math.max(2, HOT / work);
    }

    /** A program that is dropped before its turn comes is not held. */
    private void submit(KernelPlan plan, LoopNest nest, Tier tier, Call call) {
        log(nest, "hot");
        WeakReference<Tier> program = new WeakReference<>(tier);
        boolean taken = Background.offer(call.bytes(), () -> {
            Call copy = call.copy();
            return new Later(program, () -> trial(plan, nest, program, copy));
        });
        if (!taken) {
            log(nest, "put off: a trial needs " + call.bytes() + " bytes, and others are tried out");
            tier.cool();
        }
    }

    private static void log(LoopNest nest, String what) {
        Printing.TIERS.log(() -> "loop of "
                + nest.sizes().stream().map(String::valueOf).collect(Collectors.joining(" × ")) + " with "
                + nest.steps().size() + " steps and " + nest.sinks().size() + " sinks: " + what);
    }

    private Trial trial(KernelPlan plan, LoopNest nest, WeakReference<Tier> tier, Call call) {
        Code lanes = Compiler.compile(plan, nest, primitives, new LaneLoop(bits));
        Code scalar = Compiler.compile(plan, nest, primitives, InnerLoop.NOTHING);
        Rehearsal stage = new Rehearsal(nest, call, scalar, lanes);
        return new Trial(tier, lanes, stage, System::nanoTime, what -> log(nest, what));
    }
}
