package ppl.backend.spi.fuse;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.op.CanonicalOrder.Groups;
import ppl.graph.op.ScatterAdd;

/**
 * What surrounds the loops that add by group: accumulators filled before, combined after. One layout serves all sums by the
 * same index; an index that only a run tells is laid out before its first loop. Where no group is long, the accumulators
 * are the sums.
 */
final class GroupSums {

    /**
     * Where rows are added.
     *
     * @param places buffer with the accumulator of each row
     * @param longGroups buffer that lists the groups of several blocks
     * @param accumulators how many there are at most
     * @param plain true if each group has one accumulator, and nothing else has
     */
    private record Layout(int places, int longGroups, int accumulators, boolean plain) {}

    private final Buffers buffers;
    private final List<Kernel> kernels;
    private final Map<Var, Map<Integer, Layout>> layouts = new IdentityHashMap<>();
    private final Map<Var, Integer> accumulators = new IdentityHashMap<>();

    GroupSums(Buffers buffers, List<Kernel> kernels) {
        this.buffers = buffers;
        this.kernels = kernels;
    }

    /** Before the loop. */
    void prepare(Statement s) {
        Layout layout = layout(s);
        int length = Math.multiplyExact(layout.accumulators, before(s) * after(s));
        int buffer =
                layout.plain ? buffers.of(s.node()) : buffers.arena(s.node().dtype(), length);
        accumulators.put(s.node(), buffer);
        kernels.add(new Kernel.Fill(buffer, Fusion.scalar(s.node().dtype(), 0)));
    }

    /** After the loop; where there was none, all sums are those of nothing. */
    void finish(Statement s) {
        Integer from = accumulators.get(s.node());
        if (from == null) {
            kernels.add(
                    new Kernel.Fill(buffers.of(s.node()), Fusion.scalar(s.node().dtype(), 0)));
        } else if (!layout(s).plain) {
            Layout layout = layout(s);
            int to = buffers.of(s.node());
            kernels.add(new Kernel.GroupSums(
                    from, layout.accumulators, layout.longGroups, groups(s), before(s), after(s), to));
        }
    }

    /** The buffer of accumulators of a sum. */
    int accumulators(Statement s) {
        Integer buffer = accumulators.get(s.node());
        if (buffer == null) {
            throw new AssertionError("not prepared: " + s.node());
        }
        return buffer;
    }

    /** How many accumulators lie along the axis of groups. */
    int count(Statement s) {
        return layout(s).accumulators;
    }

    /** The buffer with the accumulator of each row. */
    int places(Statement s) {
        return layout(s).places;
    }

    private Layout layout(Statement s) {
        return layouts.computeIfAbsent(s.node().inputs().get(1), _ -> new HashMap<>())
                .computeIfAbsent(groups(s), n -> lay(s.operands().get(1).view(), n));
    }

    private Layout lay(StridedView index, int groups) {
        int rows = java.util.Arrays.stream(index.sizes()).reduce(1, Math::multiplyExact);
        IntToLongFunction known = Views.integers(index);
        if (known != null) {
            IndexPlan plan = IndexPlan.of(Groups.of(rows, known, groups), rows);
            boolean plain = plan.accumulators() == groups;
            int listed = buffers.literal(plan.longGroups());
            return new Layout(buffers.literal(plan.places()), listed, plan.accumulators(), plain);
        }
        int places = buffers.arena(DType.I32, rows);
        int most = IndexPlan.mostAccumulators(rows, groups);
        int listed = buffers.arena(DType.I32, IndexPlan.FIELDS * IndexPlan.mostLongGroups(rows));
        int counters = buffers.arena(DType.I32, Math.multiplyExact(2, groups));
        kernels.add(new Kernel.GroupLayout(buffers.view(index), groups, most, places, listed, counters));
        return new Layout(places, listed, most, false);
    }

    private static int groups(Statement s) {
        return s.node().shape().size(axis(s));
    }

    private static int before(Statement s) {
        return s.node().shape().slice(0, axis(s)).elements();
    }

    private static int after(Statement s) {
        return s.node().shape().slice(axis(s) + 1, s.node().rank()).elements();
    }

    private static int axis(Statement s) {
        return ((ScatterAdd) s.node().op()).axis();
    }
}
