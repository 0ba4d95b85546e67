package ppl.backend.vector.points;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.lanes.LaneArithmetic;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/** Whether a plan can be run at several points at once with the same bits. */
final class PointsCheck {

    /** Iterations of a nest up to which its values for all points stay in near caches; beyond, lanes along the nest do as well. */
    static final int MOST = CanonicalOrder.CHUNK;

    private final KernelPlan plan;

    private PointsCheck(KernelPlan plan) {
        this.plan = plan;
    }

    /** Why points have to be computed one after the other; null if they need not. */
    static @Nullable String obstacle(KernelPlan plan) {
        PointsCheck check = new PointsCheck(plan);
        String reason = check.ports();
        for (int k = 0; k < plan.kernels().size() && reason == null; k++) {
            reason = check.kernel(plan.kernels().get(k));
        }
        return reason;
    }

    private @Nullable String ports() {
        boolean returns = false;
        for (Buffer b : plan.buffers()) {
            boolean given = b.place() instanceof Place.Input || b.place() instanceof Place.Output;
            if (given && b.dtype() != DType.F64) {
                return "an array of " + b.dtype() + " is given or returned";
            }
            returns |= b.place() instanceof Place.Output && b.length() > 0;
        }
        return returns ? null : "nothing is returned";
    }

    private @Nullable String kernel(Kernel kernel) {
        return switch (kernel) {
            case LoopNest nest -> nest(nest);
            case Kernel.Fill fill -> plan.buffer(fill.buffer()).dtype() == DType.F64 ? null : "a fill of no float64";
            case Kernel.GroupSums sums ->
                Widened.varies(plan.buffer(sums.longGroups())) ? "sums by groups that points differ in" : null;
            case Kernel.GroupLayout _ -> "groups that points differ in";
            case Kernel.Branch _ -> "a branch";
            case Kernel.Loop _ -> "a loop of kernels";
            case Kernel.LibraryCall call -> "a call of " + call.op().name();
        };
    }

    private @Nullable String nest(LoopNest nest) {
        if (nest.iterations() > MOST) {
            return "a nest of more than " + MOST + " iterations";
        }
        boolean[] varies = varying(nest, plan);
        for (int s = 0; s < varies.length; s++) {
            Step step = nest.steps().get(s);
            String reason = varies[s] ? varying(nest, step, varies) : steady(step);
            if (reason != null) {
                return reason;
            }
        }
        for (Sink sink : nest.sinks()) {
            String reason = sink(nest, sink, varies);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** The steps in whose values points differ. */
    static boolean[] varying(LoopNest nest, KernelPlan plan) {
        boolean[] varies = new boolean[nest.steps().size()];
        for (int s = 0; s < varies.length; s++) {
            varies[s] = switch (nest.steps().get(s)) {
                case Step.Immediate _, Step.Position _ -> false;
                case Step.Load load -> Widened.varies(plan.buffer(load.from().buffer()));
                case Step.Gather gather ->
                    varies[gather.index()]
                            || Widened.varies(plan.buffer(gather.from().buffer()));
                case Step.Apply apply -> apply.operands().stream().anyMatch(o -> varies[o]);
            };
        }
        return varies;
    }

    private static boolean isInLanes(DType type) {
        return type == DType.F64 || type == DType.I64 || type == DType.BOOL;
    }

    private static @Nullable String varying(LoopNest nest, Step step, boolean[] varies) {
        if (!isInLanes(step.dtype())) {
            return "values of " + step.dtype();
        }
        return switch (step) {
            case Step.Apply apply -> {
                List<DType> from = apply.operands().stream()
                        .map(o -> nest.steps().get(o).dtype())
                        .toList();
                yield from.stream().allMatch(PointsCheck::isInLanes)
                                && LaneArithmetic.knows(apply.op(), from, apply.dtype())
                        ? null
                        : apply.op().name() + " of " + from.getFirst();
            }
            case Step.Gather gather ->
                varies[gather.index()] || !gather.certain() ? "a gather at places that points differ in" : null;
            case Step.Load _, Step.Immediate _, Step.Position _ -> null;
        };
    }

    /** What all points share is computed as scalars. */
    private static @Nullable String steady(Step step) {
        return switch (step) {
            case Step.Gather gather -> gather.certain() ? null : "a gather that may be outside";
            case Step.Load _, Step.Immediate _, Step.Position _, Step.Apply _ -> null;
        };
    }

    private @Nullable String sink(LoopNest nest, Sink sink, boolean[] varies) {
        DType dtype = nest.steps().get(sink.step()).dtype();
        if (!isInLanes(dtype) || (dtype != DType.F64 && !(sink instanceof Sink.Store))) {
            return "a result of " + dtype;
        }
        if (sink instanceof Sink.Fold fold && !PointFolds.knows(fold.fn())) {
            return "a combination by " + fold.fn();
        }
        if (sink instanceof Sink.Scatter scatter && varies[scatter.place()]) {
            return "a sum by groups that points differ in";
        }
        return nest.steps().stream().anyMatch(step -> reads(step, sink.to())) ? "a result where it reads" : null;
    }

    /** What is written may be read in the same iteration, and by no other. */
    private static boolean reads(Step step, Access written) {
        return switch (step) {
            case Step.Load load ->
                load.from().buffer() == written.buffer() && !load.from().equals(written);
            case Step.Gather gather -> gather.from().buffer() == written.buffer();
            case Step.Immediate _, Step.Position _, Step.Apply _ -> false;
        };
    }
}
