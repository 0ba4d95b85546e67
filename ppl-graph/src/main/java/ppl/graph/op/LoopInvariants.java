package ppl.graph.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Loop.Part;

/** The nodes of a loop's step that are the same in all steps: functions of operands that do not change, and states that no step changes. */
final class LoopInvariants {

    private final Loop loop;
    private final List<Var> inputs;
    private final Map<Var, Var> outside = new IdentityHashMap<>();
    private final Set<Var> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Var> order;

    LoopInvariants(Loop loop, List<Var> inputs, LoopReach reach) {
        this.loop = loop;
        this.inputs = inputs;
        for (int m = 0; m < loop.others().size(); m++) {
            outside.put(loop.others().get(m), loop.others(inputs).get(m));
        }
        for (int k = 0; k < loop.states(); k++) {
            if (isKept(k)) {
                outside.put(loop.before().get(k), loop.first(inputs).get(k));
            }
        }
        this.order = Graph.order(reach.roots());
        for (Var node : order) {
            boolean same = node.op() instanceof Input
                    ? outside.containsKey(node)
                    : nodes.containsAll(Graph.dependencies(node));
            if (same) {
                nodes.add(node);
            }
        }
    }

    /** True if every step leaves the state as it was. */
    boolean isKept(int state) {
        return loop.next().get(state) == loop.before().get(state);
    }

    /** What a result is without the loop; null if it needs it. */
    @Nullable
    Var known(Part part) {
        boolean all = loop.reachesAll(inputs);
        return switch (part) {
            case Part.Made _ -> all ? inputs.getFirst() : null;
            case Part.Last(int k) -> isKept(k) ? loop.first(inputs).get(k) : null;
            case Part.Before(int k) -> all && isKept(k) ? repeated(loop.before().get(k)) : null;
            case Part.Stack(int j) ->
                all && nodes.contains(loop.stacked().get(j))
                        ? repeated(loop.stacked().get(j))
                        : null;
        };
    }

    private Var repeated(Var inside) {
        Var x = value(inside);
        int[] axes = new int[x.rank()];
        Arrays.setAll(axes, a -> a + 1);
        return Broadcast.into(x, Shape.of(List.of(Extent.of(inputs.getFirst()))).concat(x.shape()), axes);
    }

    /** A node of the step as a node of the graph around. */
    Var value(Var inside) {
        return Substitution.replace(List.of(inside), outside).getFirst();
    }

    /**
     * What is worth to be computed before the loop, operands first: computed nodes that others read which change. A repetition
     * stays inside; what it repeats is taken out.
     */
    Set<Var> hoistable() {
        Set<Var> hoisted = new LinkedHashSet<>();
        for (Var node : order) {
            if (!nodes.contains(node)) {
                node.inputs().forEach(x -> hoist(x, hoisted));
            }
        }
        for (Var root : loop.step().results()) {
            hoist(root, hoisted);
        }
        return hoisted;
    }

    private void hoist(Var x, Set<Var> hoisted) {
        if (!nodes.contains(x)) {
            return;
        }
        switch (x.op()) {
            case Input _, Constant _, Iota _ -> {}
            case Broadcast _ -> hoist(x.inputs().getFirst(), hoisted);
            default -> hoisted.add(x);
        }
    }
}
