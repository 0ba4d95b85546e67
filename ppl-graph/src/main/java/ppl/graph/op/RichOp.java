package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/**
 * An operation defined by its expansion into primitives and other rich ops. Anyone may add such ops: a new one runs on every backend
 * at once, because a backend only ever sees primitives or rich ops it claims. Implement it as a record, so that equal nodes are shared.
 */
public non-sealed interface RichOp extends Op {

    /** The definition: a graph of equal value over the same inputs. */
    Var expand(List<Var> inputs);

    /**
     * The definition in the mode {@link ppl.graph.compile.NumericMode#FAST FAST}: of equal value within the same bounds, in fewer operations. By
     * default that of the mode STRICT.
     */
    default Var expandFast(List<Var> inputs) {
        return expand(inputs);
    }

    /** True if all operands have the result's shape and each element depends on the operands' elements at its place. */
    default boolean isElementwise() {
        return false;
    }

    /**
     * The op that does at each position along new leading axes of all operands what this one does of the operands there, so
     * that {@code f(x[i])} is {@code g(x)[i]}. An elementwise op is its own. Override it where an expansion would lose what the op knows,
     * its derivative for instance.
     *
     * @param count how many axes there are before those of each operand
     * @return null if there is none; its expansion is vectorised then
     */
    default @Nullable RichOp withLeadingAxes(int count) {
        return isElementwise() ? this : null;
    }

    /** By default those at its place if it is elementwise, else all: override where an element uses fewer. */
    @Override
    default Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return isElementwise() ? Source.ofEach(operands.size(), element) : Source.allOf(operands);
    }

    /** By default none of its own, which is that of the expansion; override where a closed form is more accurate. */
    @Override
    default @Nullable List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return null;
    }
}
