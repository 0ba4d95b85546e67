package ppl.api.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.api.Model;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Decides which variables without a value are sampled. A variable on which no observed value and no potential depends has, given
 * its parameters, the same law whatever the data are. It is drawn forward after each draw of the others, which costs a sampler
 * nothing and also works for whole numbers.
 */
final class Roles {

    /** A role and the reason for it. */
    record Decision(Role role, String why) {}

    private static final int NAMED = 3;

    private final Model model;
    private final List<Root> roots = new ArrayList<>();

    /** An observed value or a potential, which informs about the variables it depends on. */
    private record Root(String name, Set<Var> ancestors) {
        static Root of(String name, Var node) {
            Set<Var> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
            ancestors.addAll(Graph.order(List.of(node)));
            return new Root(name, ancestors);
        }
    }

    private Roles(Model model) {
        this.model = model;
        model.observed().forEach(o -> roots.add(Root.of(o.name(), o.node())));
        model.potentials().forEach(p -> roots.add(Root.of(p.name(), p.node())));
    }

    /** The decision for each variable without a value, by name, in the order of the model. */
    static Map<String, Decision> of(Model model) {
        return new Roles(model).decide();
    }

    private Map<String, Decision> decide() {
        if (roots.isEmpty()) {
            return allSampled("nothing is observed, so these are draws of the prior");
        }
        List<Root> undrawable = model.free().stream()
                .filter(v -> !canBeDrawn(v.node()))
                .map(v -> Root.of(v.name(), v.node()))
                .toList();
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Model.Free v : model.free()) {
            List<String> telling = names(roots, v.node());
            List<String> needing = names(undrawable, v.node());
            if (!telling.isEmpty()) {
                decisions.put(v.name(), new Decision(Role.SAMPLED, depend(telling)));
            } else if (!needing.isEmpty()) {
                String why = needing.contains(v.name())
                        ? "nothing can be drawn from its distribution"
                        : depend(needing) + ", which cannot be drawn";
                decisions.put(v.name(), new Decision(Role.SAMPLED, why));
            } else {
                decisions.put(v.name(), new Decision(Role.DRAWN_FORWARD, "nothing observed depends on it"));
            }
        }
        for (Model.Summed z : model.summed()) {
            List<String> telling = names(roots, z.node());
            decisions.put(
                    z.name(),
                    telling.isEmpty()
                            ? new Decision(Role.DRAWN_FORWARD, "nothing observed depends on it")
                            : new Decision(Role.SUMMED_OUT, depend(telling)));
        }
        boolean some = decisions.values().stream().anyMatch(d -> d.role() == Role.SAMPLED);
        return some ? decisions : noneSampled(decisions);
    }

    /** Of what would be drawn forward alone draws of the prior are made. */
    private Map<String, Decision> noneSampled(Map<String, Decision> decisions) {
        boolean told = decisions.values().stream().anyMatch(d -> d.role() == Role.SUMMED_OUT);
        Map<String, Decision> all = allSampled(
                told
                        ? "nothing observed depends on it, so these are draws of its prior"
                        : "nothing observed depends on any variable, so these are draws of the prior");
        decisions.forEach((name, d) -> {
            if (d.role() == Role.SUMMED_OUT) {
                all.put(name, d);
            }
        });
        return all;
    }

    private Map<String, Decision> allSampled(String why) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        model.free().forEach(v -> decisions.put(v.name(), new Decision(Role.SAMPLED, why)));
        model.summed().forEach(z -> decisions.put(z.name(), new Decision(Role.SUMMED_OUT, why)));
        return decisions;
    }

    private static boolean canBeDrawn(Var node) {
        return node.op() instanceof RandomOp draw && draw.family().whyNoDraws() == null;
    }

    private static List<String> names(List<Root> roots, Var node) {
        return roots.stream()
                .filter(r -> r.ancestors().contains(node))
                .map(Root::name)
                .toList();
    }

    private static String depend(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst() + " depends on it";
        }
        if (names.size() <= NAMED) {
            String all = String.join(", ", names.subList(0, names.size() - 1));
            return all + " and " + names.getLast() + " depend on it";
        }
        return String.join(", ", names.subList(0, NAMED - 1)) + " and " + (names.size() - NAMED + 1)
                + " others depend on it";
    }
}
