package ppl.graph.resize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Iota;
import ppl.graph.op.RandomOp;
import ppl.graph.resize.Findings.Given;
import ppl.graph.resize.Findings.Order;

/**
 * Variables of expressions that were fitted, and keep their values by label where labels stand elsewhere. That is what is meant only where
 * nothing depends on the order of labels.
 *
 * @param known the variables that have fitted values for all labels
 * @param moved those that have some at other positions than in the fit
 * @param unnamed those whose axes lie along no dims, so that their elements stay where they are
 */
public record FittedValues(Set<Var> known, Set<Var> moved, Set<Var> unnamed) {

    /**
     * Refuses what would belong to other labels.
     *
     * @param outputs the expressions
     * @param data for each datum to be replaced what comes in its place
     * @param along which expressions lie along dims
     * @param asked those of the expressions that are asked for
     * @throws GraphException with code INDEX if an array, positions, a draw without dims or something that depends on the order has elements
     *     that may belong to other labels than before
     */
    public void requireLabelled(List<Var> outputs, Map<Var, Var> data, List<Resized.Along> along, List<Var> asked) {
        Resized.Read read = Resized.read(outputs, data, along);
        Findings findings = read.findings();
        Doubts.refuse(findings, read.lengths(), data.keySet(), draws(outputs));
        for (Occurrence o : findings.all) {
            if (unnamed.contains(o.node())) {
                requireNamed(o, read.lengths());
            }
        }
        for (Var y : asked) {
            Set<Var> reached = reached(y);
            Var source = reached.stream().filter(moved::contains).findFirst().orElse(null);
            for (Order order : findings.orders()) {
                Given given = read.lengths().given(order.axis());
                if (source != null
                        && given != null
                        && isOther(order, given)
                        && reached.contains(order.at().node())) {
                    throw ordered(y, source, order, given);
                }
            }
        }
    }

    private static boolean isOther(Order order, Given given) {
        return given.change().reordered()
                || !order.forward()
                        && (given.moved() || given.length() != given.axis().before());
    }

    private static Set<Var> draws(List<Var> outputs) {
        Set<Var> draws = Collections.newSetFromMap(new IdentityHashMap<>());
        Graph.order(outputs).stream().filter(x -> x.op() instanceof RandomOp).forEach(draws::add);
        return draws;
    }

    private static void requireNamed(Occurrence o, Lengths lengths) {
        for (Axis axis : o.axes()) {
            Given given = lengths.given(axis);
            if (given != null && given.change().reordered()) {
                throw new GraphException(
                        GraphCode.INDEX,
                        name(o.node()) + " has no dims, and meets " + Doubts.where(given) + ", which "
                                + Doubts.now(given)
                                + ", so its fitted elements may belong to others: name its axes with dims, and fit the model again");
            }
        }
    }

    /** What an expression is computed from, up to what has fitted values. */
    private Set<Var> reached(Var y) {
        Set<Var> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(List.of(y));
        while (!open.isEmpty()) {
            Var x = open.removeLast();
            if (reached.add(x) && !known.contains(x)) {
                open.addAll(x.unfolded().inputs());
            }
        }
        return reached;
    }

    private static GraphException ordered(Var y, Var source, Order order, Given given) {
        return new GraphException(
                GraphCode.INDEX,
                name(y) + " depends on the fitted " + name(source) + ", and by "
                        + by(order.at()) + " on the order along " + Doubts.where(given) + ", which "
                        + Doubts.now(given)
                        + ", so fitted values do not say what it is there: keep the labels where they were, with new ones behind them"
                        + (order.forward() ? "" : " only as many as before") + ", or fit the model again");
    }

    private static String by(Occurrence o) {
        return o.op() instanceof Iota ? "counted positions" : o.node().describe();
    }

    private static String name(Var node) {
        return node.op() instanceof RandomOp draw ? "'" + draw.site().name() + "'" : node.describe();
    }
}
