package ppl.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Observed variables that have no values any more. A draw is a variable without a value; an expression is computed, from draws that are
 * variables without values then.
 */
final class Unseen {

    private final Model.Parts parts;
    private final Set<Var> variables = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> names = new HashSet<>();

    Unseen(Model.Parts parts) {
        this.parts = parts;
    }

    void add(List<Model.Observed> unseen) {
        note(unseen);
        for (Model.Observed o : unseen) {
            if (o.node().op() instanceof RandomOp) {
                parts.free().add(new Model.Free(o.name(), o.node(), o.dims()));
            } else {
                parts.deterministics()
                        .add(new Model.Deterministic(o.name(), o.node().called(o.name()), o.dims()));
                draws(o);
            }
        }
    }

    private void note(List<Model.Observed> unseen) {
        parts.free().forEach(v -> variables.add(v.node()));
        parts.summed().forEach(z -> variables.add(z.node()));
        parts.observed().forEach(o -> variables.add(o.node()));
        unseen.forEach(o -> variables.add(o.node()));
        Stream.of(
                        parts.free().stream().map(Model.Free::name),
                        parts.summed().stream().map(Model.Summed::name),
                        parts.observed().stream().map(Model.Observed::name),
                        parts.deterministics().stream().map(Model.Deterministic::name),
                        parts.potentials().stream().map(Model.Potential::name),
                        parts.data().stream().map(Model.Data::name),
                        parts.dims().stream().map(Dim::name),
                        unseen.stream().map(Model.Observed::name))
                .flatMap(n -> n)
                .forEach(names::add);
    }

    /** What an expression is made of beside variables of the model. */
    private void draws(Model.Observed o) {
        List<Var> anonymous = new ArrayList<>();
        for (Var node : Graph.order(List.of(o.node()))) {
            if (node.op() instanceof RandomOp && variables.add(node)) {
                anonymous.add(node);
            }
        }
        for (Var node : anonymous) {
            String site = ((RandomOp) node.op()).site().name();
            String name = site.isBlank() ? o.name() + "_noise" : site;
            for (int i = 2; !names.add(name); i++) {
                name = o.name() + "_" + site + (i > 2 ? "_" + i : "");
            }
            parts.free().add(new Model.Free(name, node, List.of()));
        }
    }
}
