package ppl.graph.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.op.RichOp;

/**
 * An elementwise function of two floats: its value as exactly specified operations on float64, its derivatives and its
 * bounds side by side. float32 operands are computed in float64 and rounded once at the end.
 *
 * <p>Implement it as a record without components. <b>Shapes</b>: both operands of one shape; {@link #at} broadcasts.
 */
public interface Bivariate extends RichOp {

    /** The definition over float64 operands of one shape. */
    Var value(Var x, Var y);

    /** The derivative by the first operand, where {@code z} is the value. */
    Var slopeX(Var x, Var y, Var z);

    /** The derivative by the second operand, where {@code z} is the value. */
    Var slopeY(Var x, Var y, Var z);

    /** Bounds of the value for arguments within bounds. */
    Interval bounds(Interval x, Interval y);

    /** The node of a function at {@code x} and {@code y}, promoted to one float type and broadcast. */
    static Var at(Bivariate function, Var x, Var y) {
        Var a = Elementwise.toFloat(x);
        Var b = Elementwise.toFloat(y);
        DType dtype = DType.promote(a.dtype(), b.dtype());
        Shape shape = Shape.common(List.of(x, y), function.name());
        return Var.of(function, Axes.broadcastTo(a.cast(dtype), shape), Axes.broadcastTo(b.cast(dtype), shape));
    }

    @Override
    default TensorType infer(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (inputs.size() != 2
                || !x.dtype().isFloat()
                || !x.type().equals(inputs.getLast().type())) {
            throw new GraphException(
                    GraphCode.TYPE,
                    name() + " takes two operands of one float type and shape, but got "
                            + String.join(
                                    " and ", inputs.stream().map(Var::describe).toList())
                            + "; cast or broadcast them first");
        }
        return x.type();
    }

    @Override
    default Interval range(List<Var> inputs) {
        return bounds(inputs.get(0).range(), inputs.get(1).range());
    }

    @Override
    default boolean isElementwise() {
        return true;
    }

    @Override
    default Var expand(List<Var> inputs) {
        Var x = inputs.get(0);
        Var y = inputs.get(1);
        return value(x.cast(DType.F64), y.cast(DType.F64)).cast(x.dtype());
    }

    @Override
    default List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.get(0);
        Var y = inputs.get(1);
        return List.of(cotangent.times(slopeX(x, y, output)), cotangent.times(slopeY(x, y, output)));
    }
}
