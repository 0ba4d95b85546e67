package ppl.graph.math.logistic;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;
import ppl.graph.op.RichOp;

/**
 * {@code log(softmax(x))} along an axis, which stays: what the elements are beside the greatest one, less the log of the sum of the
 * exponentials of that. So the result does not lose the digits that elements have in common.
 *
 * <p><b>Numerics</b>: error of a few ulp of the result or of 1; -inf for -inf. NaN for all elements on a line where one is NaN or inf
 * or all are -inf, which have no shares.
 *
 * @param axis not negative
 */
public record LogSoftmax(int axis) implements RichOp {

    /** The logs of the shares of the exponentials along an axis. */
    public static Var of(Var x, int axis) {
        return Var.of(new LogSoftmax(axis), x);
    }

    @Override
    public String name() {
        return "log_softmax";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Line.infer(name(), axis, inputs);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_POSITIVE;
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new LogSoftmax(count + axis);
    }

    @Override
    public Var expand(List<Var> inputs) {
        Line line = new Line(inputs.getFirst(), axis);
        Var below = line.belowGreatest();
        return below.minus(line.spread(below.exp().sum(axis).log()));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var sum = new Line(output, axis).spread(cotangent.sum(axis));
        return List.of(cotangent.minus(output.exp().times(sum)));
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.line(0, type.shape(), axis, element);
    }
}
