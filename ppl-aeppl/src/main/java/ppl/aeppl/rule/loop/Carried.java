package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Var;

/** Nodes of a step, computed by a loop that carries states. */
final class Carried {

    private Carried() {}

    /**
     * Rows of nodes, along a new first axis.
     *
     * @param count how many rows
     * @param tensors by what stands for a row of them
     * @param states the numbers of the states that the nodes, and these states, are computed from, except those that have tensors
     * @param nodes what is wanted
     */
    static List<Var> of(Step step, Extent count, Map<Var, Var> tensors, List<Integer> states, List<Var> nodes) {
        List<Var> after = states.stream().map(step.after()::get).toList();
        List<Var> all = new ArrayList<>(after);
        all.addAll(nodes);
        Map<Var, Var> read = new LinkedHashMap<>();
        for (Var node : Graph.order(all)) {
            Var tensor = tensors.get(node);
            if (tensor != null) {
                read.put(node, tensor);
            }
        }
        Scan scan = over(List.copyOf(read.values()), count);
        for (int k : states) {
            scan = scan.from(step.first().get(k));
        }
        Scan directed = step.backward() ? scan.backward() : scan;
        List<Var> places = List.copyOf(read.keySet());
        Scan.Result result = directed.run(t -> {
            Map<Var, Var> inside = new IdentityHashMap<>();
            inside.put(step.standIns().row(), t.row());
            IntStream.range(0, places.size()).forEach(i -> inside.put(places.get(i), t.element(i)));
            IntStream.range(0, states.size())
                    .forEach(i -> inside.put(step.before().get(states.get(i)), t.state(i)));
            List<Var> computed = Substitution.replace(all, inside);
            return t.next(computed.subList(0, states.size()).toArray(Number[]::new))
                    .give(computed.subList(states.size(), all.size()).toArray(Number[]::new));
        });
        return IntStream.range(0, nodes.size()).mapToObj(result::output).toList();
    }

    private static Scan over(List<Var> tensors, Extent count) {
        return tensors.isEmpty()
                ? Scan.times(count.asVar())
                : Scan.over(
                        tensors.getFirst(), tensors.subList(1, tensors.size()).toArray(Var[]::new));
    }
}
