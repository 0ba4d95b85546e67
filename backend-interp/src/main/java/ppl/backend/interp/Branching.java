package ppl.backend.interp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;

/**
 * Runs one of two bodies, and no other.
 *
 * @param then where the condition holds
 * @param otherwise where it does not
 * @param results the places of the results among the values of the program around
 */
record Branching(Interpretation then, Interpretation otherwise, int[] results) implements Bodied {

    static Branching of(Cond cond, List<Var> used, int[] results) {
        return new Branching(branch(cond.then(), used), branch(cond.otherwise(), used), results);
    }

    private static Interpretation branch(Body body, List<Var> used) {
        List<Var> results = new ArrayList<>();
        for (Var y : used) {
            results.add(body.results().get(((Projection) y.op()).index()));
        }
        return Bodied.interpretation(body, results);
    }

    /** The first operand is the condition. */
    @Override
    public void run(List<Tensor> operands, @Nullable Tensor[] values) {
        Interpretation taken = operands.getFirst().booleanAt(0) ? then : otherwise;
        List<Tensor> computed = taken.values(operands.subList(1, operands.size()));
        for (int i = 0; i < results.length; i++) {
            values[results[i]] = computed.get(i);
        }
    }
}
