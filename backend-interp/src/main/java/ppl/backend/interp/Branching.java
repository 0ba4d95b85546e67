package ppl.backend.interp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Program;
import ppl.graph.Body;
import ppl.graph.Graph;
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
record Branching(Interpretation then, Interpretation otherwise, int[] results) {

    /** For the results of one cond that a program uses. */
    static Branching of(List<Var> used, Map<Var, Integer> places) {
        Projection any = (Projection) used.getFirst().op();
        return switch (any.of()) {
            case Cond(Body then, Body otherwise) ->
                new Branching(
                        interpretation(then, used),
                        interpretation(otherwise, used),
                        used.stream().mapToInt(places::get).toArray());
        };
    }

    private static Interpretation interpretation(Body body, List<Var> used) {
        List<Var> results = new ArrayList<>();
        for (Var y : used) {
            results.add(body.results().get(((Projection) y.op()).index()));
        }
        return new Interpretation(new Program(new Graph(body.parameters(), results)));
    }

    /** Puts the results among the values; the first operand is the condition. */
    void run(List<Tensor> operands, @Nullable Tensor[] values) {
        Interpretation taken = operands.getFirst().booleanAt(0) ? then : otherwise;
        List<Tensor> computed = taken.values(operands.subList(1, operands.size()));
        for (int i = 0; i < results.length; i++) {
            values[results[i]] = computed.get(i);
        }
    }
}
