package ppl.backend.vector.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.op.CanonicalOrder;

/**
 * The rows of a loop lane by lane, where groups stand side by side ({@link SideBySideGroups}): one segment for each lane of a
 * stretch, and one for each row between stretches. Another order of iterations than that of rows, but each accumulator and
 * each lane of a combination still gets its rows in their order. Of a stretch the last lane comes first: so the end of the last of its
 * segments is its own, and only there a chunk may be full.
 *
 * @param starts the first row of each segment
 * @param ends the position after each segment
 */
@SuppressWarnings("ArrayRecordComponent") // two tables, never compared
record LanePieces(int[] starts, int[] ends) {

    static final int STEP = SideBySideGroups.LANES;

    /** The share of rows in stretches from which on lanes pay, in quarters. */
    private static final int QUARTERS = 3;

    /**
     * The segments of a nest.
     *
     * @param place the step that computes the accumulators
     * @param places the accumulator of each row
     * @return null if few groups stand side by side, or if the rows must come in their order
     */
    static @Nullable LanePieces of(LoopNest nest, KernelPlan plan, int place, int[] places) {
        SideBySideGroups stretches = SideBySideGroups.of(places);
        if (4L * stretches.rows() < (long) QUARTERS * places.length || !mayReorder(nest, plan, place)) {
            return null;
        }
        LanePieces pieces = new LanePieces(new int[places.length], new int[places.length]);
        int count = 0;
        int row = 0;
        for (int s = 0; s < stretches.starts().size(); s++) {
            count = pieces.addRows(row, stretches.starts().get(s), count);
            row = stretches.starts().get(s);
            int end = stretches.ends().get(s);
            while (row < end) {
                int stop = Math.min(end, (row / CanonicalOrder.CHUNK + 1) * CanonicalOrder.CHUNK);
                count = pieces.addLanes(row, stop, count);
                row = stop;
            }
        }
        count = pieces.addRows(row, places.length, count);
        return new LanePieces(
                java.util.Arrays.copyOf(pieces.starts, count), java.util.Arrays.copyOf(pieces.ends, count));
    }

    private int addRows(int from, int to, int count) {
        int next = count;
        for (int row = from; row < to; row++) {
            starts[next] = row;
            ends[next++] = row + 1;
        }
        return next;
    }

    private int addLanes(int from, int to, int count) {
        int next = count;
        for (int lane = STEP - 1; lane >= 0; lane--) {
            starts[next] = from + lane;
            ends[next++] = to + lane;
        }
        return next;
    }

    /** True if nothing but the lanes' own accumulators and lanes of combinations gets values of several rows, and nothing is read that is written. */
    private static boolean mayReorder(LoopNest nest, KernelPlan plan, int place) {
        Set<Integer> written = new HashSet<>();
        for (Sink sink : nest.sinks()) {
            if (sink instanceof Sink.Scatter s && (s.place() != place || s.to().depth() > 0)) {
                return false;
            }
            written.addAll(plan.buffer(sink.to().buffer()).touched());
        }
        List<Integer> read = new ArrayList<>();
        for (Step step : nest.steps()) {
            switch (step) {
                case Step.Load(var _, Access from) ->
                    read.addAll(plan.buffer(from.buffer()).touched());
                case Step.Gather gather ->
                    read.addAll(plan.buffer(gather.from().buffer()).touched());
                case Step.Immediate _, Step.Position _, Step.Apply _ -> {}
            }
        }
        return read.stream().noneMatch(written::contains);
    }
}
