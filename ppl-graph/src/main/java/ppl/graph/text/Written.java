package ppl.graph.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.Constant;

/**
 * Nodes as they are written: a constant that was computed from data or lengths as what it was computed from ({@link Var#unfolded}), so that it
 * is computed again when it is read, and other data may be given then too.
 */
final class Written {

    private final Map<Var, Boolean> inside = new IdentityHashMap<>();

    /** Nodes that lines are written of, each after those that it refers to; what is known already, and what that refers to, is left out. */
    static List<Var> order(List<Var> roots, Predicate<Var> known) {
        Set<Var> done = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> order = new ArrayList<>();
        Deque<Var> open = new ArrayDeque<>();
        for (Var root : roots) {
            open.push(root);
            while (!open.isEmpty()) {
                Var node = open.element();
                if (done.contains(node) || known.test(node)) {
                    open.pop();
                    continue;
                }
                int before = open.size();
                List<Var> operands = Graph.dependencies(node.unfolded());
                for (int i = operands.size() - 1; i >= 0; i--) {
                    Var operand = operands.get(i);
                    if (!done.contains(operand) && !known.test(operand)) {
                        open.push(operand);
                    }
                }
                if (open.size() == before) {
                    open.pop();
                    done.add(node);
                    order.add(node);
                }
            }
        }
        return order;
    }

    /** True of a constant that bodies have in common with what is around them: it is computed from no parameter of a body. */
    boolean isShared(Var node) {
        return node.op() instanceof Constant
                && (node.unfolded() == node
                        || !inside.computeIfAbsent(node, n -> order(List.of(n), _ -> false).stream()
                                .anyMatch(Body::isParameter)));
    }
}
