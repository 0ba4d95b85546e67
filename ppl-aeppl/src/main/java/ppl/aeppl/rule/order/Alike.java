package ppl.aeppl.rule.order;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RichOp;

/**
 * Whether the elements of a law along some axes have one and the same law. They have if its log-density is an elementwise function of the
 * value in which nothing else differs along these axes: that can be read off its graph, for any law. Where it cannot, the answer is no.
 */
final class Alike {

    private final List<Integer> axes;
    private final int rank;
    private final Map<Var, Boolean> ofValue = new IdentityHashMap<>();

    private Alike(List<Integer> axes, int rank) {
        this.axes = axes;
        this.rank = rank;
    }

    static boolean along(Law law, List<Integer> axes) {
        Var x = Var.input("value", law.type().draw());
        List<Var> outputs = new ArrayList<>();
        law.logDensity(Value.of(x)).terms().forEach(t -> outputs.add(t.body()));
        return new Alike(axes, x.rank()).isSame(x, outputs);
    }

    private boolean isSame(Var x, List<Var> outputs) {
        for (Var node : Graph.order(outputs)) {
            ofValue.put(node, node == x || node.inputs().stream().anyMatch(i -> ofValue.getOrDefault(i, false)));
        }
        for (Var node : ofValue.keySet()) {
            if (node == x || !ofValue.getOrDefault(node, false)) {
                continue;
            }
            boolean elementwise =
                    node.op() instanceof Pointwise || (node.op() instanceof RichOp rich && rich.isElementwise());
            if (!elementwise || node.rank() != rank) {
                return false;
            }
            for (Var input : node.inputs()) {
                if (!ofValue.getOrDefault(input, false) && !isConstantAlong(input)) {
                    return false;
                }
            }
        }
        return outputs.stream().allMatch(out -> ofValue.getOrDefault(out, false) || isConstantAlong(out));
    }

    /** Whether a node that does not depend on the value is the same all along the axes. */
    private boolean isConstantAlong(Var node) {
        int lead = rank - node.rank();
        boolean dense = axes.stream()
                .anyMatch(a -> a >= lead && !node.shape().extent(a - lead).is(1));
        if (!dense) {
            return true;
        }
        if (node.op() instanceof Broadcast b) {
            Var x = node.inputs().getFirst();
            return IntStream.range(0, x.rank())
                    .noneMatch(i -> axes.contains(b.axes().get(i) + lead)
                            && !x.shape().extent(i).is(1));
        }
        Tensor known = node.constantValue();
        if (known != null) {
            return known.length() > 0
                    && IntStream.range(1, known.length()).allMatch(i -> known.bitsAt(i) == known.bitsAt(0));
        }
        boolean elementwise =
                node.op() instanceof Pointwise || (node.op() instanceof RichOp rich && rich.isElementwise());
        return elementwise && node.inputs().stream().allMatch(this::isConstantAlong);
    }

    /** So many elements are there along the axes; −1 if only a run can tell. */
    static int count(Law law, List<Integer> axes) {
        int count = 1;
        for (int axis : axes) {
            if (!(law.type().draw().shape().extent(axis) instanceof Extent.Known(int n))) {
                return -1;
            }
            count = Math.multiplyExact(count, n);
        }
        return count;
    }
}
