package ppl.backend.spi.fast;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Graph;
import ppl.graph.Var;

/** Who uses each node of a graph; an output is used by whoever asked for it. */
final class Uses {

    private final Map<Var, List<Var>> users = new IdentityHashMap<>();
    private final Map<Var, Integer> outputs = new IdentityHashMap<>();
    private final List<Var> order;

    Uses(List<Var> outputs) {
        this.order = Graph.order(outputs);
        outputs.forEach(y -> this.outputs.merge(y, 1, Integer::sum));
        order.forEach(node -> node.inputs()
                .forEach(x -> users.computeIfAbsent(x, _ -> new ArrayList<>()).add(node)));
    }

    /** The nodes, operands before users. */
    List<Var> order() {
        return order;
    }

    /** The users of a node, one for each time that they use it. */
    List<Var> of(Var node) {
        return users.getOrDefault(node, List.of());
    }

    /** True if a node is used once, and by a node. */
    boolean isOnly(Var node) {
        return of(node).size() == 1 && !outputs.containsKey(node);
    }
}
