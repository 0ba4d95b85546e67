package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.LibraryCode;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Unary;

/**
 * Instructions for elementwise primitives, and the routines that this backend has.
 *
 * @param others what becomes of all other primitives
 */
record SpecializedEmitter(PrimitiveEmitter others) implements PrimitiveEmitter {

    @Override
    public void elementwise(CodeBuilder code, Constants constants, Pointwise op, List<DType> from, DType to) {
        Arithmetic arithmetic = new Arithmetic(code);
        switch (op) {
            case Unary(Unary.Fn fn) -> arithmetic.unary(fn, from.getFirst());
            case Binary(Binary.Fn fn) when Arithmetic.knows(fn) -> arithmetic.binary(fn, from.getFirst());
            case Fma _ -> arithmetic.fma(to);
            case Compare(Compare.Fn fn) -> arithmetic.compare(fn, from.getFirst());
            case Cast _ -> arithmetic.cast(from.getFirst(), to);
            case Bitcast _ -> arithmetic.bitcast(from.getFirst(), to);
            default -> others.elementwise(code, constants, op, from, to);
        }
    }

    @Override
    public Code routine(KernelPlan plan, LibraryCall call) {
        Code own = LibraryCode.of(plan, call);
        return own != null ? own : others.routine(plan, call);
    }
}
