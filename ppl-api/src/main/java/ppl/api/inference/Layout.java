package ppl.api.inference;

import java.util.Arrays;

/**
 * Where the elements of a view lie in memory: the element at {@code index} is at {@code base} plus one offset per dim.
 *
 * @param base where the first element would be if all offsets were 0
 * @param offsets for each dim the offset of each of its positions
 */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, and never written to.
record Layout(int base, Offsets[] offsets) {
    /** Positions that are gathered together: their cache lines fit into the first cache of a core. */
    private static final int ROWS = 128;
    /** Shorter runs of neighbours are visited one by one. */
    private static final int LEAST_RUN = 8;

    /** Receives an element with its row-major position, counted from the first element visited. */
    interface Visitor {
        void visit(int position, int memory);
    }

    /** A whole block in row-major order. */
    static Layout rowMajor(int[] shape) {
        Offsets[] offsets = new Offsets[shape.length];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            offsets[d] = Offsets.even(shape[d], stride);
            stride *= Math.max(shape[d], 1);
        }
        return new Layout(0, offsets);
    }

    /** One element for all positions. */
    static Layout ofOne(int[] shape) {
        return new Layout(
                0,
                Arrays.stream(shape).mapToObj(length -> Offsets.even(length, 0)).toArray(Offsets[]::new));
    }

    /** Whether all positions are one element. */
    boolean isOne() {
        return Arrays.stream(offsets).allMatch(o -> o.isEven(0));
    }

    int rank() {
        return offsets.length;
    }

    int extent(int axis) {
        return offsets[axis].length();
    }

    int[] shape() {
        return Arrays.stream(offsets).mapToInt(Offsets::length).toArray();
    }

    /** Whether walking the view in row-major order walks the memory one by one. */
    boolean isContiguous() {
        return contiguousFrom() == 0;
    }

    /** The first dim from which on the elements of a view lie one after another. */
    private int contiguousFrom() {
        long stride = 1;
        int from = offsets.length;
        while (from > 0 && offsets[from - 1].isEven(stride)) {
            from--;
            stride *= offsets[from].length();
        }
        return from;
    }

    /** How many elements lie one after another, again and again. */
    int run() {
        int run = 1;
        for (int d = contiguousFrom(); d < offsets.length; d++) {
            run *= offsets[d].length();
        }
        return run;
    }

    /** The layout of other positions along one dim. */
    Layout with(int axis, Offsets others) {
        Offsets[] kept = offsets.clone();
        kept[axis] = others.fromZero();
        return new Layout(base + others.first(), kept);
    }

    /** The layout at one position of a dim, without that dim. */
    Layout at(int axis, int position) {
        Offsets[] kept = new Offsets[rank() - 1];
        for (int d = 0, k = 0; d < rank(); d++) {
            if (d != axis) {
                kept[k++] = offsets[d];
            }
        }
        return new Layout(base + offsets[axis].at(position), kept);
    }

    /** Visits {@code count} elements in row-major order, from the row-major position {@code from} on. */
    void forEach(int from, int count, Visitor visitor) {
        if (count == 0) {
            return;
        }
        int[] index = new int[rank()];
        int rest = from;
        for (int d = rank() - 1; d >= 0; d--) {
            index[d] = rest % offsets[d].length();
            rest /= offsets[d].length();
        }
        for (int i = 0; i < count; i++) {
            int memory = base;
            for (int d = 0; d < index.length; d++) {
                memory += offsets[d].at(index[d]);
            }
            visitor.visit(i, memory);
            for (int d = index.length - 1; d >= 0 && ++index[d] == offsets[d].length(); d--) {
                index[d] = 0;
            }
        }
    }

    /** Copies {@code count} elements from the row-major position {@code from} on. */
    void copy(Block block, int from, double[] into, int at, int count) {
        if (isContiguous()) {
            block.copy(base + from, into, at, count);
        } else if (isOne()) {
            Arrays.fill(into, at, at + count, block.number(base));
        } else if (run() >= LEAST_RUN) {
            forEachRun(from, count, (i, memory, length) -> block.copy(memory, into, at + i, length));
        } else {
            forEach(from, count, (i, memory) -> into[at + i] = block.number(memory));
        }
    }

    /** The same as integers. */
    void copy(Block block, int from, long[] into, int at, int count) {
        if (isContiguous()) {
            block.copy(base + from, into, at, count);
        } else if (run() >= LEAST_RUN) {
            forEachRun(from, count, (i, memory, length) -> block.copy(memory, into, at + i, length));
        } else {
            forEach(from, count, (i, memory) -> into[at + i] = block.whole(memory));
        }
    }

    /** Receives elements that lie one after another, with the row-major position of the first, counted from the first element visited. */
    interface RunVisitor {
        void visit(int position, int memory, int length);
    }

    /** The same run by run. */
    void forEachRun(int from, int count, RunVisitor visitor) {
        int run = run();
        for (int at = from; at < from + count; ) {
            int length = Math.min(run - at % run, from + count - at);
            int memory = base;
            int rest = at;
            for (int d = rank() - 1; d >= 0; d--) {
                memory += offsets[d].at(rest % offsets[d].length());
                rest /= offsets[d].length();
            }
            visitor.visit(at - from, memory, length);
            at += length;
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
                starts[e] += offsets[d].at(rest % offsets[d].length());
                rest /= offsets[d].length();
            }
        }
        return starts;
    }

    /**
     * Copies all positions of the first two dims of each of the elements that start at {@code starts}: a few positions of all of them
     * at a time, because they are neighbours.
     */
    void gather(Block block, int[] starts, double[][] out) {
        int[] rows = new int[Math.min(ROWS, offsets[0].length() * offsets[1].length())];
        int count = 0;
        int at = 0;
        for (int outer = 0; outer < offsets[0].length(); outer++) {
            for (int inner = 0; inner < offsets[1].length(); inner++) {
                rows[count++] = offsets[0].at(outer) + offsets[1].at(inner);
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
