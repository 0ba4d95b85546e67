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
 * {@code exp(x) / sum(exp(x))} along an axis, which stays: the exponentials of what the elements are beside the greatest one.
 *
 * <p><b>Numerics</b>: relative error of a few ulp, more by that of the differences where these are large; 0 for -inf. NaN for all elements
 * on a line where one is NaN or inf or all are -inf, which have no shares.
 *
 * @param axis not negative
 */
public record Softmax(int axis) implements RichOp {

    /** The shares of the exponentials along an axis. */
    public static Var of(Var x, int axis) {
        return Var.of(new Softmax(axis), x);
    }

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Line.infer(name(), axis, inputs);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.UNIT;
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new Softmax(count + axis);
    }

    @Override
    public Var expand(List<Var> inputs) {
        Line line = new Line(inputs.getFirst(), axis);
        Var e = line.belowGreatest().exp();
        return e.div(line.spread(e.sum(axis)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Line line = new Line(output, axis);
        Var mean = line.spread(cotangent.times(output).sum(axis));
        return List.of(output.times(cotangent.minus(mean)));
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.line(0, type.shape(), axis, element);
    }
}
