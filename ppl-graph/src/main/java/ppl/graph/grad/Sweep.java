package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.Slice;

/**
 * One walk from results back to leaves. Results of one application are differentiated together, when the cotangents of all are
 * there: at the first of them in the order of the graph, since their users come after and their operands before it.
 */
final class Sweep {

    private final Map<Var, Contributions> cotangents = new IdentityHashMap<>();
    private final Set<Var> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Taken taken;

    /** Pulls a cotangent of each root back to the targets, which are leaves. */
    Sweep(List<Var> roots, List<Var> incoming, Set<Var> targets) {
        List<Var> path = between(roots, targets);
        onPath.addAll(path);
        taken = new Taken(roots, incoming);
        for (int i = 0; i < roots.size(); i++) {
            at(roots.get(i)).add(incoming.get(i));
        }
        Applications applications = Applications.among(path);
        for (Var node : path.reversed()) {
            if (!targets.contains(node) && applications.isFirst(node)) {
                pull(applications.of(node));
            }
        }
    }

    private Contributions at(Var node) {
        return cotangents.computeIfAbsent(node, x -> new Contributions(x.type()));
    }

    private void pull(List<Var> together) {
        List<Var> results = new ArrayList<>();
        List<Var> incoming = new ArrayList<>();
        for (Var result : together) {
            Var cotangent = cotangent(result);
            if (cotangent != null) {
                results.add(result);
                incoming.add(cotangent);
            }
        }
        if (!results.isEmpty() && !pullPiece(results.getFirst(), incoming.getFirst())) {
            pull(results, incoming);
        }
    }

    private boolean pullPiece(Var node, Var incoming) {
        if (!(node.op() instanceof Slice slice)) {
            return false;
        }
        Var operand = node.inputs().getFirst();
        Piece piece = Piece.of(slice, operand.shape(), incoming);
        if (piece == null) {
            return false;
        }
        taken.slice(node, piece);
        at(operand).add(piece);
        return true;
    }

    private void pull(List<Var> results, List<Var> incoming) {
        List<@Nullable Var> outgoing = taken.vjp(results, incoming);
        List<Var> operands = results.getFirst().inputs();
        for (int k = 0; k < operands.size(); k++) {
            Var part = outgoing.get(k);
            if (part != null && onPath.contains(operands.get(k))) {
                at(operands.get(k)).add(part);
            }
        }
    }

    /** What has arrived at a node; null if nothing has. */
    @Nullable
    Var cotangent(Var target) {
        Contributions arrived = cotangents.get(target);
        return arrived == null ? null : arrived.total();
    }

    /** What has arrived at a target and which of its elements were reached; null if nothing has arrived. */
    @Nullable
    Pulled pulled(Var target) {
        Var cotangent = cotangent(target);
        return cotangent == null ? null : new Pulled(cotangent, taken.at(target));
    }

    /** The nodes from which the roots are reached and which depend on a target, operands first; targets are leaves. */
    private static List<Var> between(List<Var> roots, Set<Var> targets) {
        List<Var> path = new ArrayList<>();
        Set<Var> depends = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Var node : Graph.order(roots)) {
            if (targets.contains(node) || node.inputs().stream().anyMatch(depends::contains)) {
                depends.add(node);
                path.add(node);
            }
        }
        return path;
    }
}
