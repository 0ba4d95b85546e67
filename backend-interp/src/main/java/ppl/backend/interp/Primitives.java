package ppl.backend.interp;

import java.util.List;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** The meaning of each primitive: those of elements and of whole tensors carry their own, the others are here. */
final class Primitives {

    private Primitives() {}

    /**
     * The value of a primitive on the values of its operands.
     *
     * @param type the type of the result, all lengths known
     */
    static Tensor evaluate(Prim op, List<Tensor> x, TensorType type) {
        return switch (op) {
            case Input in -> throw new IllegalStateException("the input '" + in.name() + "' has no value");
            case Constant c -> c.value();
            case Projection r ->
                throw new IllegalStateException("a result of " + r.name() + " is computed with the others");
            case Pointwise p -> p.evaluate(x, type);
            case Routine r -> r.evaluate(x, type);
            case Reduce r -> Reductions.reduce(r.fn(), x.get(0), r.axesArray());
            case Reshape _ -> x.get(0).reshape(type.shape().sizes());
            case Broadcast b -> Movement.broadcast(x.get(0), type.shape().sizes(), b.axes());
            case Transpose t -> Movement.transpose(x.get(0), t.order());
            case Slice s -> Movement.slice(x.get(0), s.starts(), s.sizes(), s.steps());
            case Pad p -> Movement.pad(x.get(0), type.shape().sizes(), p.starts(), p.steps());
            case Concat c -> Movement.concat(x, c.axis());
            case Gather g -> Movement.gather(x.get(0), x.get(1), g.axis());
            case Iota _ -> Movement.iota(type.shape().size(0));
            case ShapeOf s ->
                Tensor.scalar((long)
                        x.get(0).sizes()[s.axis() < 0 ? s.axis() + x.get(0).rank() : s.axis()]);
        };
    }
}
