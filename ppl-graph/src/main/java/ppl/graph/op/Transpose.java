package ppl.graph.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Op.Source;

/** Axes in another order: output axis {@code i} is input axis {@code order[i]}. */
public record Transpose(List<Integer> order) implements Prim {

    /** Copies the order. */
    public Transpose {
        order = List.copyOf(order);
    }

    @Override
    public String name() {
        return "transpose";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        if (x.rank() != order.size()
                || new HashSet<>(order).size() != order.size()
                || order.stream().anyMatch(a -> a < 0 || a >= x.rank())) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "transpose of " + x.describe() + " needs a permutation of its " + x.rank() + " axes, not " + order);
        }
        List<Extent> extents = new ArrayList<>();
        order.forEach(a -> extents.add(x.shape().extent(a)));
        return x.type().with(Shape.of(extents));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int[] to = type.shape().position(element);
        int[] from = new int[to.length];
        for (int a = 0; a < to.length; a++) {
            from[order.get(a)] = to[a];
        }
        return Stream.of(new Source(0, operands.getFirst().type().shape().element(from)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return List.of(Axes.transpose(cotangent, inverse));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        boolean identity = true;
        for (int i = 0; i < order.size(); i++) {
            identity &= order.get(i) == i;
        }
        if (identity) {
            return x;
        }
        if (x.op() instanceof Transpose inner) {
            return Axes.transpose(
                    x.inputs().getFirst(),
                    order.stream().mapToInt(inner.order::get).toArray());
        }
        return null;
    }
}
