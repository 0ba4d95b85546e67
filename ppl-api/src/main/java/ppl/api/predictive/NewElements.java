package ppl.api.predictive;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.api.Model;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Gather;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Transpose;

/**
 * The elements of a variable for new labels of a dim, and what depends on them. They are followed along an axis of each node, up to where
 * other elements are taken by known positions; where an axis is not followed all of a node depends on them.
 */
final class NewElements {

    private static final int ALL = -1;

    private final Var variable;
    private final FittedLabels.Axis axis;
    private final Set<Var> others = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Var> elsewhere;

    private NewElements(Model model, Var variable, FittedLabels.Axis axis, PredictionRequest given) {
        this.variable = variable;
        this.axis = axis;
        model.free().forEach(v -> others.add(v.node()));
        model.summed().forEach(z -> others.add(z.node()));
        model.observed().forEach(o -> others.add(o.node()));
        String dim = axis.after().name();
        this.elsewhere = model.data().stream()
                .filter(given::isRenewed)
                .filter(d -> d.dims().stream().noneMatch(x -> x.name().equals(dim)))
                .map(Model.Data::node)
                .toList();
    }

    /** Of a variable along an axis. */
    static NewElements of(Model model, Var variable, FittedLabels.Axis axis, PredictionRequest given) {
        return new NewElements(model, variable, axis, given);
    }

    /** Whether an observed variable depends on one, other than through variables in between. At other data it is not what was observed. */
    boolean matterTo(Var observed) {
        Map<Var, Integer> along = new IdentityHashMap<>();
        List<Var> order = Graph.order(List.of(observed));
        if (order.stream().anyMatch(x -> elsewhere.stream().anyMatch(d -> d == x))) {
            return false;
        }
        for (Var node : order) {
            if (node == variable) {
                along.put(node, axis.axis());
            } else if (node == observed || !others.contains(node)) {
                follow(node, along);
            }
        }
        return along.containsKey(observed);
    }

    private void follow(Var node, Map<Var, Integer> along) {
        List<Integer> axes = node.inputs().stream()
                .filter(along::containsKey)
                .map(along::get)
                .distinct()
                .toList();
        if (axes.isEmpty()) {
            return;
        }
        int from = axes.size() == 1 ? axes.getFirst() : ALL;
        if (from != ALL && node.op() instanceof Gather(int at) && isElsewhere(node, at, from)) {
            return;
        }
        along.put(node, from == ALL ? ALL : after(node, from));
    }

    /** The axis of a result that an axis of an operand becomes. */
    private static int after(Var node, int from) {
        Op op = node.op();
        return switch (op) {
            case Pointwise _ -> from;
            case RichOp rich -> rich.isElementwise() ? from : ALL;
            case Broadcast b -> b.axes().get(from);
            case Transpose t -> t.order().indexOf(from);
            case Reduce r ->
                r.axes().contains(from)
                        ? ALL
                        : from - (int) r.axes().stream().filter(a -> a < from).count();
            case Reshape _ -> reshaped(node.inputs().getFirst().shape(), node.shape(), from);
            default -> ALL;
        };
    }

    /** The axis of one length that has as many elements before it. */
    private static int reshaped(Shape before, Shape after, int from) {
        int outer = before.slice(0, from).elements();
        for (int a = 0; a < after.rank(); a++) {
            if (after.slice(0, a).elements() == outer && after.size(a) == before.size(from)) {
                return a;
            }
        }
        return ALL;
    }

    /** Whether known positions take only elements that were fitted. */
    private boolean isElsewhere(Var node, int at, int from) {
        Var x = node.inputs().getFirst();
        Tensor positions = node.inputs().get(1).constantValue();
        int wanted = at < 0 ? at + x.rank() : at;
        return wanted == from
                && positions != null
                && Arrays.stream(positions.toLongs()).allMatch(this::isFitted);
    }

    private boolean isFitted(long position) {
        return position >= 0 && position < axis.sources().length && axis.sources()[(int) position] >= 0;
    }
}
