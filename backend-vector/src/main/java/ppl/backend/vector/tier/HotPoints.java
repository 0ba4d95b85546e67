package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Printing;
import ppl.backend.vector.points.PointsCode;
import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.simd.AtOnce;
import ppl.backend.vector.simd.Simd;

/**
 * Watches calls with several points. Where they have done a third of a second of work, the points of a small program are tried in lanes, a
 * point in each.
 *
 * @param plan of one point
 * @param pieces the code for one point
 */
public record HotPoints(KernelPlan plan, PrimitiveEmitter primitives, List<Code> pieces) {

    /** The points in lanes, as soon as they are faster; null if they have to be computed one after the other. */
    public @Nullable Tier tier() {
        int atOnce = AtOnce.bits();
        if (atOnce > 0) {
            return PointsCode.obstacle(plan) == null ? done(atOnce) : null;
        }
        return switch (Simd.here()) {
            case Simd.Lanes(int bits) -> watched(bits);
            case Simd.Scalar _ -> null;
        };
    }

    private Tier done(int bits) {
        Tier tier = new Tier(Integer.MAX_VALUE, (_, _) -> {});
        tier.become(PointsCode.of(plan, primitives, bits));
        return tier;
    }

    private @Nullable Tier watched(int bits) {
        String obstacle = PointsCode.obstacle(plan);
        if (obstacle != null) {
            log("one after the other: " + obstacle);
            return null;
        }
        return new Tier(HotNests.callsUntilHot(work() * bits / Double.SIZE), (tier, call) -> submit(bits, tier, call));
    }

    /** Operations for one point. */
    private long work() {
        long work = 1;
        for (var kernel : plan.kernels()) {
            work += kernel instanceof LoopNest nest ? HotNests.work(nest) : 0;
        }
        return work;
    }

    private void submit(int bits, Tier tier, Call call) {
        log("hot");
        WeakReference<Tier> program = new WeakReference<>(tier);
        boolean taken = Background.offer(call.bytes(), () -> {
            Call copy = call.copy();
            return new Later(program, () -> trial(bits, program, copy));
        });
        if (!taken) {
            tier.cool();
        }
    }

    private Trial trial(int bits, WeakReference<Tier> tier, Call call) {
        PointsCode together = PointsCode.of(plan, primitives, bits);
        int points = together.points(call.outputs());
        Call many = new Call(call.inputs(), call.outputs(), together.workspace());
        Call one = new Call(first(call.inputs(), points), first(call.outputs(), points), call.workspace());
        PointsRehearsal stage = new PointsRehearsal(pieces, one, points, together, many);
        return new Trial(tier, together, stage, System::nanoTime, HotPoints::log);
    }

    /** The values of the first point. */
    private static Object[] first(Object[] arrays, int points) {
        return Arrays.stream(arrays)
                .map(a -> (double[]) a)
                .map(a -> Arrays.copyOf(a, a.length / points))
                .toArray();
    }

    private static void log(String what) {
        Printing.TIERS.log(() -> "several points: " + what);
    }
}
