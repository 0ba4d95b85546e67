package ppl.graph.op;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/** The length of one axis as an int64 scalar; a constant as soon as the length is known. */
public record ShapeOf(int axis) implements Prim {

    @Override
    public String name() {
        return "shape_of";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.only(name(), inputs).shape().normalizeAxis(axis);
        return TensorType.scalar(DType.I64);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_NEGATIVE;
    }

    /** A length depends on no element. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Stream.of();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Extent extent = inputs.getFirst().shape().extent(axis);
        return extent instanceof Extent.Known(int n) ? Var.constant((long) n) : null;
    }
}
