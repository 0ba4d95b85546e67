package ppl.backend.spi.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Select;

/**
 * Where both sides of a choice do the same, it is done once, to operands that are chosen: a choice of {@code a / b} and {@code c / d} is
 * one quotient. A register computes both sides, so that is a division less; the bits are the same. It is done where a choice
 * takes the place of an operation at least, and only once a gradient is derived, which wants the choice outside.
 */
final class Choices {

    /** Each round goes one operation deeper. */
    private static final int MOST_ROUNDS = 32;

    private final Map<Var, Integer> uses = new IdentityHashMap<>();

    private Choices(Graph graph, List<Var> order) {
        graph.outputs().forEach(this::use);
        order.forEach(node -> node.inputs().forEach(this::use));
    }

    private void use(Var node) {
        uses.merge(node, 1, Integer::sum);
    }

    /** The graph with what both sides of choices share done once. */
    static Graph merge(Graph graph) {
        Graph now = graph;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Var> order = now.order();
            Choices choices = new Choices(now, order);
            if (order.stream().allMatch(node -> choices.merged(node, node.op(), node.inputs()) == null)) {
                return now;
            }
            now = new Graph(now.inputs(), Substitution.rebuild(now.outputs(), Map.of(), choices::merged));
        }
        return now;
    }

    private @Nullable Var merged(Var node, Op op, List<Var> operands) {
        if (!(op instanceof Select)) {
            return null;
        }
        Var condition = operands.getFirst();
        Var first = side(condition, operands.get(1), 1);
        Var second = side(condition, operands.get(2), 2);
        Var inside =
                isLast(node.inputs().get(1)) && isLast(node.inputs().get(2)) ? inside(condition, first, second) : null;
        if (inside != null) {
            return inside;
        }
        return first == operands.get(1) && second == operands.get(2) ? null : Var.of(op, condition, first, second);
    }

    /** What a side of a choice is where the condition is known to choose it. */
    private static Var side(Var condition, Var side, int chosen) {
        boolean again = side.op() instanceof Select && side.inputs().getFirst() == condition;
        return again ? side.inputs().get(chosen) : side;
    }

    private boolean isLast(Var side) {
        return uses.getOrDefault(side, 0) == 1;
    }

    private static @Nullable Var inside(Var condition, Var first, Var second) {
        if (!(first.op() instanceof Pointwise op) || !op.equals(second.op()) || first == second) {
            return null;
        }
        List<Var> operands = new ArrayList<>();
        int choices = 0;
        for (int k = 0; k < first.inputs().size(); k++) {
            Var a = first.inputs().get(k);
            Var b = second.inputs().get(k);
            if (!a.type().equals(b.type())) {
                return null;
            }
            Var chosen = a == b ? a : Var.of(new Select(), condition, a, b);
            choices += a == b || operands.contains(chosen) ? 0 : 1;
            operands.add(chosen);
        }
        boolean pays = choices <= 1 || choices == 2 && op.equals(new Binary(Binary.Fn.DIV));
        return pays ? Var.of(op, operands) : null;
    }
}
