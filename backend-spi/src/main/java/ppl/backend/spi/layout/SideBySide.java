package ppl.backend.spi.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.CanonicalOrder.Groups;

/**
 * The order in which groups of rows stand side by side, so that the lanes of a vector hold a sum by group each: in a
 * <b>stretch</b> of {@value SideBySideGroups#LANES} groups come the next two rows of each group one after the other (all first ones, then all
 * second ones), then the next two of each. A stretch ends where one of its groups does, or a block of ranks
 * ({@link CanonicalOrder#GROUP_BLOCK}). It begins with the groups that have most rows left, so the stretches of whole blocks come first,
 * and each is a chunk of a reduction over all rows. What is left in the end follows group by group, and so do all rows if there are
 * few groups. Rows of a group keep their order: its sums keep their bits.
 */
final class SideBySide {

    private static final int LANES = SideBySideGroups.LANES;
    private static final int EACH = SideBySideGroups.TILE / LANES;

    /** The rows of a group that are left: those from a rank on. */
    private record Left(int group, int rank, int count) {

        /** How many rows it gives a stretch at most. */
        int most() {
            int ofBlock = CanonicalOrder.GROUP_BLOCK - rank % CanonicalOrder.GROUP_BLOCK;
            return Math.min(ofBlock, count) / EACH * EACH;
        }

        Left without(int taken) {
            return new Left(group, rank + taken, count - taken);
        }
    }

    private final Groups groups;
    private final PriorityQueue<Left> left =
            new PriorityQueue<>(Comparator.comparingInt(Left::count).reversed().thenComparingInt(Left::group));
    private final List<Left> rest = new ArrayList<>();
    private final int[] rows;
    private int next;

    private SideBySide(Groups groups, int count) {
        this.groups = groups;
        this.rows = new int[count];
        for (int g = 0; g < groups.count(); g++) {
            leave(new Left(g, 0, groups.size(g)));
        }
    }

    /**
     * The order of rows.
     *
     * @param index the group of each row, not negative
     */
    static RowOrder of(int[] index) {
        int count = Arrays.stream(index).max().orElse(-1) + 1;
        SideBySide order = new SideBySide(Groups.of(index.length, i -> index[i], count), index.length);
        while (order.left.size() >= LANES) {
            order.stretch();
        }
        order.end();
        return new RowOrder(order.rows);
    }

    private void leave(Left some) {
        (some.most() > 0 ? left : rest).add(some);
    }

    private void stretch() {
        List<Left> lanes = new ArrayList<>();
        while (lanes.size() < LANES) {
            lanes.add(left.remove());
        }
        int length = lanes.stream().mapToInt(Left::most).min().orElseThrow();
        for (int r = 0; r < length; r++) {
            for (Left lane : lanes) {
                rows[next++] = groups.row(lane.group, lane.rank + r);
            }
        }
        lanes.forEach(lane -> leave(lane.without(length)));
    }

    private void end() {
        rest.addAll(left);
        rest.sort(Comparator.comparingInt(Left::group));
        for (Left some : rest) {
            for (int r = 0; r < some.count; r++) {
                rows[next++] = groups.row(some.group, some.rank + r);
            }
        }
    }
}
