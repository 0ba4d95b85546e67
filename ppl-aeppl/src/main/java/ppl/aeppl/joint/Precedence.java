package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.rule.Environment;
import ppl.graph.Graph;
import ppl.graph.Var;

/** The order in which bindings are processed, and which of them use a draw. */
final class Precedence {

    private final List<Binding> sorted;
    private final Map<Var, List<Var>> users = new IdentityHashMap<>();
    private final Map<Var, List<Binding>> bindings = new IdentityHashMap<>();

    Precedence(List<Binding> bindings) {
        this.sorted = sorted(bindings);
        List<Var> roots = new ArrayList<>();
        for (Binding b : sorted) {
            for (Var root : b instanceof Binding.Given given ? List.of(b.node(), given.value()) : List.of(b.node())) {
                roots.add(root);
                this.bindings.computeIfAbsent(root, _ -> new ArrayList<>(1)).add(b);
            }
        }
        for (Var node : Graph.order(roots)) {
            for (Var operand : Graph.dependencies(node)) {
                users.computeIfAbsent(operand, _ -> new ArrayList<>(1)).add(node);
            }
        }
    }

    /** Parents first, else by name: the same whatever the order in which values were given. */
    List<Binding> sorted() {
        return sorted;
    }

    /** The nodes of which a node is an operand, among those on which bindings depend. */
    List<Var> users(Var node) {
        return users.getOrDefault(node, List.of());
    }

    private static List<Binding> sorted(List<Binding> bindings) {
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
    boolean needed(List<Var> draws, Binding mine, Collection<Binding> pending, Environment environment) {
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(mine.node());
        List<Var> open = new ArrayList<>(draws);
        while (!open.isEmpty()) {
            Var top = open.removeLast();
            if (!seen.add(top) || environment.fixed(top) != null) {
                continue;
            }
            for (Binding b : bindings.getOrDefault(top, List.of())) {
                if (b != mine && pending.contains(b)) {
                    return true;
                }
            }
            open.addAll(users(top));
        }
        return false;
    }
}
