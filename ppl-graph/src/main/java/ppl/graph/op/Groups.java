package ppl.graph.op;

import java.util.function.IntToLongFunction;

/**
 * The rows that an index array sends to each of some places. The members of a group are its rows in ascending order; the
 * <b>rank</b> of a member is its number among them, from 0 on. Rows whose index lies outside belong to no group.
 */
public final class Groups {

    private final int[] starts;
    private final int[] rows;

    private Groups(int[] starts, int[] rows) {
        this.starts = starts;
        this.rows = rows;
    }

    /**
     * Sorts rows by group, which takes time and room for each row and each group once.
     *
     * @param count the number of rows
     * @param index the group of a row
     * @param groups the number of groups
     */
    public static Groups of(int count, IntToLongFunction index, int groups) {
        int[] starts = new int[groups + 1];
        for (int i = 0; i < count; i++) {
            long g = index.applyAsLong(i);
            if (isInside(g, groups)) {
                starts[(int) g + 1]++;
            }
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        int[] next = starts.clone();
        int[] rows = new int[starts[groups]];
        for (int i = 0; i < count; i++) {
            long g = index.applyAsLong(i);
            if (isInside(g, groups)) {
                rows[next[(int) g]++] = i;
            }
        }
        return new Groups(starts, rows);
    }

    private static boolean isInside(long group, int groups) {
        return 0 <= group && group < groups;
    }

    /** The number of groups, those without members included. */
    public int count() {
        return starts.length - 1;
    }

    /** The number of members of a group. */
    public int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** The row of the member of a rank. */
    public int row(int group, int rank) {
        return rows[starts[group] + rank];
    }
}
