package ppl.backend.vector.emit;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;

/**
 * Stretches of a loop over which sums by group have one accumulator: blocks of rows that come sorted by group. Over a segment
 * that accumulator stays in a register, and what is gathered by the group, or looked up by row but equal on all rows of each
 * segment, is a loop constant.
 *
 * @param steady the loads that stay the same over every segment
 * @param places the accumulator of each row
 * @param ends the position after each segment, ascending
 */
public record Segments(Set<Integer> steady, int places, int[] ends) {

    private static final int SHORTEST_MEAN = 3;

    /** The segments of the first scatter of a nest that has long ones, if there is one. */
    public static @Nullable Segments of(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().size() != 1) {
            return null;
        }
        int n = nest.iterations();
        for (Sink sink : nest.sinks()) {
            int[] places = sink instanceof Sink.Scatter s && s.to().depth() == 0 ? known(nest, s.place(), plan) : null;
            int[] ends = places == null ? null : ends(places);
            if (ends != null && (long) ends.length * SHORTEST_MEAN <= n) {
                return new Segments(steady(nest, plan, ends), ((Sink.Scatter) sink).place(), ends);
            }
        }
        return null;
    }

    private static Set<Integer> steady(LoopNest nest, KernelPlan plan, int[] ends) {
        Set<Integer> steady = new TreeSet<>();
        for (int s = 0; s < nest.steps().size(); s++) {
            int[] values = known(nest, s, plan);
            if (values != null && isSteady(values, ends)) {
                steady.add(s);
            }
        }
        return steady;
    }

    private static boolean isSteady(int[] values, int[] ends) {
        int segment = 0;
        for (int i = 1; i < values.length; i++) {
            segment += i == ends[segment] ? 1 : 0;
            boolean starts = segment > 0 && i == ends[segment - 1];
            if (!starts && values[i] != values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** The values of a step along the loop, if it loads integers known now. */
    private static int @Nullable [] known(LoopNest nest, int s, KernelPlan plan) {
        if (!(nest.steps().get(s) instanceof Step.Load(DType dtype, Access from))
                || dtype != DType.I32
                || from.depth() != 1
                || !(plan.buffer(from.buffer()).place() instanceof Buffer.Place.Literal(var value))) {
            return null;
        }
        int[] all = (int[]) value.array();
        int[] along = new int[nest.iterations()];
        java.util.Arrays.setAll(
                along, i -> all[from.offset() + i * from.strides().getFirst()]);
        return along;
    }

    private static int[] ends(int[] places) {
        return IntStream.rangeClosed(1, places.length)
                .filter(i -> i == places.length || places[i] != places[i - 1])
                .toArray();
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
                && r.steady.equals(steady)
                && java.util.Arrays.equals(r.ends, ends);
    }

    @Override
    public int hashCode() {
        return 31 * places + java.util.Arrays.hashCode(ends);
    }
}
