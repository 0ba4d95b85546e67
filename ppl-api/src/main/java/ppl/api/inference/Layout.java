package ppl.api.inference;

import java.util.Arrays;

/**
 * Where the elements of a view lie in memory: the element at {@code index} is at {@code base} plus one offset per dim.
 *
 * @param base where the first element would be if all offsets were 0
 * @param offsets for each dim the offset of each of its positions
 */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, and never written to.
record Layout(int base, int[][] offsets) {
    /** Positions that are gathered together: their cache lines fit into the first cache of a core. */
    private static final int ROWS = 128;

    /** Receives an element with its row-major position, counted from the first element visited. */
    interface Visitor {
        void visit(int position, int memory);
    }

    /** A whole block in row-major order. */
    static Layout rowMajor(int[] shape) {
        int[][] offsets = new int[shape.length][];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            int step = stride;
            offsets[d] = new int[shape[d]];
            Arrays.setAll(offsets[d], i -> i * step);
            stride *= Math.max(shape[d], 1);
        }
        return new Layout(0, offsets);
    }

    int rank() {
        return offsets.length;
    }

    int extent(int axis) {
        return offsets[axis].length;
    }

    int[] shape() {
        return Arrays.stream(offsets).mapToInt(o -> o.length).toArray();
    }

    /** Whether walking the view in row-major order walks the memory one by one. */
    boolean isContiguous() {
        long stride = 1;
        for (int d = offsets.length - 1; d >= 0; d--) {
            for (int i = 1; i < offsets[d].length; i++) {
                if (offsets[d][i] - offsets[d][i - 1] != stride) {
                    return false;
                }
            }
            if (offsets[d].length > 0 && offsets[d][0] != 0) {
                return false;
            }
            stride *= offsets[d].length;
        }
        return true;
    }

    /** The layout of other positions along one dim. */
    Layout with(int axis, int[] others) {
        int[][] kept = offsets.clone();
        kept[axis] = others;
        return new Layout(base, kept);
    }

    /** The layout at one position of a dim, without that dim. */
    Layout at(int axis, int position) {
        int[][] kept = new int[rank() - 1][];
        for (int d = 0, k = 0; d < rank(); d++) {
            if (d != axis) {
                kept[k++] = offsets[d];
            }
        }
        return new Layout(base + offsets[axis][position], kept);
    }

    /** Visits {@code count} elements in row-major order, from the row-major position {@code from} on. */
    void forEach(int from, int count, Visitor visitor) {
        if (count == 0) {
            return;
        }
        int[] index = new int[rank()];
        int rest = from;
        for (int d = rank() - 1; d >= 0; d--) {
            index[d] = rest % offsets[d].length;
            rest /= offsets[d].length;
        }
        for (int i = 0; i < count; i++) {
            int memory = base;
            for (int d = 0; d < index.length; d++) {
                memory += offsets[d][index[d]];
            }
            visitor.visit(i, memory);
            for (int d = index.length - 1; d >= 0 && ++index[d] == offsets[d].length; d--) {
                index[d] = 0;
            }
        }
    }

    /**
     * Where {@code count} consecutive elements of the dims from {@code axis} on start, when all dims before are at offset 0.
     *
     * @param first the row-major position of the first one within these dims
     */
    int[] starts(int axis, int first, int count) {
        int[] starts = new int[count];
        for (int e = 0; e < count; e++) {
            int rest = first + e;
            starts[e] = base;
            for (int d = rank() - 1; d >= axis; d--) {
                starts[e] += offsets[d][rest % offsets[d].length];
                rest /= offsets[d].length;
            }
        }
        return starts;
    }

    /**
     * Copies all positions of the first two dims of each of the elements that start at {@code starts}: a few positions of all of them
     * at a time, because they are neighbours.
     */
    void gather(Block block, int[] starts, double[][] out) {
        int[] rows = new int[Math.min(ROWS, offsets[0].length * offsets[1].length)];
        int count = 0;
        int at = 0;
        for (int outer : offsets[0]) {
            for (int inner : offsets[1]) {
                rows[count++] = outer + inner;
                if (count == rows.length) {
                    copy(block, rows, count, starts, out, at);
                    at += count;
                    count = 0;
                }
            }
        }
        copy(block, rows, count, starts, out, at);
    }

    private static void copy(Block block, int[] rows, int count, int[] starts, double[][] out, int at) {
        for (int e = 0; e < starts.length; e++) {
            block.gather(rows, count, starts[e], out[e], at);
        }
    }
}
