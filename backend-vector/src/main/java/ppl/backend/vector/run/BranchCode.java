package ppl.backend.vector.run;

import java.util.List;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;

/** Runs the code of one of two branches, on the same arrays and workspace. */
public final class BranchCode implements Code {

    private final Strided condition;
    private final Code[] then;
    private final Code[] otherwise;

    /** A branch by a truth value that is computed before it. */
    public BranchCode(KernelPlan plan, View condition, List<Code> then, List<Code> otherwise) {
        this.condition = new Strided(plan, condition);
        this.then = then.toArray(Code[]::new);
        this.otherwise = otherwise.toArray(Code[]::new);
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        boolean[] values = (boolean[]) condition.array(inputs, outputs, workspace);
        for (Code code : values[condition.start(workspace)] ? then : otherwise) {
            code.run(inputs, outputs, workspace);
        }
    }
}
