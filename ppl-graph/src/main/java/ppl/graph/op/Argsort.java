package ppl.graph.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * The positions along an axis that put each line of it in ascending order, as int64: element {@code r} is the position of the
 * element of rank {@code r}. Equal elements keep their order. −0 comes before +0, as in {@link Binary.Fn#MIN}; NaN is the
 * greatest, whatever its bits; false comes before true.
 *
 * @param axis not negative
 */
public record Argsort(int axis) implements Routine {

    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public int level() {
        return 2;
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        x.shape().normalizeAxis(axis);
        return x.type().with(DType.I64);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape shape = inputs.getFirst().shape();
        int n = shape.size(axis);
        return 4.0 * shape.elements() * (Integer.SIZE - Integer.numberOfLeadingZeros(n));
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        Tensor x = operands.getFirst();
        int n = type.shape().size(axis);
        int stride = stride(type.shape());
        long[] out = new long[x.length()];
        long[] keys = new long[n];
        for (int line = 0; line < out.length / Math.max(1, n); line++) {
            int first = line / stride * stride * n + line % stride;
            for (int i = 0; i < n; i++) {
                keys[i] = key(x, first + i * stride);
            }
            rank(keys, out, first, stride);
        }
        return Tensor.wrap(out, type.shape().sizes());
    }

    /** From one element of a line to the next. */
    private int stride(Shape shape) {
        return shape.slice(axis + 1, shape.rank()).elements();
    }

    /** A whole number that is in order where elements are: of a negative float the bits run backwards. */
    private static long key(Tensor x, int i) {
        if (!x.dtype().isFloat()) {
            return x.longAt(i);
        }
        double value = x.doubleAt(i);
        long bits = Double.doubleToRawLongBits(value);
        return Double.isNaN(value) ? Long.MAX_VALUE : bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    /** Each position at the rank of its key: behind the lesser keys, and behind equal ones at lower positions. */
    private static void rank(long[] keys, long[] out, int first, int stride) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int[] placed = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int least = firstAtLeast(sorted, keys[i]);
            out[first + (least + placed[least]++) * stride] = i;
        }
    }

    private static int firstAtLeast(long[] sorted, long key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All elements of its line. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int n = type.shape().size(axis);
        int stride = stride(type.shape());
        int first = element / (stride * n) * stride * n + element % stride;
        return IntStream.range(0, n).mapToObj(i -> new Source(0, first + i * stride));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }
}
