package ppl.graph.math.order;

import java.util.List;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Indexing;
import ppl.graph.function.Order;
import ppl.graph.op.RichOp;

/**
 * The elements of each line along an axis in ascending order, NaN last, equal ones in their order.
 *
 * @param axis not negative
 */
public record Sort(int axis) implements RichOp {

    @Override
    public String name() {
        return "sort";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return inputs.getFirst().type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new Sort(count + axis);
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var x = inputs.getFirst();
        return Indexing.takeAlongAxis(x, Order.argsort(x, axis), axis);
    }
}
