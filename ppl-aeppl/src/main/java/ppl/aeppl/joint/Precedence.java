package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.rule.Environment;
import ppl.graph.Graph;
import ppl.graph.Var;

/** The order in which bindings are processed. */
final class Precedence {

    private Precedence() {}

    /** Parents first, else by name: the same whatever the order in which values were given. */
    static List<Binding> sorted(List<Binding> bindings) {
        List<Binding> sorted = new ArrayList<>(bindings);
        sorted.sort(Comparator.comparing(Binding::name));
        Map<Var, Integer> position = new IdentityHashMap<>();
        for (Var node : Graph.order(sorted.stream().map(Binding::node).toList())) {
            position.put(node, position.size());
        }
        sorted.sort(Comparator.comparing(b -> position.get(b.node())));
        return sorted;
    }

    /**
     * True if a binding other than {@code mine} depends on one of the draws, other than by way of the node of {@code mine}:
     * it may determine the draw's value.
     */
    static boolean needed(List<Var> draws, Binding mine, List<Binding> pending, Environment environment) {
        if (draws.isEmpty()) {
            return false;
        }
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(mine.node());
        List<Var> open = new ArrayList<>();
        for (Binding other : pending) {
            if (other != mine) {
                open.add(other.node());
                if (other instanceof Binding.Given given) {
                    open.add(given.value());
                }
            }
        }
        while (!open.isEmpty()) {
            Var top = open.removeLast();
            if (!seen.add(top) || environment.fixed(top) != null) {
                continue;
            }
            if (draws.contains(top)) {
                return true;
            }
            open.addAll(Graph.dependencies(top));
        }
        return false;
    }
}
