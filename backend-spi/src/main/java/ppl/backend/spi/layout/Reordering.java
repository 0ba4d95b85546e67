package ppl.backend.spi.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Constant;

/** A graph written anew with axes in other orders: only constants change. */
final class Reordering {

    private final TiedAxes axes;
    private final Map<Integer, RowOrder> orders;
    private final Map<Var, Var> written = new IdentityHashMap<>();
    /** Constants by the order of each of their axes. */
    private final Map<Var, Map<List<@Nullable RowOrder>, Var>> moved = new IdentityHashMap<>();

    /**
     * Makes other orders.
     *
     * @param orders those of classes of axes that get one
     */
    Reordering(TiedAxes axes, Map<Integer, RowOrder> orders) {
        this.axes = axes;
        this.orders = orders;
    }

    /** The graph of nodes that come operands first. */
    Graph apply(Graph graph, List<Var> nodes) {
        for (Var x : nodes) {
            List<Var> operands = new ArrayList<>();
            for (int k = 0; k < x.inputs().size(); k++) {
                operands.add(operand(x, k));
            }
            boolean same = operands.equals(x.inputs());
            written.put(x, same ? x : x.derive(() -> Var.of(x.op(), operands)));
        }
        return new Graph(
                graph.inputs(), graph.outputs().stream().map(this::written).toList());
    }

    private Var operand(Var user, int k) {
        Var x = user.inputs().get(k);
        if (!(x.op() instanceof Constant(Tensor value))) {
            return written(x);
        }
        List<@Nullable RowOrder> byAxis = new ArrayList<>(value.rank());
        for (int a = 0; a < value.rank(); a++) {
            byAxis.add(orders.get(axes.ofOperand(user, k, a)));
        }
        return byAxis.stream().allMatch(Objects::isNull)
                ? x
                : moved.computeIfAbsent(x, _ -> new HashMap<>()).computeIfAbsent(byAxis, _ -> moved(value, byAxis));
    }

    private static Var moved(Tensor value, List<@Nullable RowOrder> byAxis) {
        Tensor moved = value;
        for (int a = 0; a < byAxis.size(); a++) {
            RowOrder order = byAxis.get(a);
            moved = order == null ? moved : order.of(moved, a);
        }
        return Var.constant(moved);
    }

    private Var written(Var x) {
        Var y = written.get(x);
        if (y == null) {
            throw new AssertionError("used before it is written: " + x);
        }
        return y;
    }
}
