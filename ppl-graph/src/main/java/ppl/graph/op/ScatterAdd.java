package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Extent;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * The adjoint of {@link Gather}: updates of shape {@code [P, I, S]} and indices of shape {@code I} add up to a tensor
 * of shape {@code [P, n, S]}. Each element starts at +0 and receives its updates one after the other in row-major
 * order of the updates. Indices outside {@code 0 <= i < n} are dropped.
 */
public record ScatterAdd(int axis, Extent size) implements Prim {

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
        Check.accepts(BinaryFn.ADD.accepts(updates.dtype()), name(), updates);
        Shape covered = axis + indices.rank() <= updates.rank()
                ? updates.shape().slice(axis, axis + indices.rank())
                : Shape.scalar();
        if (!covered.equals(indices.shape())) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "scatter_add needs updates whose axes from " + axis + " on match the indices, but " + "got updates "
                            + updates.describe() + " and indices " + indices.describe());
        }
        Indices.checkConstant("the target of scatter_add", indices, size);
        Shape shape = updates.shape()
                .slice(0, axis)
                .concat(Shape.of(List.of(size)))
                .concat(updates.shape().slice(axis + indices.rank(), updates.rank()));
        return updates.type().with(shape);
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
