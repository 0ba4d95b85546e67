package ppl.api.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.picture.Diagram.Kind;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Which variables of a model a variable is computed from with no other one between. */
final class Parents {

    /** A variable of a model, or its data. */
    record Named(int position, String name, Kind kind, Var node, List<Dim> dims, String law) {}

    private final List<Named> all = new ArrayList<>();
    private final Map<Var, Named> byNode = new IdentityHashMap<>();

    Parents(Model model) {
        model.data().forEach(d -> add(d.name(), Kind.DATA, d.node(), d.dims(), "Data"));
        model.free().forEach(v -> add(v.name(), Kind.FREE, v.node(), v.dims(), law(v.node())));
        model.summed().forEach(z -> add(z.name(), Kind.SUMMED, z.node(), z.dims(), law(z.node()) + ", summed out"));
        model.observed().forEach(o -> add(o.name(), Kind.OBSERVED, o.node(), o.dims(), law(o.node()) + seen(o)));
        model.deterministics().forEach(d -> add(d.name(), Kind.DETERMINISTIC, d.node(), d.dims(), "Deterministic"));
        model.potentials().forEach(p -> add(p.name(), Kind.POTENTIAL, p.node(), List.of(), "Potential"));
    }

    private void add(String name, Kind kind, Var node, List<Dim> dims, String law) {
        Named v = new Named(all.size(), name, kind, node, dims, law);
        all.add(v);
        byNode.putIfAbsent(node, v); // a quantity that is another variable follows from that one
    }

    private static String law(Var node) {
        return node.op() instanceof RandomOp draw ? draw.family().name() : "Expression";
    }

    private static String seen(Model.Observed o) {
        if (o.missing() == null) {
            return "";
        }
        return ", " + o.missingCount() + " missing";
    }

    /** All, each at its position. */
    List<Named> all() {
        return all;
    }

    /** The variable that a node is; null if it is none. */
    @Nullable
    Named named(Var node) {
        return byNode.get(node);
    }

    /** The positions of what a variable is directly computed from, ascending. */
    Set<Integer> of(Named v) {
        Named same = byNode.get(v.node());
        return same != v && same != null ? Set.of(same.position()) : before(inputs(v.node()));
    }

    /** The positions of the variables that nodes are or are directly computed from, ascending. */
    Set<Integer> before(List<Var> nodes) {
        Set<Integer> found = new TreeSet<>();
        Set<Var> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(nodes);
        while (!open.isEmpty()) {
            Var node = open.removeLast();
            Named named = byNode.get(node);
            if (named != null) {
                found.add(named.position());
            } else if (visited.add(node)) {
                open.addAll(inputs(node));
            }
        }
        return found;
    }

    /** What was computed of data when the graph was built is computed from them here too. */
    private static List<Var> inputs(Var node) {
        return Graph.dependencies(node.unfolded());
    }
}
