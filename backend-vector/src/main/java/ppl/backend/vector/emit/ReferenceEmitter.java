package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.RoutineCode;
import ppl.graph.DType;
import ppl.graph.op.Prim.Pointwise;

/** Calls what each primitive states of itself: {@link Pointwise#apply}, {@link ppl.graph.op.Prim.Routine#evaluate}. */
record ReferenceEmitter() implements PrimitiveEmitter {

    /** A primitive is called with bits, of as many operands; those that it has not repeat its last. */
    private static final int OPERANDS = 3;

    @Override
    public void elementwise(CodeBuilder code, Constants constants, Pointwise op, List<DType> from, DType to) {
        int[] bits = new int[OPERANDS];
        for (int k = from.size() - 1; k >= 0; k--) {
            bits[k] = code.allocateLocal(TypeKind.LONG);
            toBits(code, from.get(k));
            code.lstore(bits[k]);
        }
        code.getstatic(Types.SELF, constants.field(op, Types.POINTWISE), Types.POINTWISE);
        pushType(code, from.getFirst());
        pushType(code, to);
        for (int k = 0; k < bits.length; k++) {
            code.lload(bits[Math.min(k, from.size() - 1)]);
        }
        code.invokeinterface(Types.POINTWISE, "apply", Types.APPLY);
        fromBits(code, to);
    }

    @Override
    public Code routine(KernelPlan plan, LibraryCall call) {
        return new RoutineCode(plan, call);
    }

    private static void pushType(CodeBuilder code, DType type) {
        code.getstatic(Types.DTYPE, type.name(), Types.DTYPE);
    }

    private static void toBits(CodeBuilder code, DType type) {
        switch (type) {
            case F64 -> new Arithmetic(code).bitcast(DType.F64, DType.I64);
            case F32 -> {
                new Arithmetic(code).bitcast(DType.F32, DType.I32);
                code.i2l();
            }
            case I64 -> {} // is its own bits
            case I32, BOOL -> code.i2l();
        }
    }

    private static void fromBits(CodeBuilder code, DType type) {
        switch (type) {
            case F64 -> new Arithmetic(code).bitcast(DType.I64, DType.F64);
            case F32 -> {
                code.l2i();
                new Arithmetic(code).bitcast(DType.I32, DType.F32);
            }
            case I64 -> {} // is its own bits
            case I32, BOOL -> code.l2i();
        }
    }
}
