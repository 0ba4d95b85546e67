package ppl.backend.vector.run;

import java.util.List;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.op.Prim.Routine;

/**
 * A routine by its reference, {@link Routine#evaluate}: right at once for each one there is, but it copies its operands and
 * allocates at each call. One that matters gets code of its own.
 */
public final class RoutineCode implements Code {

    private final Routine op;
    private final List<Strided> operands;
    private final Strided result;
    private final TensorType type;

    /** The code that runs a call. */
    public RoutineCode(KernelPlan plan, LibraryCall call) {
        this.op = call.op();
        this.operands = call.operands().stream().map(v -> new Strided(plan, v)).toList();
        this.result = new Strided(plan, call.result());
        int[] sizes = call.result().sizes().stream().mapToInt(i -> i).toArray();
        this.type = new TensorType(result.dtype(), Shape.of(sizes));
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        List<Tensor> values = operands.stream()
                .map(x -> x.read(x.array(inputs, outputs, workspace), workspace))
                .toList();
        result.write(op.evaluate(values, type), result.array(inputs, outputs, workspace), workspace);
    }
}
