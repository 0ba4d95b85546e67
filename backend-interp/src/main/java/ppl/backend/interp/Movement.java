package ppl.backend.interp;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.Tensor;

/** The primitives that move elements: each is a table of the positions from which, or to which, elements go. */
final class Movement {

    private static final int OUTSIDE = -1;

    private Movement() {}

    static Tensor iota(int n) {
        return Tensor.wrap(IntStream.range(0, n).asLongStream().toArray(), n);
    }

    static Tensor broadcast(Tensor x, int[] sizes, List<Integer> axes) {
        int[] from = Positions.strides(x.sizes());
        int[] strides = new int[sizes.length];
        for (int a = 0; a < from.length; a++) {
            strides[axes.get(a)] = from[a];
        }
        return take(x, Positions.visit(sizes, strides, 0), sizes);
    }

    static Tensor transpose(Tensor x, List<Integer> order) {
        int[] from = Positions.strides(x.sizes());
        int[] sizes = order.stream().mapToInt(a -> x.sizes()[a]).toArray();
        int[] strides = order.stream().mapToInt(a -> from[a]).toArray();
        return take(x, Positions.visit(sizes, strides, 0), sizes);
    }

    static Tensor slice(Tensor x, List<Integer> starts, List<Integer> counts, List<Integer> steps) {
        int[] sizes = counts.stream().mapToInt(i -> i).toArray();
        return take(x, region(x.sizes(), sizes, starts, steps), sizes);
    }

    static Tensor pad(Tensor x, int[] sizes, List<Integer> starts, List<Integer> steps) {
        int[] places = region(sizes, x.sizes(), starts, steps);
        Object out = Tensor.allocate(x.dtype(), Positions.count(sizes));
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(x.array(), i, out, places[i], 1);
        }
        return Tensor.wrap(out, sizes);
    }

    /** The positions of the regular sub-array of {@code sizes} in a tensor of {@code whole}. */
    private static int[] region(int[] whole, int[] sizes, List<Integer> starts, List<Integer> steps) {
        int[] strides = Positions.strides(whole);
        int offset = 0;
        for (int a = 0; a < whole.length; a++) {
            offset += starts.get(a) * strides[a];
            strides[a] *= steps.get(a);
        }
        return Positions.visit(sizes, strides, offset);
    }

    static Tensor concat(List<Tensor> parts, int axis) {
        int[] sizes = parts.getFirst().sizes();
        sizes[axis] = parts.stream().mapToInt(x -> x.sizes()[axis]).sum();
        Object out = Tensor.allocate(parts.getFirst().dtype(), Positions.count(sizes));
        int before = Positions.count(Arrays.copyOfRange(sizes, 0, axis));
        int row = Positions.count(Arrays.copyOfRange(sizes, axis, sizes.length));
        int start = 0;
        for (Tensor x : parts) {
            int part = Positions.count(Arrays.copyOfRange(x.sizes(), axis, sizes.length));
            for (int p = 0; p < before; p++) {
                System.arraycopy(x.array(), p * part, out, p * row + start, part);
            }
            start += part;
        }
        return Tensor.wrap(out, sizes);
    }

    static Tensor gather(Tensor x, Tensor indices, int axis) {
        int[] from = x.sizes();
        int before = Positions.count(Arrays.copyOfRange(from, 0, axis));
        int after = Positions.count(Arrays.copyOfRange(from, axis + 1, from.length));
        int[] sources = new int[before * indices.length() * after];
        int i = 0;
        for (int p = 0; p < before; p++) {
            for (int k = 0; k < indices.length(); k++) {
                long index = indices.longAt(k);
                boolean inside = 0 <= index && index < from[axis];
                for (int s = 0; s < after; s++) {
                    sources[i++] = inside ? (p * from[axis] + (int) index) * after + s : OUTSIDE;
                }
            }
        }
        int[] sizes = replaced(from, axis, 1, indices.sizes());
        return take(x, sources, sizes);
    }

    /** Sizes with {@code count} axes from {@code axis} on replaced by others. */
    private static int[] replaced(int[] sizes, int axis, int count, int... others) {
        IntStream head = IntStream.concat(Arrays.stream(sizes, 0, axis), Arrays.stream(others));
        return IntStream.concat(head, Arrays.stream(sizes, axis + count, sizes.length))
                .toArray();
    }

    /** Element {@code i} of the result is element {@code sources[i]} of {@code x}; outside it is NaN, 0 or false. */
    private static Tensor take(Tensor x, int[] sources, int[] sizes) {
        int n = sources.length;
        Object out = Tensor.allocate(x.dtype(), n);
        switch (x.array()) {
            case double[] a -> {
                for (int i = 0; i < n; i++) {
                    ((double[]) out)[i] = sources[i] == OUTSIDE ? Double.NaN : a[sources[i]];
                }
            }
            case float[] a -> {
                for (int i = 0; i < n; i++) {
                    ((float[]) out)[i] = sources[i] == OUTSIDE ? Float.NaN : a[sources[i]];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    if (sources[i] != OUTSIDE) {
                        System.arraycopy(x.array(), sources[i], out, i, 1);
                    }
                }
            }
        }
        return Tensor.wrap(out, sizes);
    }
}
