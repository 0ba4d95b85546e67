package ppl.backend.spi.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.graph.op.CanonicalOrder.Groups;

/**
 * The rows of a table: a class of axes, and the constant indices along it.
 *
 * @param axes the class
 * @param indices the different groupings of the rows, each once: the group of each row
 */
record RowSpace(int axes, List<int[]> indices) {

    RowSpace(int axes) {
        this(axes, new ArrayList<>());
    }

    void add(int[] index) {
        if (indices.stream().noneMatch(known -> Arrays.equals(known, index))) {
            indices.add(index);
        }
    }

    int rows() {
        return indices.getFirst().length;
    }

    /**
     * The order that suits the index which gains most by its own; of those that gain alike the first. The order in which rows stand if
     * none gains.
     */
    RowOrder best() {
        RowOrder written = RowOrder.unchanged(rows());
        RowOrder best = written;
        long most = 0;
        for (int[] index : indices) {
            RowOrder order = SideBySide.of(index);
            long saved = cost(written.rows(), index) - cost(order.rows(), index);
            if (saved > most) {
                best = order;
                most = saved;
            }
        }
        return best;
    }

    /**
     * About what loops over the rows pay for all indices: 2 for a row of another accumulator than the one before, 1 for a row of the
     * same, nothing for rows of a stretch ({@link SideBySideGroups}), which pays for its accumulators.
     */
    long cost(RowOrder order) {
        return indices.stream().mapToLong(index -> cost(order.rows(), index)).sum();
    }

    private static long cost(int[] rows, int[] index) {
        int groups = Arrays.stream(index).max().orElse(-1) + 1;
        IndexPlan plan = IndexPlan.of(Groups.of(rows.length, place -> index[rows[place]], groups), rows.length);
        int[] places = (int[]) plan.places().array();
        SideBySideGroups stretches = SideBySideGroups.of(places);
        long cost = (long) SideBySideGroups.LANES * stretches.starts().size();
        int next = 0;
        for (int s = 0; s < stretches.starts().size(); s++) {
            cost += cost(places, next, stretches.starts().get(s));
            next = stretches.ends().get(s);
        }
        return cost + cost(places, next, places.length);
    }

    private static long cost(int[] places, int from, int to) {
        long cost = 0;
        for (int i = from; i < to; i++) {
            cost += i > from && places[i] == places[i - 1] ? 1 : 2;
        }
        return cost;
    }
}
