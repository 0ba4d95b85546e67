package ppl.backend.vector.tier;

import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Workspace;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Arrays on which the code of a nest can be run to no one's harm: all zeros, as long as it needs them. */
final class Stage {

    /** Turns of the loops around an innermost one. */
    private static final int AROUND = 2;

    private final Object[] inputs;
    private final Object[] outputs;
    private final Workspace workspace;
    private final int few;
    private final int many;

    /**
     * @param few turns of an innermost loop in a short run
     * @param many turns of an innermost loop in a long run
     */
    Stage(KernelPlan plan, LoopNest nest, int few, int many) {
        this.inputs = new Object[plan.buffers().size()];
        this.outputs = new Object[plan.buffers().size()];
        for (int named : nest.buffers()) {
            for (int id : plan.buffer(named).touched()) {
                Buffer buffer = plan.buffer(id);
                switch (buffer.place()) {
                    case Place.Input(int position) -> inputs[position] = zeros(buffer);
                    case Place.Output(int position) -> outputs[position] = zeros(buffer);
                    case Place.Literal _, Place.Arena _, Place.Window _ -> {} // not given by the caller
                }
            }
        }
        this.workspace = new Workspace(
                plan.arenaLengths(), Compiler.scratch(plan, DType.F64), Compiler.scratch(plan, DType.F32));
        this.few = few;
        this.many = many;
    }

    private static Object zeros(Buffer buffer) {
        return Tensor.allocate(buffer.dtype(), buffer.length());
    }

    /** Runs code with short loops; the nanoseconds of all runs. */
    long warm(Code code, int times) {
        workspace.longest = few;
        workspace.longestAround = AROUND;
        long start = System.nanoTime();
        for (int k = 0; k < times; k++) {
            code.run(inputs, outputs, workspace);
        }
        return System.nanoTime() - start;
    }

    /** Nanoseconds of one run with longer loops, the least of some. */
    long time(Code code, int times) {
        workspace.longest = many;
        workspace.longestAround = AROUND;
        long best = Long.MAX_VALUE;
        for (int k = 0; k < times; k++) {
            long start = System.nanoTime();
            code.run(inputs, outputs, workspace);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
