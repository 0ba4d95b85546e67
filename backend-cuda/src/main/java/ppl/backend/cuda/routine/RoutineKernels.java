package ppl.backend.cuda.routine;

import java.util.List;
import ppl.backend.cuda.code.GroupTable;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.graph.op.Argsort;
import ppl.graph.op.Cholesky;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.TriangularSolve;

/** The kernels of what is no loop nest and no control. */
public final class RoutineKernels {

    /** Longer lines are sorted in several kernels. */
    private static final int SHORT_LINE = 64;

    private RoutineKernels() {}

    /**
     * Those of a library call.
     *
     * @param name what the names of all begin with
     * @throws BackendException ({@link BackendCode#UNUSABLE}) if there is none for the routine
     */
    public static List<Written> write(String name, Target target, LibraryCall call) {
        return switch (call.op()) {
            case MatMul _ -> MatMulKernel.write(name, target, call);
            case Cholesky _ -> List.of(CholeskyKernel.write(name, target, call));
            case TriangularSolve(boolean transposed) ->
                List.of(
                        SolveTogetherKernel.suits(call)
                                ? SolveTogetherKernel.write(name, target, call, transposed)
                                : SolveKernel.write(name, target, call, transposed));
            case Lu _ -> List.of(LuKernel.write(name, target, call));
            case CumulativeSum op -> List.of(CumulativeSumKernel.write(name, target, call, op));
            case Argsort op ->
                call.result().sizes().get(op.axis()) <= SHORT_LINE
                        ? List.of(ArgsortKernel.write(name, target, call, op))
                        : MergeKernels.write(name, target, call, op);
            case ScatterAdd _ ->
                throw new BackendException(
                        BackendCode.UNUSABLE,
                        "the backend 'cuda' has no kernel for scatter_add as a library call; plans have loops for it");
        };
    }

    /** That which sets all elements of a buffer. */
    public static Written write(String name, Target target, Kernel.Fill fill) {
        return FillKernel.write(name, target, fill);
    }

    /** Those which lay out sums by group. */
    public static List<Written> write(String name, Target target, Kernel.GroupLayout layout) {
        GroupTable table = target.layout().tables().get(layout.places());
        return table == null
                ? List.of(GroupLayoutKernel.write(name, target, layout))
                : GroupLayoutKernels.write(name, target, layout, table);
    }

    /** Those which take sums by group from their accumulators. */
    public static List<Written> write(String name, Target target, Kernel.GroupSums sums) {
        return GroupKernels.write(name, target, sums);
    }
}
