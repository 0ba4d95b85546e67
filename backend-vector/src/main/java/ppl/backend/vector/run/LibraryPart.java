package ppl.backend.vector.run;

import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.TriangularSolve;

/** The primitives that are hand-written routines over matrices. */
public final class LibraryPart {

    private LibraryPart() {}

    /** The part that runs a call. */
    public static Part of(KernelPlan plan, LibraryCall call) {
        Matrix a = new Matrix(plan, call.operands().getFirst());
        Matrix result = new Matrix(plan, call.result());
        boolean wide = a.dtype() == DType.F64;
        return switch (call.op()) {
            case MatMul _ -> {
                Matrix b = new Matrix(plan, call.operands().get(1));
                yield wide ? new MatMul64(a, b, result) : new MatMul32(a, b, result);
            }
            case Cholesky _ -> wide ? new Cholesky64(a, result) : new Cholesky32(a, result);
            case TriangularSolve(boolean transposed) -> {
                Matrix b = new Matrix(plan, call.operands().get(1));
                yield wide ? new Solve64(a, b, result, transposed) : new Solve32(a, b, result, transposed);
            }
            default ->
                throw new AssertionError("not a library call: " + call.op().name());
        };
    }

    /** The scratch elements of its type that a call needs. */
    public static int scratch(LibraryCall call, DType dtype, KernelPlan plan) {
        boolean blocks = call.op() instanceof MatMul
                && plan.buffer(call.result().buffer()).dtype() == dtype;
        int contracted = call.operands().getFirst().sizes().getLast();
        return blocks ? MatMul64.TILE * Math.max(1, Math.ceilDiv(contracted, CanonicalOrder.BLOCK)) : 0;
    }
}
