package ppl.api.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Pointwise;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;

/**
 * Where an element that is NaN or infinite comes from: up from a node of the model, from operand to operand, to the first
 * element that is so although all it is computed from is finite.
 *
 * @param text that element, as {@code x[500] = NaN}
 * @param change what would have to change: the data or the variable that it belongs to; null if it was computed
 */
record RootCause(String text, @Nullable String change) {

    private record Place(Var node, int element) {}

    /** Values of a node and all it is computed from, up to draws. */
    private record Values(Map<Var, Tensor> of) {
        Tensor at(Var node) {
            Tensor value = of.get(node);
            if (value == null) {
                throw new AssertionError("not computed: " + node);
            }
            return value;
        }

        boolean isFinite(Var node, int element) {
            Tensor t = at(node);
            return !t.dtype().isFloat() || Double.isFinite(t.doubleAt(element));
        }
    }

    /** The cause of an element of a node of the model; null if the element is finite or was written down so. */
    static @Nullable RootCause of(CompiledModel model, double[] point, Var node, int element) {
        List<Var> nodes = upToDraws(node);
        List<Tensor> computed = model.evaluate(model.joint().valuesOf(nodes), point);
        Map<Var, Tensor> map = new IdentityHashMap<>();
        IntStream.range(0, nodes.size()).forEach(i -> map.put(nodes.get(i), computed.get(i)));
        Values values = new Values(map);
        if (values.isFinite(node, element)) {
            return null;
        }
        Place place = new Place(node, element);
        for (Place next = place; next != null; next = next(place, values)) {
            place = next;
        }
        return told(place, values);
    }

    private static List<Var> upToDraws(Var node) {
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> nodes = new ArrayList<>();
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var x = open.removeLast();
            if (seen.add(x)) {
                nodes.add(x);
                open.addAll(x.op() instanceof RandomOp ? List.of() : x.inputs());
            }
        }
        return nodes;
    }

    private static @Nullable Place next(Place at, Values values) {
        Var node = at.node();
        if (node.op() instanceof RandomOp) {
            return null;
        }
        for (Var x : node.inputs()) {
            int element = source(node, x, at.element(), values);
            if (element >= 0 && !values.isFinite(x, element)) {
                return new Place(x, element);
            }
        }
        return null;
    }

    /** The element of an operand that an element is computed from, or the first bad one of several; -1 if none is. */
    private static int source(Var node, Var x, int element, Values values) {
        return switch (node.op()) {
            case Select _ -> x == chosen(node, element, values) ? element : -1;
            case Pointwise _, Reshape _ -> element;
            case RichOp rich when rich.isElementwise() -> element;
            case Broadcast b ->
                flat(values.at(x), b.axes(), index(values.at(node).sizes(), element));
            case Slice s -> sliced(s, values.at(x), index(values.at(node).sizes(), element));
            case Gather g -> x == node.inputs().get(0) ? gathered(g, node, element, values) : -1;
            default -> firstBad(values.at(x));
        };
    }

    private static Var chosen(Var node, int element, Values values) {
        boolean first = values.at(node.inputs().get(0)).booleanAt(element);
        return node.inputs().get(first ? 1 : 2);
    }

    private static int flat(Tensor x, List<Integer> axes, int[] index) {
        int at = 0;
        for (int i = 0; i < axes.size(); i++) {
            at = at * x.sizes()[i] + index[axes.get(i)];
        }
        return at;
    }

    private static int sliced(Slice s, Tensor x, int[] index) {
        int at = 0;
        for (int a = 0; a < index.length; a++) {
            at = at * x.sizes()[a] + s.starts().get(a) + index[a] * s.steps().get(a);
        }
        return at;
    }

    private static int gathered(Gather g, Var node, int element, Values values) {
        Tensor x = values.at(node.inputs().get(0));
        Tensor picks = values.at(node.inputs().get(1));
        int n = x.sizes()[g.axis()];
        int rest = 1;
        for (int a = g.axis() + 1; a < x.rank(); a++) {
            rest *= x.sizes()[a];
        }
        long pick = picks.longAt(element / rest % picks.length());
        int block = element / rest / picks.length();
        return pick < 0 || pick >= n ? -1 : (block * n + (int) pick) * rest + element % rest;
    }

    private static String pick(Place at, int axis, Values values) {
        int[] from = values.at(at.node().inputs().get(0)).sizes();
        int rest = IntStream.range(axis + 1, from.length).map(a -> from[a]).reduce(1, Math::multiplyExact);
        Var picks = at.node().inputs().get(1);
        return element(picks, at.element() / rest % values.at(picks).length(), values);
    }

    private static int firstBad(Tensor x) {
        for (int i = 0; i < x.length(); i++) {
            if (x.dtype().isFloat() && !Double.isFinite(x.doubleAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable RootCause told(Place at, Values values) {
        Var node = at.node();
        String text = element(node, at.element(), values);
        return switch (node.op()) {
            case RandomOp _ -> new RootCause(text, "the distribution of " + node.label());
            case Constant _ ->
                node.name().map(name -> new RootCause(text, "the data " + name)).orElse(null);
            case Gather(int axis) -> {
                int n = values.at(node.inputs().get(0)).sizes()[axis];
                yield new RootCause(
                        text + " where " + pick(at, axis, values) + ", but indices count from 0 to " + (n - 1), null);
            }
            default -> new RootCause(text + operands(at, values), null);
        };
    }

    private static String operands(Place at, Values values) {
        List<String> operands = new ArrayList<>();
        for (Var x : at.node().inputs()) {
            boolean aligned = at.node().op() instanceof Pointwise
                    || (at.node().op() instanceof RichOp rich && rich.isElementwise());
            if (aligned && x.constantValue() == null) {
                operands.add(element(x, at.element(), values));
            }
        }
        return operands.isEmpty() ? "" : " where " + String.join(" and ", operands);
    }

    /** An element of a node, as the user wrote it: what is repeated is named where it was written. */
    private static String element(Var node, int element, Values values) {
        Tensor value = values.at(node);
        if (node.op() instanceof Broadcast b) {
            Var x = node.inputs().getFirst();
            return element(x, flat(values.at(x), b.axes(), index(value.sizes(), element)), values);
        }
        String label = node.label();
        String place = value.rank() == 0 ? "" : FactorDiagnosis.index(value.sizes(), element);
        boolean compound =
                !place.isEmpty() && label.contains(" ") && node.name().isEmpty();
        return (compound ? "(" + label + ")" : label) + place + " = " + value.elementToString(element);
    }

    private static int[] index(int[] sizes, int flat) {
        int[] index = new int[sizes.length];
        int rest = flat;
        for (int a = sizes.length - 1; a >= 0; a--) {
            index[a] = rest % sizes[a];
            rest /= sizes[a];
        }
        return index;
    }
}
