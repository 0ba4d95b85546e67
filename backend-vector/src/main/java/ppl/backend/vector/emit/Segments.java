package ppl.backend.vector.emit;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.KnownIntegers;
import ppl.backend.spi.plan.Sink;

/**
 * Stretches of a loop over which sums by group have one accumulator: blocks of rows that come sorted by group, or the rows of one
 * lane where groups stand side by side. Over a segment that accumulator stays in a register, and what is gathered by the group, or
 * looked up by row but equal on all rows of each segment, is a loop constant.
 *
 * @param steady the loads that stay the same over every segment
 * @param places the accumulator of each row
 * @param starts the first position of each segment
 * @param ends the position after each segment: one step after its last row or, where it is only one row, right after it
 * @param step how far the rows of a segment are apart
 */
public record Segments(Set<Integer> steady, int places, int[] starts, int[] ends, int step) {

    private static final int SHORTEST_MEAN = 3;

    /** The segments of the first scatter of a nest that has long ones, if there is one. */
    public static @Nullable Segments of(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().size() != 1) {
            return null;
        }
        for (Sink sink : nest.sinks()) {
            int[] places = sink instanceof Sink.Scatter s && s.to().depth() == 0
                    ? KnownIntegers.of(nest, s.place(), plan)
                    : null;
            if (places != null) {
                int step = ((Sink.Scatter) sink).place();
                LanePieces lanes = LanePieces.of(nest, plan, step, places);
                int[] ends = lanes == null ? ends(places) : lanes.ends();
                int[] starts = lanes == null ? starts(ends) : lanes.starts();
                if ((long) ends.length * SHORTEST_MEAN <= places.length) {
                    int apart = lanes == null ? 1 : LanePieces.STEP;
                    return new Segments(steady(nest, plan, starts, ends, apart), step, starts, ends, apart);
                }
            }
        }
        return null;
    }

    private static Set<Integer> steady(LoopNest nest, KernelPlan plan, int[] starts, int[] ends, int step) {
        Set<Integer> steady = new TreeSet<>();
        for (int s = 0; s < nest.steps().size(); s++) {
            int[] values = KnownIntegers.of(nest, s, plan);
            if (values != null && isSteady(values, starts, ends, step)) {
                steady.add(s);
            }
        }
        return steady;
    }

    private static boolean isSteady(int[] values, int[] starts, int[] ends, int step) {
        for (int segment = 0; segment < ends.length; segment++) {
            for (int i = starts[segment]; i < ends[segment]; i += step) {
                if (values[i] != values[starts[segment]]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] ends(int[] places) {
        return IntStream.rangeClosed(1, places.length)
                .filter(i -> i == places.length || places[i] != places[i - 1])
                .toArray();
    }

    private static int[] starts(int[] ends) {
        int[] starts = new int[ends.length];
        System.arraycopy(ends, 0, starts, 1, ends.length - 1);
        return starts;
    }

    /** True if a step has one value over each segment. */
    boolean isSteady(int step) {
        return steady.contains(step);
    }

    /** True if the sink adds to an accumulator that a segment does not change. */
    public boolean holds(Sink sink) {
        return sink instanceof Sink.Scatter s && s.place() == places && s.to().depth() == 0;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Segments r
                && r.places == places
                && r.step == step
                && r.steady.equals(steady)
                && java.util.Arrays.equals(r.starts, starts)
                && java.util.Arrays.equals(r.ends, ends);
    }

    @Override
    public int hashCode() {
        return 31 * places + java.util.Arrays.hashCode(ends);
    }
}
