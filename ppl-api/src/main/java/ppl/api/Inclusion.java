package ppl.api;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RandomOp.Site;

/** Makes a model part of another one: copies of its variables, whose names, streams of random numbers included, have a prefix. */
final class Inclusion {

    private final ModelBuilder builder;
    private final String prefix;
    private final Map<String, Dim> dims = new LinkedHashMap<>();

    Inclusion(ModelBuilder builder, @Nullable String prefix) {
        if (prefix == null || prefix.isBlank()) {
            throw new ModelException(
                    ModelCode.NAME,
                    "a model that becomes part of another one needs a prefix that is not "
                            + (prefix == null ? "null" : "blank") + ": give it one");
        }
        this.builder = builder;
        this.prefix = prefix;
    }

    /** With all draws in it as draws of its own, so that a model may be included several times. */
    Submodel copy(Model part) {
        Set<Var> outside = set(Graph.order(builder.parts().nodes()));
        Set<Var> inside = set(Graph.order(Parts.of(part).nodes()));
        inside.removeAll(outside);
        return include(part, inside);
    }

    /** With its variables renamed; other draws in it stay what they are, since they may be used outside. */
    Submodel rename(Model part) {
        Set<Var> variables = set(List.of());
        part.free().forEach(v -> variables.add(v.node()));
        part.summed().forEach(z -> variables.add(z.node()));
        part.observed().forEach(o -> variables.add(o.node()));
        return include(part, variables);
    }

    private static Set<Var> set(List<Var> nodes) {
        Set<Var> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(nodes);
        return set;
    }

    private Submodel include(Model part, Set<Var> renamed) {
        for (Dim d : part.dims()) {
            dims.put(d.name(), builder.dims.add(new Dim(named(d.name()), d.coord())));
        }
        Parts now = nodes(Parts.of(part), renamed);
        Map<String, Var> nodes = new LinkedHashMap<>();
        for (Model.Data d : now.data()) {
            builder.keepData(named(d.name()), d.node(), along(d.dims()));
            nodes.put(d.name(), d.node());
        }
        for (Model.Free v : now.free()) {
            builder.keepDraw(named(v.name()), v.node(), false, along(v.dims()));
            nodes.put(v.name(), v.node());
        }
        for (Model.Summed z : now.summed()) {
            builder.keepDraw(named(z.name()), z.node(), true, along(z.dims()));
            nodes.put(z.name(), z.node());
        }
        for (Model.Observed o : now.observed()) {
            builder.keepObserved(named(o.name()), o.node(), o.value(), o.missing(), along(o.dims()));
            nodes.put(o.name(), o.node());
        }
        for (Model.Deterministic d : now.deterministics()) {
            nodes.put(d.name(), builder.deterministic(named(d.name()), d.node(), along(d.dims())));
        }
        now.potentials().forEach(p -> builder.potential(named(p.name()), p.node()));
        return new Submodel(prefix, nodes, dims);
    }

    private Parts nodes(Parts parts, Set<Var> renamed) {
        Map<Var, Var> data = new IdentityHashMap<>();
        parts.data().forEach(d -> data.put(d.node(), Var.data(named(d.name()), d.value())));
        return parts.withNodes(Substitution.rebuild(
                parts.nodes(),
                data,
                (node, op, operands) -> op instanceof RandomOp draw && renamed.contains(node)
                        ? Var.of(new RandomOp(draw.family(), site(draw), draw.batch()), operands)
                        : null));
    }

    private Site site(RandomOp draw) {
        String name = draw.site().name();
        return Site.named(name.isBlank() ? name : named(name));
    }

    private String named(String name) {
        return prefix + "." + name;
    }

    private Dim[] along(List<Dim> before) {
        return before.stream().map(d -> dims.get(d.name())).toArray(Dim[]::new);
    }
}
