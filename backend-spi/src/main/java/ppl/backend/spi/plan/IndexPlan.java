package ppl.backend.spi.plan;

import ppl.graph.Tensor;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.CanonicalOrder.Groups;

/**
 * Where each row of a sum by group is added, laid out before anything runs because the index is data. Accumulators from 0 on
 * are those of the groups in their order, so that the sums of short groups lie where they belong; a group of more than
 * one block ({@link CanonicalOrder#GROUP_BLOCK}) has its blocks behind them, side by side.
 *
 * @param places int32, the accumulator of each row
 * @param longGroups int32, {@value #FIELDS} numbers for each group of several blocks: the group, the accumulator of its first
 *     block, and how many blocks it has
 * @param accumulators how many there are, one more included if rows are dropped: these are added to the last
 */
public record IndexPlan(Tensor places, Tensor longGroups, int accumulators) {

    /** The numbers that describe a group. */
    public static final int FIELDS = 3;

    /** Lays out groups of {@code rows} rows. */
    public static IndexPlan of(Groups groups, int rows) {
        int[] places = new int[rows];
        java.util.Arrays.fill(places, -1);
        int[] longGroups = new int[FIELDS * longGroups(groups)];
        int listed = 0;
        int next = groups.count();
        for (int g = 0; g < groups.count(); g++) {
            int size = groups.size(g);
            int blocks = CanonicalOrder.blocks(size);
            int first = blocks > 1 ? next : g;
            for (int rank = 0; rank < size; rank++) {
                places[groups.row(g, rank)] = first + rank / CanonicalOrder.GROUP_BLOCK;
            }
            if (blocks > 1) {
                longGroups[listed++] = g;
                longGroups[listed++] = first;
                longGroups[listed++] = blocks;
                next += blocks;
            }
        }
        boolean drops = false;
        for (int i = 0; i < rows; i++) {
            if (places[i] < 0) {
                places[i] = next;
                drops = true;
            }
        }
        return new IndexPlan(
                Tensor.wrap(places, rows), Tensor.wrap(longGroups, longGroups.length), next + (drops ? 1 : 0));
    }

    private static int longGroups(Groups groups) {
        int count = 0;
        for (int g = 0; g < groups.count(); g++) {
            count += CanonicalOrder.blocks(groups.size(g)) > 1 ? 1 : 0;
        }
        return count;
    }

    /** The most accumulators that {@code rows} rows in {@code groups} groups can need, one for dropped rows included. */
    public static int mostAccumulators(int rows, int groups) {
        return Math.addExact(groups, rows / CanonicalOrder.GROUP_BLOCK + mostLongGroups(rows) + 1);
    }

    /** The most groups of several blocks that {@code rows} rows can make. */
    public static int mostLongGroups(int rows) {
        return rows / (CanonicalOrder.GROUP_BLOCK + 1);
    }
}
