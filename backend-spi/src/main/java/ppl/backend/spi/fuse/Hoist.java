package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.graph.Axes;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/**
 * Computes before repeating: an elementwise op whose operands are all repeated along some axis is done once on what is
 * repeated. Work on parameters alone so leaves the loops over data. The values are the same to the bit.
 */
final class Hoist {

    private Hoist() {}

    static List<Var> apply(List<Var> outputs) {
        return Substitution.rebuild(outputs, Map.of(), Hoist::hoisted);
    }

    static boolean isElementwise(Op op) {
        return op instanceof Unary
                || op instanceof Binary
                || op instanceof Fma
                || op instanceof Select
                || op instanceof Compare
                || op instanceof Cast
                || op instanceof Bitcast;
    }

    private static @Nullable Var hoisted(Var node, Op op, List<Var> operands) {
        if (!isElementwise(op) || node.rank() == 0) {
            return null;
        }
        TreeSet<Integer> needed = new TreeSet<>();
        for (Var x : operands) {
            if (!(x.op() instanceof Broadcast b)) {
                return null;
            }
            needed.addAll(b.axes());
        }
        if (needed.size() == node.rank()) {
            return null;
        }
        List<Integer> axes = List.copyOf(needed);
        Shape inner = Shape.of(axes.stream().map(node.shape()::extent).toList());
        List<Var> small = new ArrayList<>();
        for (Var x : operands) {
            int[] places =
                    ((Broadcast) x.op()).axes().stream().mapToInt(axes::indexOf).toArray();
            small.add(Axes.broadcastInto(x.inputs().getFirst(), inner, places));
        }
        int[] targets = axes.stream().mapToInt(Integer::intValue).toArray();
        return Axes.broadcastInto(Var.of(op, small), node.shape(), targets);
    }
}
