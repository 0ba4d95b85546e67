package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/** The whole numbers 0, 1, 2, ... as a vector of type int64. */
public record Iota(Extent length) implements Prim {

    @Override
    public String name() {
        return "iota";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return new TensorType(DType.I64, Shape.of(List.of(length)));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Stream.of();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of();
    }

    /** A single 0 is a constant, so that scalar draws from known keys fold. */
    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return length.is(1) ? Var.constant(Tensor.of(new long[] {0})) : null;
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(List.of(length)));
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new Iota(shapes.getFirst().extent(0));
    }
}
