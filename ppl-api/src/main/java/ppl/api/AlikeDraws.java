package ppl.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.aeppl.family.Family;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Draws of one name in an expression, such as two noises: they are different draws, which an expression alone does not show. */
final class AlikeDraws {

    private final Set<Var> variables = Collections.newSetFromMap(new IdentityHashMap<>());

    /** In a model, whose variables have names of their own. */
    AlikeDraws(Model model) {
        model.free().forEach(v -> variables.add(v.node()));
        model.summed().forEach(z -> variables.add(z.node()));
        model.observed().forEach(o -> variables.add(o.node()));
    }

    /** What is to be said of an expression: {@code e: 2 draws, of Normal(0.0, 1.0) and Normal(0.0, 5.0)}; empty if all have names of their own. */
    String in(Var expression) {
        return byLabel(expression).entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> e.getKey() + ": " + e.getValue().size() + " draws, of "
                        + e.getValue().stream().map(AlikeDraws::law).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; "));
    }

    /** The draws that an expression is made of, but for variables; those before others come first. */
    private Map<String, List<Var>> byLabel(Var expression) {
        Map<String, List<Var>> byLabel = new LinkedHashMap<>();
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(List.of(expression));
        while (!open.isEmpty()) {
            Var node = open.removeLast();
            if (!seen.add(node)) {
                continue;
            }
            boolean draw = node.op() instanceof RandomOp;
            if (draw && node != expression && !variables.contains(node)) {
                byLabel.computeIfAbsent(node.label(), _ -> new ArrayList<>()).addFirst(node);
            }
            if (node == expression || !draw) {
                open.addAll(Graph.dependencies(node));
            }
        }
        return byLabel;
    }

    private static String law(Var draw) {
        return draw.op() instanceof RandomOp(Family family, var _, var _)
                ? family.describe(draw.inputs())
                : draw.label();
    }
}
