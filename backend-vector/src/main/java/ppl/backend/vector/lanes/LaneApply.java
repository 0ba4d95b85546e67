package ppl.backend.vector.lanes;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;
import ppl.graph.op.Select;

/**
 * Writes primitives of the steps of a nest, which know more than the primitive alone: what they shift by, and what bounds them.
 *
 * @param push pushes the register of a step
 */
public record LaneApply(LoopNest nest, LaneArithmetic arithmetic, IntConsumer push) {

    /** The steps whose registers a primitive takes. */
    public static List<Integer> registers(LoopNest nest, Step.Apply apply) {
        return shift(nest, apply).isPresent() ? apply.operands().subList(0, 1) : apply.operands();
    }

    /** Pushes the result. */
    public void write(Step.Apply apply) {
        List<Integer> operands = apply.operands();
        OptionalLong by = shift(nest, apply);
        if (by.isPresent()) {
            push.accept(operands.getFirst());
            arithmetic.shift(((Binary) apply.op()).fn(), by.getAsLong());
            return;
        }
        Compare.Fn bound = bound(apply);
        if (bound != null) {
            operands.forEach(push::accept);
            operands.forEach(push::accept);
            arithmetic.bound(bound);
            return;
        }
        List<Integer> order = apply.op() instanceof Select ? operands.reversed() : operands;
        order.forEach(push::accept);
        arithmetic.elementwise(apply.op(), types(apply), apply.dtype());
    }

    private List<DType> types(Step.Apply apply) {
        return apply.operands().stream().map(o -> nest.steps().get(o).dtype()).toList();
    }

    /** By how much a step shifts, if that is a number known now. */
    private static OptionalLong shift(LoopNest nest, Step.Apply apply) {
        return apply.op() instanceof Binary(Binary.Fn fn)
                        && (fn == Binary.Fn.SHL || fn == Binary.Fn.SHR)
                        && nest.steps().get(apply.operands().get(1)) instanceof Step.Immediate(var by)
                ? OptionalLong.of(by.longAt(0))
                : OptionalLong.empty();
    }

    /** The comparison by which a number known now takes the place of a value; null if the step is no greater or lesser one of these. */
    private Compare.@Nullable Fn bound(Step.Apply apply) {
        if (!(apply.op() instanceof Binary(Binary.Fn fn))
                || (fn != Binary.Fn.MIN && fn != Binary.Fn.MAX)
                || apply.dtype() != DType.F64
                || !(nest.steps().get(apply.operands().get(1)) instanceof Step.Immediate(var value))) {
            return null;
        }
        double bound = value.doubleAt(0);
        boolean isGreaterZero = Double.doubleToRawLongBits(bound) == 0;
        boolean isLesserZero = bound == 0 && !isGreaterZero;
        return Double.isNaN(bound)
                ? null
                : fn == Binary.Fn.MAX
                        ? (isGreaterZero ? Compare.Fn.LE : Compare.Fn.LT)
                        : (isLesserZero ? Compare.Fn.GE : Compare.Fn.GT);
    }
}
