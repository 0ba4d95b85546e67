package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.SummedVariable;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.Relabelling;
import ppl.api.plan.Plan;
import ppl.graph.Var;
import ppl.graph.resize.FittedValues;
import ppl.graph.resize.Resized;

/** The model of a fit with what becomes of its dims, to find what depends on the order of labels. */
final class FittedOrder {

    private final Plan plan;
    private final PredictedModel predicted;
    private final PredictionRequest given;
    private final Map<String, Dim> dims = new HashMap<>();
    private final List<Var> outputs = new ArrayList<>();
    private final List<Resized.Along> along = new ArrayList<>();
    private final Map<String, Var> nodes = new HashMap<>();
    private final Set<Var> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Var> moved = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Var> unnamed = Collections.newSetFromMap(new IdentityHashMap<>());

    private FittedOrder(Plan plan, PredictedModel predicted, PredictionRequest given) {
        this.plan = plan;
        this.predicted = predicted;
        this.given = given;
        predicted.model().dims().forEach(d -> dims.put(d.name(), d));
        Model built = plan.built();
        built.data().forEach(d -> add(d.name(), d.node(), d.dims()));
        built.free().forEach(v -> add(v.name(), v.node(), v.dims()));
        built.summed().forEach(z -> add(z.name(), z.node(), z.dims()));
        built.observed().forEach(o -> add(o.name(), o.node(), o.dims()));
        built.deterministics().forEach(d -> add(d.name(), d.node(), d.dims()));
        built.potentials().forEach(p -> outputs.add(p.node()));
        Set<String> fitted = new HashSet<>();
        plan.joint().free().stream().map(FreeVariable::name).forEach(fitted::add);
        plan.joint().summed().stream().map(SummedVariable::name).forEach(fitted::add);
        built.free().stream().filter(v -> fitted.contains(v.name())).forEach(v -> fitted(v.name(), v.node(), v.dims()));
        built.summed().stream()
                .filter(v -> fitted.contains(v.name()))
                .forEach(v -> fitted(v.name(), v.node(), v.dims()));
        built.observed().stream()
                .filter(o -> o.missing() != null
                        && !predicted.whole().contains(o.name())
                        && o.dims().isEmpty())
                .forEach(o -> unnamed.add(o.node()));
    }

    /** Of a prediction. */
    static FittedOrder of(Plan plan, PredictedModel predicted, PredictionRequest given) {
        return new FittedOrder(plan, predicted, given);
    }

    private void add(String name, Var node, List<Dim> axes) {
        nodes.put(name, node);
        for (int a = 0; a < axes.size(); a++) {
            Dim before = axes.get(a);
            Dim after = dims.getOrDefault(before.name(), before);
            int[] sources = new Relabelling(before, after).sources();
            boolean reordered = false;
            for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
                reordered |= sources[i] != i;
            }
            boolean counted = before.isNumbered() && before.size() != after.size();
            boolean moved = reordered || counted || after.size() < before.size();
            boolean renewed = given.isOfOtherRows(plan.built(), before);
            along.add(new Resized.Along(outputs.size(), a, before.name(), after.size(), moved, reordered, renewed));
        }
        outputs.add(node);
    }

    private void fitted(String name, Var node, List<Dim> axes) {
        List<Dim> after = axes.stream().map(d -> dims.getOrDefault(d.name(), d)).toList();
        FittedLabels labels = FittedLabels.of(name, axes, after, given, plan.built());
        if (labels.unseen().isEmpty()) {
            known.add(node);
        }
        if (!labels.areAsBefore() && labels.hasFitted()) {
            moved.add(node);
        }
        if (axes.isEmpty() && node.rank() > 0) {
            unnamed.add(node);
        }
    }

    void requireLabelled(List<OutputVariable> chosen) {
        Map<Var, Var> data = new IdentityHashMap<>();
        for (Model.Data d : predicted.model().data()) {
            Var before = nodes.get(d.name());
            if (before != null && before != d.node()) {
                data.put(before, d.node());
            }
        }
        List<Var> asked = chosen.stream()
                .filter(v -> nodes.containsKey(v.name()))
                .map(v -> nodes.get(v.name()))
                .toList();
        new FittedValues(known, moved, unnamed).requireLabelled(outputs, data, along, asked);
    }
}
