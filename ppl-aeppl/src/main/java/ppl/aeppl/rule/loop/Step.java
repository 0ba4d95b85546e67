package ppl.aeppl.rule.loop;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.law.Law;
import ppl.graph.Graph;
import ppl.graph.Var;

/**
 * One step of a loop, in terms of what stands for a row: the law of what it gives, and the states that it leaves given that.
 *
 * @param backward whether the first step is that of the last row
 * @param standIns of the row, and of rows of tensors
 * @param value what stands for the value of what the step gives
 * @param law of what it gives, given the states before
 * @param first the states before the first step
 * @param before what stands for the states before the step
 * @param after the states after it, given its value
 * @param noises what is random in it, each with what it is given the value; those that the value does not tell are not there
 */
record Step(
        boolean backward,
        StandIns standIns,
        Var value,
        Law law,
        List<Var> first,
        List<Var> before,
        List<Var> after,
        Map<Var, Var> noises) {

    /** Whether a node is the same in all steps, whatever the value. */
    boolean isShared(Var node) {
        Set<Var> changing = Collections.newSetFromMap(new IdentityHashMap<>());
        changing.addAll(before);
        changing.add(value);
        changing.add(standIns.row());
        changing.addAll(standIns.tensors().keySet());
        return Graph.order(List.of(node)).stream().noneMatch(changing::contains);
    }

    /** The numbers of states that a node of the step is computed from. */
    Set<Integer> statesIn(Var node) {
        Set<Var> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
        inputs.addAll(Graph.order(List.of(node)));
        Set<Integer> states = new LinkedHashSet<>();
        for (int k = 0; k < before.size(); k++) {
            if (inputs.contains(before.get(k))) {
                states.add(k);
            }
        }
        return states;
    }

    /** The numbers of states that nodes of the step are computed from, over all steps. */
    Set<Integer> statesBehind(List<Var> nodes) {
        Set<Integer> states = new LinkedHashSet<>();
        Set<Integer> more = new LinkedHashSet<>();
        nodes.forEach(node -> more.addAll(statesIn(node)));
        while (!more.isEmpty()) {
            int k = more.iterator().next();
            more.remove(k);
            if (states.add(k)) {
                more.addAll(statesIn(after.get(k)));
            }
        }
        return states;
    }
}
