package ppl.api.predictive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import ppl.api.Model;
import ppl.api.NewData;
import ppl.api.plan.Plan;
import ppl.graph.Var;

/**
 * The model of a plan with other data. A variable that was observed in part has fitted values for its missing elements only if it is the same:
 * with other data or labels it is drawn as one that was observed in full.
 *
 * @param model with what is still observed in part taken apart, as the plan has it
 * @param same the names of variables whose nodes are those of the fit
 * @param whole the names of variables that were observed in part, and are drawn
 */
record PredictedModel(Model model, Set<String> same, Set<String> whole) {

    /** The model of a plan with data. */
    static PredictedModel of(Plan plan, Consumer<NewData> data) {
        Model built = plan.built();
        Model next = built.with(data);
        Map<String, Var> before = nodes(built);
        Map<String, Var> now = nodes(next);
        Set<String> same = new HashSet<>();
        before.forEach((name, node) -> {
            if (now.get(name) == node) {
                same.add(name);
            }
        });
        Set<String> whole = new HashSet<>();
        for (Model.Observed o : built.observed()) {
            if (o.missing() != null) {
                boolean kept = next.observed().stream().anyMatch(x -> x.name().equals(o.name()));
                if (kept && same.contains(o.name())) {
                    plan.model().free().stream()
                            .map(Model.Free::name)
                            .filter(name -> !before.containsKey(name))
                            .forEach(same::add);
                } else {
                    whole.add(o.name());
                    next = kept ? next.unobserve(o.name()) : next;
                }
            }
        }
        return new PredictedModel(next.imputed(), Set.copyOf(same), Set.copyOf(whole));
    }

    private static Map<String, Var> nodes(Model model) {
        Map<String, Var> nodes = new HashMap<>();
        put(nodes, model.free(), Model.Free::name, Model.Free::node);
        put(nodes, model.summed(), Model.Summed::name, Model.Summed::node);
        put(nodes, model.observed(), Model.Observed::name, Model.Observed::node);
        put(nodes, model.deterministics(), Model.Deterministic::name, Model.Deterministic::node);
        return nodes;
    }

    private static <T> void put(Map<String, Var> nodes, List<T> of, Function<T, String> name, Function<T, Var> node) {
        of.forEach(x -> nodes.put(name.apply(x), node.apply(x)));
    }
}
