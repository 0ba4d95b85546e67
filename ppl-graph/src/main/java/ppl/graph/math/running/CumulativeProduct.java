package ppl.graph.math.running;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/**
 * The products along an axis up to each element, which is counted, one after the other in a loop, with the loop's derivative.
 *
 * @param axis not negative
 */
public record CumulativeProduct(int axis) implements RichOp {

    @Override
    public String name() {
        return "cumprod";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = inputs.getFirst();
        x.shape().normalizeAxis(axis);
        return x.type();
    }

    @Override
    public Var expand(List<Var> inputs) {
        return Accumulation.along(inputs.getFirst(), axis, 1, Var::times);
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new CumulativeProduct(axis + count);
    }

    /** The elements on the line, of which those behind it have no influence. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.line(0, type.shape(), axis, element);
    }
}
