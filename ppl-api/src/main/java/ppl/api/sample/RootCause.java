package ppl.api.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.sample.NodeValues.Place;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;

/**
 * Where an element that is NaN or infinite comes from: the first element that is so although all it is computed from is finite.
 * It is found by going from each element to those it is computed from.
 *
 * @param text that element, as {@code x[500] = NaN}
 * @param change what would have to change: the data or the variable that it belongs to; null if it was computed
 */
record RootCause(String text, @Nullable String change) {

    /** Of how many operands' elements the values are shown. */
    private static final int SHOWN = 3;

    /** The root cause for an element of a node of the model; null if the element is finite or was written down so. */
    static @Nullable RootCause of(PointValues at, Var node, int element) {
        NodeValues values = new NodeValues(at, node);
        Place root = new Place(node, element);
        if (values.isFinite(root)) {
            return null;
        }
        for (Place next = root; next != null; next = values.notFiniteBefore(next)) {
            root = values.isWritten(next) ? next : root;
        }
        return describe(root, values);
    }

    private static @Nullable RootCause describe(Place root, NodeValues values) {
        Var node = root.node();
        String text = element(root, values);
        return switch (node.op()) {
            case RandomOp _ -> new RootCause(text, "the distribution of " + node.label());
            case Constant _ ->
                node.name().map(name -> new RootCause(text, "the data " + name)).orElse(null);
            case Gather(int axis) -> {
                int last = values.at(node.inputs().getFirst()).sizes()[axis] - 1;
                yield new RootCause(text + operands(root, values) + ", but indices count from 0 to " + last, null);
            }
            case RichOp _, Prim _ -> new RootCause(text + operands(root, values), null);
        };
    }

    private static String operands(Place at, NodeValues values) {
        List<String> operands = values.sources(at).stream()
                .filter(x -> x.node().constantValue() == null)
                .map(x -> element(x, values))
                .limit(SHOWN + 1)
                .toList();
        return operands.isEmpty() || operands.size() > SHOWN ? "" : " where " + String.join(" and ", operands);
    }

    /** An element as the user wrote it: what is repeated is named where it was written. */
    private static String element(Place at, NodeValues values) {
        Var node = at.node();
        if (node.op() instanceof Broadcast) {
            return element(values.sources(at).getFirst(), values);
        }
        Tensor value = values.at(node);
        String label = node.label();
        String subscript = value.type().shape().subscript(at.element());
        boolean compound =
                !subscript.isEmpty() && label.contains(" ") && node.name().isEmpty();
        return (compound ? "(" + label + ")" : label) + subscript + " = " + value.elementToString(at.element());
    }
}
