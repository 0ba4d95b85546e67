package ppl.api.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;

/**
 * The values, at a point, of a node of the model and of all that it is computed from, up to draws. What an op computes inside is
 * among them where only that tells which elements count: the branches of a choice, and the expansion of a rich op that is not elementwise.
 */
final class NodeValues {

    /** An element of a node. */
    record Place(Var node, int element) {}

    private final Map<Var, Tensor> values = new IdentityHashMap<>();
    private final Set<Var> written;

    /** Evaluates. */
    NodeValues(PointValues at, Var node) {
        this.written = closure(node, NodeValues::writtenOperands);
        List<Var> nodes = List.copyOf(closure(node, NodeValues::computedFrom));
        List<Tensor> computed = at.valuesOf(nodes);
        for (int i = 0; i < computed.size(); i++) {
            values.put(nodes.get(i), computed.get(i));
        }
    }

    private static Set<Var> closure(Var node, Function<Var, List<Var>> operands) {
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var x = open.removeLast();
            if (seen.add(x)) {
                open.addAll(operands.apply(x));
            }
        }
        return seen;
    }

    /** As the user wrote it: what is in a branch was written too, the expansion of a rich op was not. */
    private static List<Var> writtenOperands(Var node) {
        return switch (node.op()) {
            case RandomOp _ -> List.of();
            case Projection(Cond cond, int index) -> List.of(cond.expand(node.inputs(), index));
            case RichOp _, Prim _ -> node.inputs();
        };
    }

    private static List<Var> computedFrom(Var node) {
        List<Var> operands = new ArrayList<>(writtenOperands(node));
        Var expansion = expansion(node);
        if (expansion != null) {
            operands.add(expansion);
        }
        return operands;
    }

    /** A node of equal value, if only that tells from which elements a node's are computed. */
    private static @Nullable Var expansion(Var node) {
        return switch (node.op()) {
            case Projection(Cond cond, int index) -> cond.expand(node.inputs(), index);
            case RichOp rich when !rich.isElementwise() -> rich.expand(node.inputs());
            case RichOp _, Prim _, RandomOp _ -> null;
        };
    }

    /** The value of a node. */
    Tensor at(Var node) {
        Tensor value = values.get(node);
        if (value == null) {
            throw new AssertionError("not computed: " + node);
        }
        return value;
    }

    boolean isFinite(Place at) {
        Tensor t = at(at.node());
        return !t.dtype().isFloat() || Double.isFinite(t.doubleAt(at.element()));
    }

    /** True of a node that the user wrote, false of one inside of a rich op. */
    boolean isWritten(Place at) {
        return written.contains(at.node());
    }

    /** The first operand's element that is not finite and that an element is computed from; null if there is none. */
    @Nullable
    Place notFiniteBefore(Place at) {
        if (at.node().op() instanceof RandomOp) {
            return null;
        }
        Var expansion = expansion(at.node());
        List<Place> before = expansion == null ? sources(at) : List.of(new Place(expansion, at.element()));
        return before.stream().filter(p -> !isFinite(p)).findFirst().orElse(null);
    }

    /** The elements of operands that an element is computed from. */
    List<Place> sources(Place at) {
        Var node = at.node();
        List<Tensor> operands = node.inputs().stream().map(this::at).toList();
        return node.op()
                .sources(operands, at(node).type(), at.element())
                .map((Source s) -> new Place(node.inputs().get(s.operand()), s.element()))
                .toList();
    }
}
