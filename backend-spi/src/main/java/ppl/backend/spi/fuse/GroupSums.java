package ppl.backend.spi.fuse;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import ppl.backend.spi.lower.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.op.Groups;
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
    void prepare(Item item) {
        Layout layout = layout(item);
        int length = Math.multiplyExact(layout.accumulators, before(item) * after(item));
        int buffer = layout.plain ? buffers.of(item.node) : buffers.arena(item.node.dtype(), length);
        accumulators.put(item.node, buffer);
        kernels.add(new Kernel.Fill(buffer, Fusion.scalar(item.node.dtype(), 0)));
    }

    /** After the loop; where there was none, all sums are those of nothing. */
    void finish(Item item) {
        Integer from = accumulators.get(item.node);
        if (from == null) {
            kernels.add(new Kernel.Fill(buffers.of(item.node), Fusion.scalar(item.node.dtype(), 0)));
        } else if (!layout(item).plain) {
            Layout layout = layout(item);
            int to = buffers.of(item.node);
            kernels.add(new Kernel.GroupSums(
                    from, layout.accumulators, layout.longGroups, groups(item), before(item), after(item), to));
        }
    }

    /** The buffer of accumulators of a sum. */
    int accumulators(Item item) {
        Integer buffer = accumulators.get(item.node);
        if (buffer == null) {
            throw new AssertionError("not prepared: " + item.node);
        }
        return buffer;
    }

    /** How many accumulators lie along the axis of groups. */
    int count(Item item) {
        return layout(item).accumulators;
    }

    /** The buffer with the accumulator of each row. */
    int places(Item item) {
        return layout(item).places;
    }

    private Layout layout(Item item) {
        return layouts.computeIfAbsent(item.node.inputs().get(1), _ -> new HashMap<>())
                .computeIfAbsent(groups(item), n -> lay(item.operands.get(1).view(), n));
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
        kernels.add(new Kernel.Places(buffers.view(index), groups, most, places, listed, counters));
        return new Layout(places, listed, most, false);
    }

    private static int groups(Item item) {
        return item.node.shape().size(axis(item));
    }

    private static int before(Item item) {
        return item.node.shape().slice(0, axis(item)).elements();
    }

    private static int after(Item item) {
        return item.node.shape().slice(axis(item) + 1, item.node.rank()).elements();
    }

    private static int axis(Item item) {
        return ((ScatterAdd) item.node.op()).axis();
    }
}
