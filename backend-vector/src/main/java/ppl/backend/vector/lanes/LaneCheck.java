package ppl.backend.vector.lanes;

import java.util.ArrayList;
import java.util.List;
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
        List<Reach> written = new ArrayList<>();
        for (Sink sink : nest.sinks()) {
            Reach reach = reach(sink.to(), sink instanceof Sink.Scatter);
            if (written.stream().anyMatch(reach::meets)) {
                return "results that may overlap";
            }
            written.add(reach);
        }
        for (Step step : nest.steps()) {
            if (step instanceof Step.Load load && isRewritten(load.from())) {
                continue;
            }
            Reach read =
                    switch (step) {
                        case Step.Load load -> reach(load.from(), false);
                        case Step.Gather gather -> reach(gather.from(), true);
                        case Step.Immediate _, Step.Position _, Step.Apply _ -> null;
                    };
            if (read != null && written.stream().anyMatch(read::meets)) {
                return "a result where it reads";
            }
        }
        return null;
    }

    /** True if what is read is written by the same iteration only. */
    private boolean isRewritten(Access read) {
        return isMoving(read)
                && nest.sinks().stream()
                        .anyMatch(
                                sink -> sink instanceof Sink.Store && sink.to().equals(read));
    }

    /** The elements of an array that an access may touch. */
    private record Reach(int array, long first, long last) {
        boolean meets(Reach other) {
            return array == other.array && first <= other.last && other.first <= last;
        }
    }

    private Reach reach(Access access, boolean anywhere) {
        if (anywhere || plan.buffer(access.buffer()).place() instanceof Place.Window) {
            return new Reach(array(access), Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long first = access.offset();
        long last = first;
        for (int a = 0; a < nest.sizes().size(); a++) {
            long way = (long) access.strides().get(a) * (nest.sizes().get(a) - 1);
            first += Math.min(0, way);
            last += Math.max(0, way);
        }
        return new Reach(access.buffer(), first, last);
    }

    private int array(Access access) {
        return plan.buffer(access.buffer()).place() instanceof Place.Window window ? window.of() : access.buffer();
    }
}
