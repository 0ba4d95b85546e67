package ppl.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import ppl.aeppl.partial.Ellipsoids;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Observed variables that have no values any more. A draw is a variable without a value; an expression is computed, from draws that are
 * variables without values then.
 */
final class Unseen {

    private final Parts parts;
    private final Set<Var> variables = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> names = new HashSet<>();

    Unseen(Parts parts) {
        this.parts = parts;
    }

    /** A model without the values of a variable. */
    static Model in(Model model, String name) {
        Parts parts = Parts.of(model);
        for (Model.Observed o : model.observed()) {
            if (o.name().equals(name)) {
                requireWhole(o);
                parts.observed().remove(o);
                new Unseen(parts).add(List.of(o));
                return new Model(parts);
            }
        }
        throw VariableNames.refused(model, name, "an observed variable", "");
    }

    /** Where nothing was seen its law says nothing, so that nobody can sample all of it. */
    private static void requireWhole(Model.Observed o) {
        if (Ellipsoids.isSeenPart(o.node())) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "'" + o.name() + "' is what was seen of vectors some of whose elements are missing, and without its"
                            + " values it has no distribution: take them away from the model as it was before imputed()");
        }
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
        names.addAll(parts.names().keySet());
        unseen.forEach(o -> names.add(o.name()));
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
