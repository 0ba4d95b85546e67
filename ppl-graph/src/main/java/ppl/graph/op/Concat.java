package ppl.graph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Indexing;
import ppl.graph.op.Op.Source;

/** Joins tensors along an axis; all other axes agree. */
public record Concat(int axis) implements Prim {

    @Override
    public String name() {
        return "concat";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        if (inputs.isEmpty()) {
            throw new GraphException(GraphCode.SHAPE, "concat needs at least one operand");
        }
        Var first = inputs.getFirst();
        int total = 0;
        for (Var x : inputs) {
            boolean fits = x.dtype() == first.dtype()
                    && x.rank() == first.rank()
                    && x.rank() > axis
                    && x.shape().without(axis).equals(first.shape().without(axis));
            if (!fits) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "concat along axis " + axis + " needs operands that differ in that axis only, " + "but got "
                                + first.describe() + " and " + x.describe());
            }
            total = Math.addExact(total, x.shape().size(axis));
        }
        return first.type().with(first.shape().with(axis, Extent.of(total)));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.stream().map(Var::range).reduce(Interval::union).orElseThrow();
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int[] position = type.shape().position(element);
        int operand = 0;
        while (position[axis] >= operands.get(operand).type().shape().size(axis)) {
            position[axis] -= operands.get(operand).type().shape().size(axis);
            operand++;
        }
        return Stream.of(
                new Source(operand, operands.get(operand).type().shape().element(position)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        List<@Nullable Var> parts = new ArrayList<>();
        int start = 0;
        for (Var x : inputs) {
            int size = x.shape().size(axis);
            parts.add(Indexing.slice(cotangent, axis, start, size, 1));
            start += size;
        }
        return parts;
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return inputs.size() == 1 ? inputs.getFirst() : null;
    }
}
