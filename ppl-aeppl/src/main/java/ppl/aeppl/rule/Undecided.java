package ppl.aeppl.rule;

import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Pointwise;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Routine;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * What to say of an op that no rule took: a sentence for each kind of core op.
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
            case Select _ -> "a choice between random values is a mixture, and no rule for mixtures is present";
            case Compare _ -> "the law of a comparison is not derived; use the probability of the event instead";
            case Cast _ -> "this change of type does not keep values apart";
            case Bitcast _ -> "the bits of a random value have no useful law";
            case Pointwise _ -> "the function '" + op.name() + "' of these operands has no closed law";
            case Reduce _ -> "the law of a reduction over random values has no closed form here";
            case Broadcast _ -> "a random value is repeated, so its copies are equal and have no joint density";
            case Reshape _, Transpose _, Slice _ -> "no rule for re-arranged or partial random tensors is present";
            case Pad _, Concat _, ScatterAdd _ -> "no rule for assembled random tensors is present";
            case Gather _ -> "no rule for picking from random tensors is present";
            case Routine _ -> "no rule for '" + op.name() + "' of random values is present";
        };
    }
}
