package ppl.graph.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.RichOp;

/**
 * An elementwise function of one float: its value as exactly specified operations on float64, its derivative and its
 * bounds side by side. float32 operands are computed in float64 and rounded once at the end.
 *
 * <p>Implement it as a record without components. <b>Shapes</b>: the result has the operand's shape.
 */
public interface Univariate extends RichOp {

    /** The definition over a float64 operand of any shape. */
    Var value(Var x);

    /** The definition in the mode {@link ppl.graph.compile.NumericMode#FAST FAST}, within the same bounds. */
    default Var fastValue(Var x) {
        return value(x);
    }

    /** The derivative at {@code x}, where {@code y} is the value there. */
    Var slope(Var x, Var y);

    /** Bounds of the value for arguments within bounds. */
    Interval bounds(Interval x);

    /** The node of a function at {@code x}; integers and bools are converted to float64 first. */
    static Var at(Univariate function, Var x) {
        return Var.of(function, Elementwise.toFloat(x));
    }

    @Override
    default TensorType infer(List<Var> inputs) {
        if (inputs.size() != 1 || !inputs.getFirst().dtype().isFloat()) {
            throw new GraphException(
                    GraphCode.TYPE,
                    name() + " takes one operand of a float type, but got "
                            + String.join(
                                    " and ", inputs.stream().map(Var::describe).toList()) + "; cast it first");
        }
        return inputs.getFirst().type();
    }

    @Override
    default boolean isElementwise() {
        return true;
    }

    @Override
    default Interval range(List<Var> inputs) {
        return bounds(inputs.getFirst().range());
    }

    @Override
    default Var expand(List<Var> inputs) {
        Var x = inputs.getFirst();
        return value(x.cast(DType.F64)).cast(x.dtype());
    }

    @Override
    default Var expandFast(List<Var> inputs) {
        Var x = inputs.getFirst();
        return fastValue(x.cast(DType.F64)).cast(x.dtype());
    }

    @Override
    default List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(cotangent.times(slope(inputs.getFirst(), output)));
    }
}
