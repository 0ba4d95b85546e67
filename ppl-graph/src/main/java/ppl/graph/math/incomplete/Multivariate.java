package ppl.graph.math.incomplete;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.op.RichOp;

/**
 * An elementwise function of several floats: its value as exactly specified operations on float64 and its derivatives side
 * by side. float32 operands are computed in float64 and rounded once at the end.
 *
 * <p>Implement it as a record of what chooses among related functions. <b>Shapes</b>: all operands of one shape; {@link #at}
 * broadcasts.
 */
public interface Multivariate extends RichOp {

    /** How many operands it takes. */
    int arity();

    /** The definition over float64 operands of one shape. */
    Var value(List<Var> xs);

    /**
     * The derivatives by the operands, where {@code z} is the value; null for one by which it has none. By default those of the
     * definition.
     */
    default @Nullable List<@Nullable Var> slopes(List<Var> xs, Var z) {
        return null;
    }

    /** The node of a function at operands, promoted to one float type and broadcast. */
    static Var at(Multivariate function, Var... operands) {
        Shape shape = Shape.common(List.of(operands), function.name());
        List<Var> floats = new ArrayList<>();
        DType dtype = DType.F32;
        for (Var x : operands) {
            Var f = Elementwise.toFloat(x);
            dtype = DType.promote(dtype, f.dtype());
            floats.add(f);
        }
        DType common = dtype;
        return Var.of(
                function,
                floats.stream()
                        .map(x -> Axes.broadcastTo(x.cast(common), shape))
                        .toArray(Var[]::new));
    }

    @Override
    default TensorType infer(List<Var> inputs) {
        TensorType type = inputs.getFirst().type();
        if (inputs.size() != arity()
                || !type.dtype().isFloat()
                || !inputs.stream().allMatch(x -> x.type().equals(type))) {
            throw new GraphException(
                    GraphCode.TYPE,
                    name() + " takes " + arity() + " operands of one float type and shape, but got "
                            + inputs.stream().map(Var::describe).collect(Collectors.joining(" and "))
                            + "; cast or broadcast them first");
        }
        return type;
    }

    @Override
    default boolean isElementwise() {
        return true;
    }

    @Override
    default Var expand(List<Var> inputs) {
        return value(inputs.stream().map(x -> x.cast(DType.F64)).toList())
                .cast(inputs.getFirst().dtype());
    }

    @Override
    default @Nullable List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        List<@Nullable Var> slopes = slopes(inputs, output);
        if (slopes == null) {
            return null;
        }
        List<@Nullable Var> parts = new ArrayList<>();
        for (Var slope : slopes) {
            parts.add(slope == null ? null : cotangent.times(slope));
        }
        return Collections.unmodifiableList(parts);
    }
}
