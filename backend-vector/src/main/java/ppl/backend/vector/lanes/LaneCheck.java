package ppl.backend.vector.lanes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.FoldEmitter;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Reduce;

/** Whether the innermost loop of a nest can be run in lanes with the same bits. */
final class LaneCheck {

    /** Shorter loops gain nothing. */
    static final int SHORTEST = 2 * CanonicalOrder.LANES;

    private final LoopNest nest;
    private final KernelPlan plan;
    private final boolean[] moves;

    private LaneCheck(LoopNest nest, KernelPlan plan) {
        this.nest = nest;
        this.plan = plan;
        this.moves = moves(nest);
    }

    /** Why a nest stays scalar; null if it can run in lanes. */
    static @Nullable String obstacle(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().isEmpty() || nest.sizes().getLast() < SHORTEST) {
            return "its innermost loop is shorter than " + SHORTEST;
        }
        return new LaneCheck(nest, plan).obstacle();
    }

    private @Nullable String obstacle() {
        for (int s = 0; s < moves.length; s++) {
            String reason = moves[s] ? obstacle(nest.steps().get(s)) : null;
            if (reason != null) {
                return reason;
            }
        }
        for (Sink sink : nest.sinks()) {
            String reason = obstacle(sink);
            if (reason != null) {
                return reason;
            }
        }
        return overlap();
    }

    /** Which steps differ from iteration to iteration of the innermost loop. */
    static boolean[] moves(LoopNest nest) {
        boolean[] moves = new boolean[nest.steps().size()];
        for (int s = 0; s < moves.length; s++) {
            moves[s] = switch (nest.steps().get(s)) {
                case Step.Immediate _ -> false;
                case Step.Load load -> isMoving(load.from());
                case Step.Position p -> p.strides().getLast() != 0;
                case Step.Apply apply -> apply.operands().stream().anyMatch(o -> moves[o]);
                case Step.Gather gather -> isMoving(gather.from()) || moves[gather.index()];
            };
        }
        return moves;
    }

    private static boolean isMoving(Access access) {
        return access.strides().getLast() != 0;
    }

    private @Nullable String obstacle(Step step) {
        return switch (step) {
            case Step.Immediate _, Step.Position _ -> null;
            case Step.Load(DType dtype, Access from) -> {
                boolean inRow = from.strides().getLast() == 1;
                yield dtype == DType.F32 ? "float32" : dtype == DType.F64 || inRow ? null : "a stride that is not 1";
            }
            case Step.Apply apply -> {
                List<DType> from = apply.operands().stream()
                        .map(o -> nest.steps().get(o).dtype())
                        .toList();
                yield LaneArithmetic.knows(apply.op(), from, apply.dtype())
                        ? null
                        : apply.op().name() + " of " + from.getFirst();
            }
            case Step.Gather gather -> obstacle(gather);
        };
    }

    private @Nullable String obstacle(Step.Gather gather) {
        boolean places = nest.steps().get(gather.index()) instanceof Step.Load(DType dtype, Access from)
                && dtype == DType.I32
                && from.strides().getLast() == 1;
        return gather.certain()
                        && places
                        && gather.stride() == 1
                        && !isMoving(gather.from())
                        && gather.dtype() == DType.F64
                ? null
                : "a gather at computed places";
    }

    private @Nullable String obstacle(Sink sink) {
        DType dtype = nest.steps().get(sink.step()).dtype();
        return switch (sink) {
            case Sink.Store store ->
                store.to().strides().getLast() != 1
                        ? "a store at a stride that is not 1"
                        : dtype == DType.F32 || dtype == DType.I32 ? "a store of " + dtype : null;
            case Sink.Fold(int _, Reduce.Fn fn, Access _) -> {
                boolean oneAxis = nest.sizes().size() - nest.kept() == 1;
                boolean whole = nest.sizes().getLast() % CanonicalOrder.LANES == 0;
                yield dtype != DType.F64
                        ? "a combination of " + dtype
                        : FoldEmitter.needsLanes(fn, dtype) && !oneAxis && !whole
                                ? "a combination whose lanes shift from row to row"
                                : null;
            }
            case Sink.Scatter scatter ->
                dtype != DType.F64
                        ? "a sum by group of " + dtype
                        : nest.steps().get(scatter.place()) instanceof Step.Load ? null : "a sum at computed places";
        };
    }

    /** What is written may be read in the same iteration, and by no other. */
    private @Nullable String overlap() {
        List<Access> written = new ArrayList<>();
        Set<Integer> arrays = new HashSet<>();
        for (Sink sink : nest.sinks()) {
            written.add(sink.to());
            if (!arrays.add(array(sink.to()))) {
                return "two results in one array";
            }
        }
        for (Step step : nest.steps()) {
            Access read =
                    switch (step) {
                        case Step.Load load -> load.from();
                        case Step.Gather gather -> gather.from();
                        case Step.Immediate _, Step.Position _, Step.Apply _ -> null;
                    };
            if (read != null
                    && arrays.contains(array(read))
                    && (step instanceof Step.Gather || !written.contains(read))) {
                return "a result in an array that it reads elsewhere";
            }
        }
        return null;
    }

    private int array(Access access) {
        return plan.buffer(access.buffer()).place() instanceof Place.Window window ? window.of() : access.buffer();
    }
}
