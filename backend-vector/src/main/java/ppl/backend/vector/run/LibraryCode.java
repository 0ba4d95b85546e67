package ppl.backend.vector.run;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.TriangularSolve;

/** The routines that have code of their own here; any other runs by its reference. */
public final class LibraryCode {

    private LibraryCode() {}

    /** The code that runs a call, if there is such for its routine. */
    public static @Nullable Code of(KernelPlan plan, LibraryCall call) {
        DenseCode lanes = DenseCode.here();
        Code scalar = scalar(plan, call);
        return lanes == null || scalar == null ? scalar : lanes.tiered(plan, call, scalar);
    }

    private static @Nullable Code scalar(KernelPlan plan, LibraryCall call) {
        return switch (call.op()) {
            case MatMul _ -> {
                Matrix a = operand(plan, call, 0);
                Matrix b = operand(plan, call, 1);
                Matrix result = new Matrix(plan, call.result());
                yield isWide(a) ? new MatMulF64(a, b, result) : new MatMulF32(a, b, result);
            }
            case Cholesky _ -> {
                Matrix a = operand(plan, call, 0);
                Matrix result = new Matrix(plan, call.result());
                yield isWide(a) ? new CholeskyF64(a, result) : new CholeskyF32(a, result);
            }
            case TriangularSolve(boolean transposed) -> {
                Matrix a = operand(plan, call, 0);
                Matrix b = operand(plan, call, 1);
                Matrix result = new Matrix(plan, call.result());
                yield isWide(a) ? new SolveF64(a, b, result, transposed) : new SolveF32(a, b, result, transposed);
            }
            default -> null;
        };
    }

    private static Matrix operand(KernelPlan plan, LibraryCall call, int k) {
        return new Matrix(plan, call.operands().get(k));
    }

    private static boolean isWide(Matrix a) {
        return a.dtype() == DType.F64;
    }

    /** The scratch elements of its type that a call needs. */
    public static int scratch(LibraryCall call, DType dtype, KernelPlan plan) {
        boolean blocks = call.op() instanceof MatMul
                && plan.buffer(call.result().buffer()).dtype() == dtype;
        int contracted = call.operands().getFirst().sizes().getLast();
        int scalar = blocks ? MatMulF64.TILE * Math.max(1, Math.ceilDiv(contracted, CanonicalOrder.BLOCK)) : 0;
        DenseCode lanes = dtype == DType.F64 ? DenseCode.here() : null;
        return lanes == null ? scalar : Math.max(scalar, lanes.scratch(plan, call));
    }
}
