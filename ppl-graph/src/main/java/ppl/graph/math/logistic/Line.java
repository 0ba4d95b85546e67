package ppl.graph.math.logistic;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.function.Reductions;
import ppl.graph.op.Broadcast;

/** The lines of a tensor along one axis. */
record Line(Var x, int axis) {

    /** The type of a function along an axis of a float tensor, which has the shape of its operand. */
    static TensorType infer(String name, int axis, List<Var> inputs) {
        Var x = inputs.getFirst();
        if (!x.dtype().isFloat()) {
            throw new GraphException(GraphCode.TYPE, name + " is not defined on " + x.describe() + "; cast it first");
        }
        x.shape().normalizeAxis(axis);
        return x.type();
    }

    /** Each element less the greatest of its line; as it is where all of them are -inf. */
    Var belowGreatest() {
        Var top = Reductions.max(x, axis);
        Var nothing = Elementwise.equal(top, Var.constant(x.dtype(), Double.NEGATIVE_INFINITY));
        return x.minus(spread(Elementwise.where(nothing, Creation.zerosLike(top), top)));
    }

    /** What there is one of for each line, repeated along it. */
    Var spread(Var each) {
        return Broadcast.into(
                each,
                x.shape(),
                IntStream.range(0, x.rank()).filter(a -> a != axis).toArray());
    }
}
