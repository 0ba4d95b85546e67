package ppl.backend.vector.emit;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.LibraryCode;
import ppl.graph.DType;

/** Makes code of a plan: kernels in generated classes, several classes if there are very many of them. */
public final class Compiler {

    /** Steps in one class: a class file has room for 65535 constants. */
    private static final int STEPS = 12_000;

    private static final int OTHER = 4;

    private Compiler() {}

    /**
     * The code, to be run in order.
     *
     * @param primitives what becomes of the primitives
     * @param tiers which nests are left to faster code once there is some
     */
    public static List<Code> compile(KernelPlan plan, PrimitiveEmitter primitives, Tiers tiers) {
        return compile(plan, plan.kernels(), primitives, tiers);
    }

    /** The code of one nest of a plan, most of whose innermost loop runs in a way of its own. */
    public static Code compile(KernelPlan plan, LoopNest nest, PrimitiveEmitter primitives, InnerLoop inner) {
        return ClassEmitter.emit(plan, nest, primitives, inner);
    }

    /** The code of a plan without loops or branches, whose nests are written in a way of their own. */
    public static Code compile(KernelPlan plan, PrimitiveEmitter primitives, NestWriter writer) {
        return ClassEmitter.emit(plan, primitives, writer);
    }

    /** The code of some kernels of a plan. */
    static List<Code> compile(KernelPlan plan, List<Kernel> kernels, PrimitiveEmitter primitives, Tiers tiers) {
        List<Code> pieces = new ArrayList<>();
        List<Kernel> open = new ArrayList<>();
        int steps = 0;
        for (Kernel kernel : kernels) {
            int more = weight(kernel);
            if (steps + more > STEPS && !open.isEmpty()) {
                pieces.add(ClassEmitter.emit(plan, open, primitives, tiers));
                open = new ArrayList<>();
                steps = 0;
            }
            open.add(kernel);
            steps += more;
        }
        if (!open.isEmpty()) {
            pieces.add(ClassEmitter.emit(plan, open, primitives, tiers));
        }
        return pieces;
    }

    /** About how many constants the code of a kernel needs. */
    static int weight(Kernel kernel) {
        return switch (kernel) {
            case LoopNest nest ->
                (nest.sizes().isEmpty() ? 2 : 2 * OTHER)
                        + nest.steps().size()
                        + nest.sinks().size();
            case Kernel.Loop loop -> OTHER + (isApart(loop) ? 0 : inside(loop));
            default -> OTHER;
        };
    }

    /** True if what a loop calls does not fit into its class. */
    static boolean isApart(Kernel.Loop loop) {
        return inside(loop) > STEPS / 2;
    }

    private static int inside(Kernel.Loop loop) {
        return StepRegisters.kernels(loop).stream().mapToInt(Compiler::weight).sum();
    }

    /** The length of the scratch array for combinations of a type. */
    public static int scratch(KernelPlan plan, DType dtype) {
        return scratch(plan, plan.kernels(), dtype);
    }

    private static int scratch(KernelPlan plan, List<Kernel> kernels, DType dtype) {
        int most = 0;
        for (Kernel kernel : kernels) {
            most = Math.max(
                    most,
                    switch (kernel) {
                        case LoopNest nest -> NestEmitter.scratch(nest, dtype);
                        case Kernel.LibraryCall call -> LibraryCode.scratch(call, dtype, plan);
                        case Kernel.Branch(var _, List<Kernel> then, List<Kernel> otherwise) ->
                            Math.max(scratch(plan, then, dtype), scratch(plan, otherwise, dtype));
                        case Kernel.Loop loop -> scratch(plan, StepRegisters.kernels(loop), dtype);
                        case Kernel.Fill _, Kernel.GroupLayout _, Kernel.GroupSums _ -> 0;
                    });
        }
        return most;
    }
}
