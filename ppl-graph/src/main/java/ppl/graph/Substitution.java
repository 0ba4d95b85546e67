package ppl.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Op;

/**
 * Rebuilds graphs with some nodes replaced. Rebuilding goes through {@link Var#of}, so types are checked again and
 * simplifications that the replacement makes possible happen. Walks are iterative: depth is no limit.
 */
public final class Substitution {

    /** Decides what becomes of a node once its operands are rebuilt. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The replacement.
         *
         * @param node the node of the old graph
         * @param op its op, with symbolic lengths already replaced
         * @param operands its rebuilt operands
         * @return the new node, or null to keep the op on the rebuilt operands
         */
        @Nullable
        Var apply(Var node, Op op, List<Var> operands);
    }

    private final Map<Var, Var> done = new IdentityHashMap<>();
    private final Rule rule;

    private Substitution(Map<Var, Var> replacements, Rule rule) {
        done.putAll(replacements);
        this.rule = rule;
    }

    /** The outputs with nodes replaced as the map says. */
    public static List<Var> replace(List<Var> outputs, Map<Var, Var> replacements) {
        return rebuild(outputs, replacements, (_, _, _) -> null);
    }

    /** The outputs with nodes replaced as the map says, and all others as the rule says. */
    public static List<Var> rebuild(List<Var> outputs, Map<Var, Var> replacements, Rule rule) {
        Substitution s = new Substitution(replacements, rule);
        return outputs.stream().map(s::visit).toList();
    }

    private Var visit(Var output) {
        List<Var> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Var node = open.getLast();
            if (done.containsKey(node)) {
                open.removeLast();
                continue;
            }
            int before = open.size();
            List<Var> operands = Graph.dependencies(node.unfolded());
            for (int i = operands.size() - 1; i >= 0; i--) {
                if (!done.containsKey(operands.get(i))) {
                    open.add(operands.get(i));
                }
            }
            if (open.size() == before) {
                open.removeLast();
                done.put(node, node.derive(() -> rebuilt(node)));
            }
        }
        return replacement(output);
    }

    private Var rebuilt(Var constant) {
        Var node = constant.unfolded();
        boolean changed = false;
        List<Var> operands = new ArrayList<>(node.inputs().size());
        for (Var x : node.inputs()) {
            Var y = replacement(x);
            changed |= y != x;
            operands.add(y);
        }
        Op op = node.op();
        if (!Shape.areKnown(op.shapes())) {
            op = op.withShapes(op.shapes().stream().map(this::rebuilt).toList());
            changed |= !op.equals(node.op());
        }
        boolean folded = node != constant && !changed;
        Var replaced = folded ? rule.apply(constant, constant.op(), constant.inputs()) : rule.apply(node, op, operands);
        if (replaced != null) {
            return replaced;
        }
        return changed ? Var.of(op, operands) : constant;
    }

    private Shape rebuilt(Shape shape) {
        return Shape.of(shape.extents().stream()
                .map(e -> e instanceof Extent.Symbolic(Var length) ? Extent.of(replacement(length)) : e)
                .toList());
    }

    private Var replacement(Var x) {
        Var y = done.get(x);
        if (y == null) {
            throw new AssertionError("operand not visited: " + x);
        }
        return y;
    }
}
