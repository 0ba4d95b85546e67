package ppl.aeppl.numeric;

import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cast;

/** What is known of nodes when the graph is built: whether their elements are whole numbers. */
public final class Whole {

    private Whole() {}

    /** True if every element is certain to be a whole number. */
    public static boolean isCertain(Var x) {
        if (!x.dtype().isFloat()
                || (x.op() instanceof Cast && !x.inputs().getFirst().dtype().isFloat())) {
            return true;
        }
        Tensor known = x.constantValue();
        return known != null && known.firstLoss(DType.I64) < 0;
    }
}
