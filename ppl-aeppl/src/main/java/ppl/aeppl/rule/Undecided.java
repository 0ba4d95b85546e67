package ppl.aeppl.rule;

import ppl.aeppl.DensityCode;
import ppl.graph.Shape;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Loop;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * What messages say of an op that no rule takes: a sentence for each kind of primitive.
 */
final class Undecided {

    private Undecided() {}

    static String why(Op op) {
        return switch (op) {
            case Prim prim -> why(prim);
            case RichOp _ -> "no rule knows the function '" + op.name() + "'";
            case RandomOp _ -> "its family gives no law";
        };
    }

    private static String why(Prim op) {
        return switch (op) {
            case Input _, Constant _, Iota _, ShapeOf _ -> "it is not random";
            case Select _ -> "the law of its condition is not known";
            case Compare _ -> "the law of a comparison is not derived";
            case Cast _ -> "this change of type maps different values to the same one";
            case Bitcast _ -> "the bits of a random value have no useful law";
            case Pointwise _ -> "the function '" + op.name() + "' of these operands has no closed law";
            case Reduce _ -> "the law of a reduction over random values has no closed form here";
            case Broadcast _ -> "a random value is repeated, so its copies are equal and have no joint density";
            case Reshape _, Transpose _ -> "no rule for random tensors of another shape is present";
            case Slice _, Gather _ -> "no rule for parts of a random tensor is present";
            case Pad _, Concat _, ScatterAdd _ -> "no rule for tensors put together from random ones is present";
            case MatMul _ -> "no rule for matrix products of random values is present";
            case Projection(Loop _, int _) -> "no rule for loops over random values is present";
            case Projection _ -> "the law of its condition, or of what it computes, is not known";
            case Routine _ -> "no rule for '" + op.name() + "' of random values is present";
        };
    }

    /** What the user can do; empty where only a new rule helps. */
    static String fix(Op op) {
        return switch (op) {
            case Select _ -> "choose by a value that is not random, and observe each branch on its own";
            case Projection(Loop _, int _) -> "observe a distribution whose parameters the loop computes";
            case Projection _ ->
                "branch by values that are not random, and observe what is random in each branch on its own";
            case Compare _ -> "observe a bernoulli with the probability of the event";
            case Reduce _, MatMul _ -> "observe a distribution that you know it has, such as a normal";
            case Reshape _, Transpose _ -> "draw it with the shape in which it is observed";
            case Slice _, Gather _ -> "draw the part that is observed as a variable of its own";
            case Pad _, Concat _, ScatterAdd _ -> "observe each part by a name of its own";
            case Broadcast _ -> "draw it with the full shape if independent copies are meant";
            default -> "";
        };
    }

    static DensityCode code(Op op) {
        return op instanceof Broadcast ? DensityCode.MEASURABLE_BROADCAST : DensityCode.NO_RULE;
    }

    /** Whether a refusal is of a reshape that the user did not write: it adds or removes an axis of length 1 to make an op fit. */
    static boolean isMadeFor(Outcome.Refused below, Op op) {
        boolean fitted = op instanceof Concat
                || op instanceof Broadcast
                || (op instanceof Routine && !(op instanceof ScatterAdd));
        return fitted
                && below.rule().equals(RuleId.NONE)
                && below.node().op() instanceof Reshape(Shape to)
                && to.squeezed().equals(below.node().inputs().getFirst().shape().squeezed());
    }
}
