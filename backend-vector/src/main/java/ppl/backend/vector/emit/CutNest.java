package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.run.Pace;
import ppl.graph.op.CanonicalOrder;

/**
 * A nest whose method runs the turns {@code [from, to)} only, all in one row. A turn is an iteration of the outer axes that are cut, with all
 * that is inside of it, or a segment; a row is the last of these axes. What is left between calls is in memory: the lanes of
 * combinations are there anyway.
 *
 * @param nest what is cut
 * @param axes how many of its axes are
 * @param segments the stretches that are turns; null if iterations are
 */
record CutNest(LoopNest nest, int axes, @Nullable Segments segments) {

    /** A shorter nest is called often before it has cost anything. */
    private static final int SHORTEST = 256;
    /** A row that is shorter than this is part of a turn: a call for each would cost too much. */
    private static final int ROW = 128;
    /**
     * Iterations of a call from which the optimising compiler learns: it takes up code after 600 calls with 15,000 calls and turns of loops, and
     * unrolls a loop no further than it has seen it turn.
     */
    private static final int SOME = 24;

    /** Longer bodies it does not unroll. Few turns put off that it compiles the loop once more as one that runs already. */
    private static final int LONG_BODY = 60;

    private static final int FEW = 2;

    /** The parameters of the method after the arrays. */
    private static final int FROM = 3;

    private static final int TO = 4;

    /** How a nest is cut; null if it is too short to be or must run in one go. */
    static @Nullable CutNest of(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().isEmpty() || nest.iterations() < SHORTEST) {
            return null;
        }
        Segments segments = Segments.of(nest, plan);
        int axes = nest.sizes().size();
        while (axes > 1 && inside(nest, axes - 1) < ROW) {
            axes--;
        }
        if (axes > nest.kept() && !mayStop(nest)) {
            axes = nest.kept();
        }
        return axes == 0 || rereads(nest, plan, new Schedule(nest, segments), axes)
                ? null
                : new CutNest(nest, axes, segments);
    }

    /** The iterations inside of the first axes. */
    private static int inside(LoopNest nest, int axes) {
        return nest.sizes().subList(axes, nest.sizes().size()).stream().reduce(1, Math::multiplyExact);
    }

    /** True if combinations may stop on the way: what they have so far stands in memory, and they end soon or once. */
    private static boolean mayStop(LoopNest nest) {
        return (nest.kept() == 0 || nest.reduced() <= CanonicalOrder.CHUNK)
                && nest.sinks().stream()
                        .allMatch(s -> !(s instanceof Sink.Fold f)
                                || FoldEmitter.needsLanes(
                                        f.fn(), nest.steps().get(f.step()).dtype()));
    }

    /** True if something is read before the turns, and again by the next call, that a turn may have written. */
    private static boolean rereads(LoopNest nest, KernelPlan plan, Schedule schedule, int axes) {
        Set<Integer> written = new HashSet<>();
        nest.sinks().forEach(s -> written.addAll(plan.buffer(s.to().buffer()).touched()));
        List<Step> steps = nest.steps();
        for (int s = 0; s < steps.size(); s++) {
            Access from =
                    switch (steps.get(s)) {
                        case Step.Load load -> load.from();
                        case Step.Gather gather -> gather.from();
                        case Step.Immediate _, Step.Position _, Step.Apply _ -> null;
                    };
            if (from != null
                    && schedule.depth(s) < axes
                    && plan.buffer(from.buffer()).touched().stream().anyMatch(written::contains)) {
                return true;
            }
        }
        return false;
    }

    /** The number of turns. */
    int turns() {
        return segments != null ? segments.ends().length : nest.iterations() / inside(nest, axes);
    }

    /** What decides how much a call runs. */
    Pace pace() {
        int turns = turns();
        int iterations = nest.steps().size() > LONG_BODY ? FEW : SOME;
        int some = (int) ((long) iterations * turns / nest.iterations());
        if (segments != null) {
            return new Pace(turns, turns, Math.max(2, some));
        }
        // The loop that goes on after a chunk is full turns only where a chunk ends within a call.
        int row = nest.sizes().get(axes - 1);
        boolean inChunks = nest.sizes().size() == 1 && nest.kept() == 0;
        return new Pace(turns, inChunks ? Math.min(row, CanonicalOrder.CHUNK) : row, Math.max(1, some));
    }

    /** True if the elements of one combination are in several calls. */
    boolean divides() {
        return axes > nest.kept();
    }

    /** True if the only combination begins before the first call and ends after the last, in methods of their own. */
    boolean isAround() {
        return nest.kept() == 0;
    }

    /** Leaves where the call is in the axes around the row. */
    void enter(CodeBuilder code, int[] counters) {
        int block = turns();
        for (int a = 0; a < axes - 1; a++) {
            block /= nest.sizes().get(a);
            code.iload(FROM).loadConstant(block).idiv();
            if (a > 0) {
                code.loadConstant(nest.sizes().get(a)).irem();
            }
            code.istore(counters[a]);
        }
    }

    /** Pushes the place in the row of the first turn. */
    void pushFirst(CodeBuilder code) {
        code.iload(FROM);
        if (!isOneRow()) {
            code.loadConstant(nest.sizes().get(axes - 1)).irem();
        }
    }

    /** Pushes the place in the row after the last turn. */
    void pushEnd(CodeBuilder code) {
        code.iload(TO);
        if (isOneRow()) {
            return;
        }
        code.iload(FROM).isub();
        pushFirst(code);
        code.iadd();
    }

    private boolean isOneRow() {
        return axes == 1;
    }

    /** Pushes the place of the first turn among those that are combined with it. */
    void pushPosition(CodeBuilder code) {
        int together = together();
        code.iload(FROM);
        if (nest.kept() > 0) {
            code.loadConstant(together).irem();
        }
        code.loadConstant(inside(nest, axes)).imul();
    }

    private int together() {
        return nest.reduced() / inside(nest, axes);
    }

    /** Writes what must happen only before the first turn of those that are combined. */
    void atFirst(CodeBuilder code, Runnable start) {
        atEnd(code, FROM, start);
    }

    /** Writes what must happen only after the last turn of those that are combined. */
    void atLast(CodeBuilder code, Runnable finish) {
        atEnd(code, TO, finish);
    }

    private void atEnd(CodeBuilder code, int turn, Runnable then) {
        Label within = code.newLabel();
        code.iload(turn).loadConstant(together()).irem().ifne(within);
        then.run();
        code.labelBinding(within);
    }
}
