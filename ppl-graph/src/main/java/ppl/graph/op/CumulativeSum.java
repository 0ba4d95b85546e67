package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * The sums of the elements along an axis up to each place, its own included; of the elements from each place on where it is reversed. Each
 * line for itself, in the order that {@link CanonicalOrder} sets for cumulative sums. Integers wrap around.
 *
 * @param axis not negative
 * @param reverse whether it runs from the last element to the first
 */
public record CumulativeSum(int axis, boolean reverse) implements Routine {

    private static final int CHUNK = CanonicalOrder.CUMULATIVE_CHUNK;

    @Override
    public String name() {
        return "cumsum";
    }

    @Override
    public int level() {
        return 2;
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        Check.accepts(Binary.Fn.ADD.accepts(x.dtype()), name(), x);
        x.shape().normalizeAxis(axis);
        return x.type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        return new Reduce(Reduce.Fn.SUM, List.of(axis)).range(inputs);
    }

    @Override
    public double operations(List<Var> inputs) {
        return inputs.getFirst().shape().elements();
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        Object x = operands.getFirst().array();
        Shape shape = type.shape();
        Object out = Tensor.allocate(type.dtype(), shape.elements());
        int n = shape.size(axis);
        int stride = stride(shape);
        for (int block = 0; block < shape.elements(); block += n * stride) {
            for (int i = block; i < block + stride; i++) {
                int first = reverse ? i + (n - 1) * stride : i;
                line(x, out, first, reverse ? -stride : stride, n);
            }
        }
        return Tensor.wrap(out, shape.sizes());
    }

    private int stride(Shape shape) {
        return shape.slice(axis + 1, shape.rank()).elements();
    }

    private static void line(Object x, Object out, int first, int step, int n) {
        switch (out) {
            case double[] sums -> line((double[]) x, sums, first, step, n);
            case float[] sums -> line((float[]) x, sums, first, step, n);
            case long[] sums -> line((long[]) x, sums, first, step, n);
            case int[] sums -> line((int[]) x, sums, first, step, n);
            default -> throw new AssertionError("cumulative sums of truth values");
        }
    }

    private static void line(double[] x, double[] out, int first, int step, int n) {
        int at = first;
        for (int start = 0; start < n; start += CHUNK) {
            double carry = start == 0 ? 0 : out[at - step];
            double local = 0;
            for (int k = start; k < Math.min(n, start + CHUNK); k++, at += step) {
                local = k == start ? x[at] : local + x[at];
                out[at] = start == 0 ? local : carry + local;
            }
        }
    }

    private static void line(float[] x, float[] out, int first, int step, int n) {
        int at = first;
        for (int start = 0; start < n; start += CHUNK) {
            float carry = start == 0 ? 0 : out[at - step];
            float local = 0;
            for (int k = start; k < Math.min(n, start + CHUNK); k++, at += step) {
                local = k == start ? x[at] : local + x[at];
                out[at] = start == 0 ? local : carry + local;
            }
        }
    }

    /** Integers, for which every order gives the same. */
    private static void line(long[] x, long[] out, int first, int step, int n) {
        long sum = 0;
        for (int k = 0, at = first; k < n; k++, at += step) {
            sum += x[at];
            out[at] = sum;
        }
    }

    private static void line(int[] x, int[] out, int first, int step, int n) {
        int sum = 0;
        for (int k = 0, at = first; k < n; k++, at += step) {
            sum += x[at];
            out[at] = sum;
        }
    }

    /** The elements on its line up to its place, or from there on. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.line(0, type.shape(), axis, element)
                .filter(s -> reverse ? s.element() >= element : s.element() <= element);
    }

    /** An element is in the sums of all places behind it, so it has the sum of their cotangents. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(Var.of(turned(), cotangent));
    }

    /** The same in the other direction. */
    public CumulativeSum turned() {
        return new CumulativeSum(axis, !reverse);
    }

    /** Of a single element it is that element. */
    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        return x.shape().extent(axis).is(1) ? x : null;
    }
}
