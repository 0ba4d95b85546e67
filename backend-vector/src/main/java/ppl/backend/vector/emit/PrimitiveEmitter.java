package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.run.Code;
import ppl.graph.DType;
import ppl.graph.op.Prim.Pointwise;

/** What a primitive becomes. Whatever it is, the bits are those that the primitive states. */
public sealed interface PrimitiveEmitter permits SpecializedEmitter, ReferenceEmitter {

    /** Instructions or a routine made for the primitive where there are such, otherwise its reference. */
    static PrimitiveEmitter specialized() {
        return new SpecializedEmitter(reference());
    }

    /** The primitive's own evaluation, called: right at once for each one there is, and slow. */
    static PrimitiveEmitter reference() {
        return new ReferenceEmitter();
    }

    /**
     * Replaces the operands on the stack by the result. A choice is not done here: it branches before its operands.
     *
     * @param code the method to write into
     * @param constants those of its class
     * @param from the types of the operands
     * @param to the type of the result
     */
    void elementwise(CodeBuilder code, Constants constants, Pointwise op, List<DType> from, DType to);

    /** The code that runs a routine. */
    Code routine(KernelPlan plan, LibraryCall call);
}
