package ppl.graph.text;

import java.util.List;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;

/**
 * Bounds what a text makes a reader compute: functions of constants are computed when their nodes are made, and a constant may be repeated to
 * any shape. A text that was written here holds such functions only of data and of lengths, and repetitions.
 */
final class Constants {

    /** As many elements of what is repeated, or computed, are taken from any text: 128 MiB of float64. */
    private static final double MOST = 1 << 24;

    private Constants() {}

    static void check(Op op, List<Var> operands) {
        if (operands.isEmpty() || op instanceof RandomOp) {
            return;
        }
        for (Var x : operands) {
            boolean known = x.op() instanceof Constant
                    || (x.op() instanceof Broadcast && x.inputs().getFirst().op() instanceof Constant);
            if (!known) {
                return;
            }
        }
        TensorType type = op.infer(operands);
        double elements = 1;
        for (Extent e : type.shape().extents()) {
            elements *= e instanceof Extent.Known(int size) ? size : 1;
        }
        if (elements > MOST) {
            throw new GraphException(
                    GraphCode.VALUE,
                    "a function of constants with the type " + type + " would be computed when it is read: "
                            + (long) elements + " elements are more than the " + (long) MOST
                            + " that are taken; make it of an input");
        }
    }
}
