package ppl.backend.spi.plan;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Prim.Pointwise;

/** One value of an iteration, computed from values of earlier steps of the same nest, which it names by number. */
public sealed interface Step {

    /** The type of the value. */
    DType dtype();

    /** An element of a buffer. */
    record Load(DType dtype, Access from) implements Step {}

    /** A number known when the plan is made; a tensor of one element. */
    record Immediate(Tensor value) implements Step {
        @Override
        public DType dtype() {
            return value.dtype();
        }
    }

    /** {@code offset + i0 * strides[0] + ...} itself, as int64. */
    record Position(int offset, List<Integer> strides) implements Step {
        /** Copies the strides. */
        public Position {
            strides = List.copyOf(strides);
        }

        @Override
        public DType dtype() {
            return DType.I64;
        }
    }

    /** An elementwise primitive of earlier steps. */
    record Apply(DType dtype, Pointwise op, List<Integer> operands) implements Step {
        /** Copies the operands. */
        public Apply {
            operands = List.copyOf(operands);
        }
    }

    /**
     * An element of a buffer at a computed place: {@code from + value(index) * stride}.
     *
     * @param index the step that computes the index
     * @param extent the number of places
     * @param certain true if every index is known to lie in {@code 0 <= index < extent}; otherwise one that does not gives
     *     NaN, 0 or false
     */
    record Gather(DType dtype, Access from, int index, int stride, int extent, boolean certain) implements Step {}
}
