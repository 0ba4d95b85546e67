package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.law.Rearrangement;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Input;

/**
 * What stands for the row, and for rows of tensors, in the graph of one step. Laws ask for rows of their parameters when their densities
 * are made, so rows are added as long as graphs are built. Threads may share it.
 */
final class StandIns {

    private final Var row = of("row of a step", new TensorType(DType.I64, Shape.scalar()), Interval.NON_NEGATIVE);
    private final Map<Var, Var> rows = new IdentityHashMap<>();

    /** A new one. */
    static Var of(String label, TensorType type, Interval bounds) {
        return Var.of(new Input(new Input.Slot(label), type, bounds));
    }

    /** That of the row. */
    Var row() {
        return row;
    }

    /** That of a row of a tensor; what is the same in all rows is that itself. */
    synchronized Var rowOf(Var tensor) {
        if (tensor.op() instanceof Broadcast b && !b.axes().contains(0)) {
            int[] axes = b.axes().stream().mapToInt(a -> a - 1).toArray();
            return Broadcast.into(tensor.inputs().getFirst(), b.to().slice(1, b.to().rank()), axes);
        }
        return rows.computeIfAbsent(tensor, x -> of("row of " + x.label(), element(x.type()), x.range()));
    }

    /** The tensors, by what stands for a row of them. */
    synchronized Map<Var, Var> tensors() {
        Map<Var, Var> tensors = new IdentityHashMap<>();
        rows.forEach((tensor, standIn) -> tensors.put(standIn, tensor));
        return tensors;
    }

    /** The type of a row. */
    static TensorType element(TensorType type) {
        return type.with(type.shape().slice(1, type.shape().rank()));
    }

    /** The row of a tensor of some shape, for laws. */
    Rearrangement ofRow(Shape from) {
        List<Integer> axes = new ArrayList<>();
        for (int a = 1; a < from.rank(); a++) {
            axes.add(a);
        }
        return new Rearrangement(from, from.slice(1, from.rank()), axes, this::rowOf, null, null);
    }
}
