package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.CanonicalOrder.Groups;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Routine;

/**
 * Sums by group, the adjoint of {@link Gather}: updates of shape {@code [P, I, S]} and indices of shape {@code I} add up to
 * a tensor of shape {@code [P, n, S]}. Each element is the sum of its updates, ranked in row-major order of {@code I}, in
 * the order that {@link CanonicalOrder} sets for groups; {@code +0} if there are none. Indices outside
 * {@code 0 <= i < n} are dropped.
 */
public record ScatterAdd(int axis, Extent size) implements Routine {

    @Override
    public String name() {
        return "scatter_add";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Var updates = inputs.get(0);
        Var indices = inputs.get(1);
        Check.isInteger(name(), "indices", indices);
        Check.accepts(Binary.Fn.ADD.accepts(updates.dtype()), name(), updates);
        Shape covered = axis + indices.rank() <= updates.rank()
                ? updates.shape().slice(axis, axis + indices.rank())
                : Shape.scalar();
        if (!covered.equals(indices.shape())) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "scatter_add needs updates whose axes from " + axis + " on match the indices, but " + "got updates "
                            + updates.describe() + " and indices " + indices.describe());
        }
        Indices.checkConstant(() -> "the target of scatter_add", indices, size);
        Shape shape = updates.shape()
                .slice(0, axis)
                .concat(Shape.of(List.of(size)))
                .concat(updates.shape().slice(axis + indices.rank(), updates.rank()));
        return updates.type().with(shape);
    }

    @Override
    public Tensor evaluate(List<Tensor> operands, TensorType type) {
        Tensor updates = operands.get(0);
        Tensor indices = operands.get(1);
        int n = type.shape().size(axis);
        int rows = indices.length();
        int after = type.shape().slice(axis + 1, type.shape().rank()).elements();
        Groups groups = Groups.of(rows, indices::longAt, n);
        Object out = Tensor.allocate(type.dtype(), type.shape().elements());
        for (int o = 0; o < type.shape().elements(); o++) {
            int group = o / after % n;
            int first = o / after / n * rows * after + o % after;
            IntUnaryOperator member = rank -> first + groups.row(group, rank) * after;
            int count = groups.size(group);
            switch (out) {
                case double[] d ->
                    d[o] = CanonicalOrder.sumOfGroup(count, i -> updates.doubleAt(member.applyAsInt(i)), Double::sum);
                case float[] f ->
                    f[o] = (float) CanonicalOrder.sumOfGroup(
                            count, i -> updates.doubleAt(member.applyAsInt(i)), (a, b) -> (float) a + (float) b);
                case long[] l -> l[o] = wrapping(count, i -> updates.longAt(member.applyAsInt(i)));
                case int[] k -> k[o] = (int) wrapping(count, i -> updates.longAt(member.applyAsInt(i)));
                default -> throw new AssertionError("a sum of truth values");
            }
        }
        return Tensor.wrap(out, type.shape().sizes());
    }

    /** Integers, for which every order gives the same; int32 keeps the lower half. */
    private static long wrapping(int count, IntToLongFunction member) {
        return IntStream.range(0, count).mapToLong(member::applyAsLong).sum();
    }

    @Override
    public double operations(List<Var> inputs) {
        Shape updates = inputs.getFirst().shape();
        int covered = inputs.get(1).rank();
        int others = updates.slice(0, axis).elements()
                * updates.slice(axis + covered, updates.rank()).elements();
        int places = size instanceof Extent.Known(int n) ? n : 0;
        return Math.max(updates.elements(), (double) others * places);
    }

    /** The updates of the group, and all indices: each might point to the group. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        Shape from = operands.get(0).type().shape();
        Tensor indices = operands.get(1);
        int[] to = type.shape().position(element);
        Stream<Source> members = IntStream.range(0, indices.length())
                .filter(row -> indices.longAt(row) == to[axis])
                .mapToObj(row -> new Source(
                        0, from.element(updated(to, indices.type().shape().position(row)))));
        return Stream.concat(members, Source.all(1, indices.length()));
    }

    /** The position of the update that a row of indices sends to a position of the result. */
    private int[] updated(int[] to, int[] row) {
        int[] position = new int[to.length - 1 + row.length];
        System.arraycopy(to, 0, position, 0, axis);
        System.arraycopy(row, 0, position, axis, row.length);
        System.arraycopy(to, axis + 1, position, axis + row.length, to.length - axis - 1);
        return position;
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(Var.of(new Gather(axis), cotangent, inputs.get(1)), null);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(List.of(size)));
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new ScatterAdd(axis, shapes.getFirst().extent(0));
    }
}
