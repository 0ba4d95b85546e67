package ppl.backend.vector.run;

import java.util.List;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;

/** Runs the parts of one of two branches, on the same arrays and workspace. */
public final class BranchPart implements Part {

    private final Strided condition;
    private final Part[] then;
    private final Part[] otherwise;

    /** A branch by a truth value that is computed before it. */
    public BranchPart(KernelPlan plan, View condition, List<Part> then, List<Part> otherwise) {
        this.condition = new Strided(plan, condition);
        this.then = then.toArray(Part[]::new);
        this.otherwise = otherwise.toArray(Part[]::new);
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        boolean[] values = (boolean[]) condition.array(inputs, outputs, workspace);
        for (Part part : values[condition.element(0, 0)] ? then : otherwise) {
            part.run(inputs, outputs, workspace);
        }
    }
}
