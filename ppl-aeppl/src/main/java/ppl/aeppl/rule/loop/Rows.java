package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;

/**
 * What nodes of a step are in all rows, given the value of the whole: computed for all rows at once, as far as the states before each
 * step follow from the value, or else row by row.
 *
 * @param step the step
 * @param count how many rows
 * @param given what stands for parts of the value, each with the tensor that has them as rows
 */
record Rows(Step step, Extent count, Map<Var, Var> given) {

    /** Rows along a new first axis; a node that is the same in all rows is left as it is. */
    List<Var> of(List<Var> nodes) {
        return isVectorized(nodes) ? new AllAtOnce(this).of(nodes) : oneByOne(nodes);
    }

    /** Whether nodes have rows of their own. */
    Dependents changing(List<Var> nodes) {
        Set<Var> changing = Collections.newSetFromMap(new IdentityHashMap<>());
        changing.add(step.standIns().row());
        changing.addAll(step.before());
        changing.addAll(tensors().keySet());
        return Dependents.of(nodes, changing);
    }

    /** All tensors, by what stands for a row of them. */
    Map<Var, Var> tensors() {
        Map<Var, Var> tensors = step.standIns().tensors();
        tensors.replaceAll((_, tensor) -> cut(tensor));
        tensors.putAll(given);
        return tensors;
    }

    /** The rows that there are. */
    private Var cut(Var tensor) {
        return count instanceof Extent.Known(int n) && !tensor.shape().extent(0).is(n)
                ? Functions.slice(tensor, 0, 0, n, 1)
                : tensor;
    }

    /** A loop of an unknown number of steps, or with loops inside, would have to be written out. */
    private boolean isVectorized(List<Var> nodes) {
        if (!(count instanceof Extent.Known)) {
            return false;
        }
        List<Var> all = new ArrayList<>(nodes);
        step.statesBehind(nodes).forEach(k -> all.add(step.after().get(k)));
        Dependents changing = changing(all);
        return changing.order(all).stream().noneMatch(x -> x.op() instanceof Projection(Loop _, int _));
    }

    /** Row by row, with all states carried. */
    List<Var> oneByOne(List<Var> nodes) {
        Dependents changing = changing(nodes);
        List<Var> asked = nodes.stream().filter(changing::contains).distinct().toList();
        List<Integer> states = List.copyOf(step.statesBehind(asked));
        List<Var> rows = asked.isEmpty() ? List.of() : Carried.of(step, count, tensors(), states, asked);
        return nodes.stream()
                .map(x -> changing.contains(x) ? rows.get(asked.indexOf(x)) : x)
                .toList();
    }
}
