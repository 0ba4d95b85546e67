package ppl.backend.spi.fuse;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * The elements of a node as elements of another node that is stored in row-major order.
 *
 * @param base the stored node
 * @param offset the element of {@code base} at position 0
 * @param sizes the axis lengths of the view
 * @param strides the distance in {@code base} between neighbours on each axis
 * @param whole true if it is known that the view is all of its base in its own order
 */
record StridedView(Var base, int offset, int[] sizes, int[] strides, boolean whole) {

    StridedView(Var base, int offset, int[] sizes, int[] strides) {
        this(base, offset, sizes, strides, false);
    }

    static StridedView whole(Var base) {
        int[] sizes = base.shape().sizes();
        return new StridedView(base, 0, sizes, rowMajor(sizes), true);
    }

    static int[] rowMajor(int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int a = sizes.length - 1; a >= 0; a--) {
            strides[a] = stride;
            stride *= Math.max(1, sizes[a]);
        }
        return strides;
    }

    StridedView broadcast(int[] to, List<Integer> axes) {
        int[] moved = new int[to.length];
        for (int i = 0; i < axes.size(); i++) {
            moved[axes.get(i)] = strides[i];
        }
        return new StridedView(base, offset, to, moved);
    }

    StridedView transpose(List<Integer> order) {
        int[] s = new int[sizes.length];
        int[] d = new int[sizes.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = sizes[order.get(i)];
            d[i] = strides[order.get(i)];
        }
        return new StridedView(base, offset, s, d);
    }

    StridedView slice(List<Integer> starts, int[] to, List<Integer> steps) {
        int[] d = new int[to.length];
        int start = offset;
        for (int a = 0; a < to.length; a++) {
            start += starts.get(a) * strides[a];
            d[a] = steps.get(a) * strides[a];
        }
        return new StridedView(base, start, to, d);
    }

    /** The view under another shape, or null if that is not a matter of strides. */
    @Nullable
    StridedView reshape(int[] to) {
        int[] d = new int[to.length];
        int old = 0;
        int next = 0;
        while (next < to.length || old < sizes.length) {
            long oldRun = 1;
            long newRun = 1;
            int oldStart = old;
            int newStart = next;
            do {
                if (newRun < oldRun || (next < to.length && to[next] == 1) || old >= sizes.length) {
                    if (next >= to.length) {
                        return null;
                    }
                    newRun *= to[next++];
                } else {
                    oldRun *= sizes[old++];
                }
            } while (newRun != oldRun);
            if (!isRun(oldStart, old)) {
                return null;
            }
            int stride = innermostStride(oldStart, old);
            for (int a = next - 1; a >= newStart; a--) {
                d[a] = stride;
                stride *= to[a];
            }
        }
        return new StridedView(base, offset, to, d);
    }

    /** True if the axes, read in row-major order, advance by one constant stride. */
    private boolean isRun(int from, int to) {
        long expected = innermostStride(from, to);
        for (int a = to - 1; a >= from; a--) {
            if (sizes[a] == 1) {
                continue;
            }
            if (strides[a] != expected) {
                return false;
            }
            expected *= sizes[a];
        }
        return true;
    }

    private int innermostStride(int from, int to) {
        for (int a = to - 1; a >= from; a--) {
            if (sizes[a] != 1) {
                return strides[a];
            }
        }
        return 0;
    }

    /** The element of the base at a row-major position of the view. */
    int element(int position) {
        int at = offset;
        int rest = position;
        for (int a = sizes.length - 1; a >= 0; a--) {
            at += rest % sizes[a] * strides[a];
            rest /= sizes[a];
        }
        return at;
    }

    /** True if the view has the elements of its base in their own order. */
    boolean isWhole() {
        if (whole) {
            return true;
        }
        int[] own = base.shape().sizes();
        if (offset != 0 || !Arrays.equals(compress(own), compress(sizes))) {
            return false;
        }
        int[] expected = rowMajor(sizes);
        for (int a = 0; a < sizes.length; a++) {
            if (sizes[a] != 1 && strides[a] != expected[a]) {
                return false;
            }
        }
        return true;
    }

    /** True if the elements along all axes but the first lie one behind the other, in row-major order. */
    boolean hasWholeRows() {
        int expected = 1;
        for (int a = sizes.length - 1; a > 0; a--) {
            if (sizes[a] != 1 && strides[a] != expected) {
                return false;
            }
            expected *= Math.max(1, sizes[a]);
        }
        return true;
    }

    /** Lengths without those of 1. */
    static int[] compress(int[] sizes) {
        int kept = 0;
        for (int n : sizes) {
            kept += n != 1 ? 1 : 0;
        }
        int[] compressed = new int[kept];
        int next = 0;
        for (int n : sizes) {
            if (n != 1) {
                compressed[next++] = n;
            }
        }
        return compressed;
    }
}
