package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/**
 * Picks elements along an axis by an integer tensor. For {@code x} of shape {@code [P, n, S]} and indices of shape
 * {@code I} the result has shape {@code [P, I, S]}. An index outside {@code 0 <= i < n} gives NaN for floats, 0 for
 * integers and false for bools, never an access out of bounds; constant indices are checked when the node is made.
 */
public record Gather(int axis) implements Prim {

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Var x = inputs.get(0);
        Var indices = inputs.get(1);
        Check.isInteger(name(), "indices", indices);
        int a = x.shape().normalizeAxis(axis);
        Indices.checkConstant(x::describe, indices, x.shape().extent(a));
        Shape shape =
                x.shape().slice(0, a).concat(indices.shape()).concat(x.shape().slice(a + 1, x.rank()));
        return x.type().with(shape);
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval x = inputs.getFirst().range();
        return inputs.getFirst().dtype().isFloat() ? x : x.union(new Interval(0, 0));
    }

    /** The element gathered and the index that selects it; only the index if it is out of range. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        Shape from = operands.get(0).type().shape();
        Tensor indices = operands.get(1);
        int after = axis + indices.rank();
        int[] to = type.shape().position(element);
        int row = indices.type().shape().element(Arrays.copyOfRange(to, axis, after));
        Source selector = new Source(1, row);
        long index = indices.longAt(row);
        if (index < 0 || index >= from.size(axis)) {
            return Stream.of(selector);
        }
        int[] position = new int[from.rank()];
        System.arraycopy(to, 0, position, 0, axis);
        position[axis] = (int) index;
        System.arraycopy(to, after, position, axis + 1, to.length - after);
        return Stream.of(new Source(0, from.element(position)), selector);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.get(0);
        return Arrays.asList(Var.of(new ScatterAdd(axis, x.shape().extent(axis)), cotangent, inputs.get(1)), null);
    }
}
