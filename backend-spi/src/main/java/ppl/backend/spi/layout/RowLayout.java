package ppl.backend.spi.layout;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.ScatterAdd;

/**
 * Lays out rows by group. Where rows have a constant index through which they gather, and by which their adjoints are summed, they
 * are put in an order in which a loop finds rows of one group where it wants them ({@link SideBySide}). Of several
 * indices the one that gains most decides; the others gather and add as before.
 *
 * <p>Rows are all axes that must be in one order ({@link TiedAxes}); each set of them is decided apart. Sums over all rows combine
 * in the new order, which changes them by rounding. Sums by the index that decides keep their bits, since the order of
 * the rows of a group stays. Where the elements of some axis of the set are told apart by their place, as those of inputs and
 * outputs are, the rows stay: to move values at each call costs as many gathers as are saved, in the
 * gradient again as many sums, and takes passes over the rows that are not there otherwise.
 *
 * <p>Only indices and the structure of a graph decide, not the lengths of other axes and not how often an index is used: so a batch
 * of points has the order that one has, and a density that of its gradient.
 */
public final class RowLayout {

    /** Rows are moved if a loop saves a step for each of them, divided by this. */
    private static final int WORTH = 4;

    private RowLayout() {}

    /** A graph of equal values with its rows in an order that suits loops. What depends on no input must have been computed. */
    public static Graph apply(Graph graph) {
        List<Var> nodes = graph.order();
        if (graph.inputs().isEmpty() || nodes.stream().noneMatch(RowLayout::hasIndex)) {
            return graph; // run once, or nothing to gain
        }
        TiedAxes axes = new TiedAxes(graph, nodes);
        Map<Integer, RowOrder> orders = new HashMap<>();
        for (RowSpace space : spaces(axes, nodes)) {
            RowOrder order = space.best();
            long saved = space.cost(RowOrder.unchanged(space.rows())) - space.cost(order);
            if (saved * WORTH >= space.rows()) {
                orders.put(space.axes(), order);
            }
        }
        return orders.isEmpty() ? graph : new Reordering(axes, orders).apply(graph, nodes);
    }

    /** The sets of rows that have an index and may be moved. */
    private static List<RowSpace> spaces(TiedAxes axes, List<Var> nodes) {
        Map<Integer, RowSpace> spaces = new LinkedHashMap<>();
        for (Var x : nodes) {
            if (hasIndex(x)) {
                int rows = axes.ofOperand(x, 1, 0);
                if (!axes.isFixed(rows)) {
                    spaces.computeIfAbsent(rows, RowSpace::new).add(index(x));
                }
            }
        }
        return List.copyOf(spaces.values());
    }

    /** True if a node gathers or adds by an index that is one constant number for each row. */
    private static boolean hasIndex(Var x) {
        return (x.op() instanceof Gather || x.op() instanceof ScatterAdd)
                && x.inputs().get(1).op() instanceof Constant(Tensor t)
                && t.rank() == 1
                && t.length() > 1;
    }

    /** The group of each row. */
    private static int[] index(Var x) {
        Tensor t = ((Constant) x.inputs().get(1).op()).value();
        int[] groups = new int[t.length()];
        Arrays.setAll(groups, i -> (int) t.longAt(i));
        return groups;
    }
}
