package ppl.backend.vector.lanes;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.KnownIntegers;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.InnerFrame;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;

/**
 * Where groups stand side by side in a loop ({@link SideBySideGroups}): over a stretch the sums by group are accumulators in registers,
 * and what is gathered by the group is there in registers too.
 *
 * @param place the step that computes the accumulator of a row
 * @param ends for each tile the row where its stretch ends; 0 for tiles in no stretch
 * @param held the gathers that find the same elements in every tile of a stretch, and for both halves of it
 */
@SuppressWarnings("ArrayRecordComponent") // a table, never compared
record Stretches(int place, int[] ends, Set<Integer> held) {

    static final int TILE = SideBySideGroups.TILE;

    /** Rows in stretches, in quarters, from which on lanes pay. */
    private static final int QUARTERS = 3;

    /** The stretches of the first sum by group of a nest that has enough; null if none has. */
    static @Nullable Stretches of(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().size() != 1) {
            return null;
        }
        for (Sink sink : nest.sinks()) {
            int[] places =
                    sink instanceof Sink.Scatter s && fits(s, nest) ? KnownIntegers.of(nest, s.place(), plan) : null;
            SideBySideGroups groups = places == null ? null : SideBySideGroups.of(places);
            if (groups != null && 4L * groups.rows() >= (long) QUARTERS * nest.iterations()) {
                int place = ((Sink.Scatter) sink).place();
                return new Stretches(place, ends(groups, nest.iterations()), held(nest, plan, groups));
            }
        }
        return null;
    }

    /** True if lanes can hold accumulators of a sum. */
    private static boolean fits(Sink.Scatter sum, LoopNest nest) {
        return sum.stride() == 1
                && sum.to().depth() == 0
                && nest.steps().get(sum.step()).dtype() == DType.F64
                && nest.steps().get(sum.place()) instanceof Step.Load(var _, var from)
                && from.strides().getLast() == 1;
    }

    /** True if a sum's accumulators stay in registers over a stretch. */
    boolean holds(Sink.Scatter sum, LoopNest nest) {
        return sum.place() == place && fits(sum, nest);
    }

    private static int[] ends(SideBySideGroups groups, int rows) {
        int[] ends = new int[Math.ceilDiv(rows, TILE)];
        for (int s = 0; s < groups.starts().size(); s++) {
            for (int row = groups.starts().get(s); row < groups.ends().get(s); row += TILE) {
                ends[row / TILE] = groups.ends().get(s);
            }
        }
        return ends;
    }

    private static Set<Integer> held(LoopNest nest, KernelPlan plan, SideBySideGroups groups) {
        Set<Integer> held = new TreeSet<>();
        for (int s = 0; s < nest.steps().size(); s++) {
            int[] index = nest.steps().get(s) instanceof Step.Gather gather
                            && gather.from().depth() == 0
                    ? KnownIntegers.of(nest, gather.index(), plan)
                    : null;
            if (index != null && repeats(index, groups)) {
                held.add(s);
            }
        }
        return held;
    }

    private static boolean repeats(int[] index, SideBySideGroups groups) {
        for (int s = 0; s < groups.starts().size(); s++) {
            for (int row = groups.starts().get(s) + SideBySideGroups.LANES;
                    row < groups.ends().get(s);
                    row++) {
                if (index[row] != index[row - SideBySideGroups.LANES]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Leaves the end of the stretch at the counter in a local variable; 0 if there is none. */
    void stop(InnerFrame frame, int local) {
        String field = frame.constants().field(ends, Types.array(DType.I32));
        frame.code().getstatic(Types.SELF, field, Types.array(DType.I32));
        frame.code().iload(frame.counter()).loadConstant(TILE).idiv().iaload().istore(local);
    }

    /** The registers that the lanes of a sum fill. */
    static int registers(LaneShape shape) {
        return SideBySideGroups.LANES / shape.lanes();
    }
}
