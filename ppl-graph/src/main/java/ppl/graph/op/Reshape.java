package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Op.Source;

/** The same elements in row-major order under another shape. */
public record Reshape(Shape to) implements Prim {

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        if (to.isKnown() && x.shape().isKnown() && to.elements() != x.shape().elements()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cannot reshape " + x.describe() + " to " + to + ": "
                            + x.shape().elements() + " elements against " + to.elements());
        }
        return x.type().with(to);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Stream.of(new Source(0, element));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(Axes.reshape(cotangent, inputs.getFirst().shape()));
    }

    @Override
    public List<Shape> shapes() {
        return List.of(to);
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new Reshape(shapes.getFirst());
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (x.shape().equals(to)) {
            return x;
        }
        return x.op() instanceof Reshape ? Axes.reshape(x.inputs().getFirst(), to) : null;
    }
}
