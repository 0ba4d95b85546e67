package ppl.graph.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Slice;

/** Positions in steps along each axis: {@code sizes[a]} of them from {@code starts[a]} on. */
record Block(int[] starts, int[] sizes, int[] steps) {

    /** The positions that some slices choose, each of an axis of its own. */
    static Block of(Shape shape, List<Var> movements) {
        int rank = shape.rank();
        int[] starts = new int[rank];
        int[] sizes = shape.sizes();
        int[] steps = new int[rank];
        Arrays.fill(steps, 1);
        for (Var movement : movements) {
            if (movement.op() instanceof Slice slice) {
                for (int a = 0; a < rank; a++) {
                    starts[a] += slice.starts().get(a);
                    steps[a] *= slice.steps().get(a);
                    sizes[a] = Math.min(sizes[a], slice.sizes().get(a));
                }
            }
        }
        return new Block(starts, sizes, steps);
    }

    /** True if there are no gaps between the positions, in whatever direction they run. */
    boolean isWithoutGaps() {
        for (int a = 0; a < sizes.length; a++) {
            if (sizes[a] > 1 && Math.abs(steps[a]) != 1) {
                return false;
            }
        }
        return true;
    }

    /** A tensor with other elements in the block, which has no gaps. */
    Var replaced(Var x, Var values) {
        Var forward = Axes.reshape(values, Shape.of(sizes));
        int[] first = starts.clone();
        for (int a = 0; a < sizes.length; a++) {
            if (sizes[a] > 1 && steps[a] < 0) {
                forward = Indexing.slice(forward, a, sizes[a] - 1, sizes[a], -1);
                first[a] -= sizes[a] - 1;
            }
        }
        return joined(x, forward, first, 0);
    }

    private Var joined(Var x, Var values, int[] first, int axis) {
        if (axis == first.length) {
            return values;
        }
        int start = first[axis];
        int size = sizes[axis];
        Var inside = joined(Indexing.slice(x, axis, start, size, 1), values, first, axis + 1);
        List<Var> parts = new ArrayList<>();
        if (start > 0) {
            parts.add(Indexing.slice(x, axis, 0, start, 1));
        }
        parts.add(inside);
        int end = start + size;
        if (end < x.shape().size(axis)) {
            parts.add(Indexing.slice(x, axis, end, x.shape().size(axis) - end, 1));
        }
        return Axes.concat(parts, axis);
    }
}
