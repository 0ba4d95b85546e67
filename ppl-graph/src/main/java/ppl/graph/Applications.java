package ppl.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.op.MultiOp;
import ppl.graph.op.Projection;

/** Which nodes of a graph are results of one application of an operation with several results. */
public final class Applications {

    private record Application(MultiOp of, List<Var> inputs) {}

    private final Map<Var, List<Var>> together = new IdentityHashMap<>();

    private Applications() {}

    /** Those among some nodes. */
    public static Applications among(List<Var> nodes) {
        Applications applications = new Applications();
        Map<Application, List<Var>> known = new HashMap<>();
        for (Var node : nodes) {
            if (node.op() instanceof Projection r) {
                List<Var> results =
                        known.computeIfAbsent(new Application(r.of(), node.inputs()), _ -> new ArrayList<>(1));
                results.add(node);
                applications.together.put(node, results);
            }
        }
        return applications;
    }

    /** The results that are computed together with a node, itself included, in the order of the nodes. */
    public List<Var> of(Var node) {
        List<Var> results = together.get(node);
        return results == null ? List.of(node) : results;
    }

    /** True for the first result of an application and for every other node. */
    public boolean isFirst(Var node) {
        return of(node).getFirst() == node;
    }

    /** True if there are none. */
    public boolean isEmpty() {
        return together.isEmpty();
    }
}
