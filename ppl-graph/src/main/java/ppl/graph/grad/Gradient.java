package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Var;

/**
 * Reverse-mode differentiation. A gradient is a graph like any other: it can be rewritten, compiled and differentiated
 * again. Contributions to one node are added in the order in which its users appear, last first, so the result depends
 * on structure alone.
 *
 * <p>What a choice leaves out contributes 0, also where its slope is infinite or NaN there: the gradient of
 * {@code where(x > 0, x log x, -3x)} at -1 is -3.
 */
public final class Gradient {

    private Gradient() {}

    /** The gradient of a float scalar; zeros for nodes on which it does not depend. */
    public static List<Var> of(Var y, List<Var> xs) {
        if (y.rank() != 0 || !y.dtype().isFloat()) {
            throw new GraphException(
                    "a gradient is taken of a float scalar, but " + y.describe() + " is not; sum it, or use vjp");
        }
        List<@Nullable Var> parts = vjp(y, xs, Var.onesLike(y));
        List<Var> gradient = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            Var part = parts.get(i);
            gradient.add(part == null ? Var.zerosLike(xs.get(i)) : part);
        }
        return gradient;
    }

    /** The gradient of a float scalar by one node. */
    public static Var of(Var y, Var x) {
        return of(y, List.of(x)).getFirst();
    }

    /**
     * Pulls a cotangent of {@code y} back to {@code xs}, which may be any nodes.
     *
     * @return a cotangent for each of {@code xs}; null where {@code y} does not depend on it differentiably
     */
    public static List<@Nullable Var> vjp(Var y, List<Var> xs, Var cotangent) {
        Set<Var> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        targets.addAll(xs);
        List<Var> path = between(y, targets);
        Map<Var, Var> cotangents = new IdentityHashMap<>();
        cotangents.put(y, cotangent);
        Set<Var> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
        onPath.addAll(path);
        Taken taken = new Taken(y, cotangent);
        for (int i = path.size() - 1; i >= 0; i--) {
            Var node = path.get(i);
            Var incoming = cotangents.get(node);
            if (incoming == null || targets.contains(node)) {
                continue;
            }
            List<@Nullable Var> outgoing = taken.vjp(node, incoming);
            for (int k = 0; k < node.inputs().size(); k++) {
                Var x = node.inputs().get(k);
                Var part = outgoing.get(k);
                if (part != null && onPath.contains(x)) {
                    cotangents.merge(x, part, Var::plus);
                }
            }
        }
        List<@Nullable Var> result = new ArrayList<>();
        for (Var x : xs) {
            result.add(cotangents.get(x));
        }
        return result;
    }

    /** The nodes from which {@code y} is reached and which depend on a target, operands first; targets are leaves. */
    private static List<Var> between(Var y, Set<Var> targets) {
        List<Var> path = new ArrayList<>();
        Set<Var> depends = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Var node : Graph.order(List.of(y))) {
            if (targets.contains(node) || node.inputs().stream().anyMatch(depends::contains)) {
                depends.add(node);
                path.add(node);
            }
        }
        return path;
    }
}
